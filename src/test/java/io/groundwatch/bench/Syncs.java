package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a contender waits for the disk, seen by strace(1): fsync, fdatasync, and writes to what
 * was opened with O_SYNC or O_DSYNC. Apart from the other scenarios, since tracing slows.
 */
final class Syncs implements Scenario {
  private static final int LINES_A_SECOND = 1000;
  private static final int SECONDS = 10;
  private static final Pattern CALL =
      Pattern.compile("\\d+ +(?:\\[pid +\\d+\\] )?(\\w+)\\((\\d*)(.*?)(?:\\)\\s+= (-?\\d+).*)?");

  private final Bench bench;

  Syncs(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "syncs, tail of %,d lines/s".formatted(LINES_A_SECOND);
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Contender.installed("strace").isEmpty() ? List.of() : Bench.able(all, true, 0, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    Path logs = bench.logs();
    Path trace = bench.folder().resolve("trace-" + bench.trials().incrementAndGet());
    List<String> strace =
        List.of(
            "strace",
            "-D",
            "-f",
            "-qq",
            "-s",
            "0",
            "-o",
            trace.toString(),
            "-e",
            "trace=openat,close,write,pwrite64,writev,fsync,fdatasync,msync,sync_file_range");
    long requests;
    try (LogWriter writer = new LogWriter(logs, 1, Long.MAX_VALUE, 4);
        Trial trial = bench.start(contender, LogWriter.pattern(logs), 0, "none", strace)) {
      writer.one();
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      trial.runFor(Bench.SETTLE_MILLIS);
      requests = trial.arrivals().requests();
      long syncs = count(trace);
      writer.writeAtRate(LINES_A_SECOND, SECONDS);
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      trial.runFor(Bench.SETTLE_MILLIS);
      syncs = count(trace) - syncs;
      requests = trial.arrivals().requests() - requests;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("syncs/s", syncs / (double) SECONDS);
      figures.put("syncs/request", syncs / (double) requests);
      figures.put("requests/s", requests / (double) SECONDS);
      return figures;
    }
  }

  private static long count(Path trace) throws IOException {
    Set<String> synced = new HashSet<>();
    long syncs = 0;
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (!call.matches()) {
        continue;
      }
      String name = call.group(1);
      if (name.equals("openat")) {
        if (call.group(3).contains("SYNC") && call.group(4) != null) {
          synced.add(call.group(4));
        }
      } else if (name.equals("close")) {
        synced.remove(call.group(2));
      } else if (name.contains("write")) {
        syncs += synced.contains(call.group(2)) ? 1 : 0;
      } else {
        syncs++;
      }
    }
    return syncs;
  }
}
