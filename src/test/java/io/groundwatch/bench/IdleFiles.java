package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten thousand files are watched, and none changes; then one does, and is to be seen. */
final class IdleFiles implements Scenario {
  private static final double MEGA = 1e6;
  private static final int FILES = 9_999;
  private static final int PROBES = 5;

  private final Bench bench;

  IdleFiles(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "idle, 10,000 files";
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Bench.able(all, true, 0, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    Path logs = bench.logs();
    try (LogWriter writer = new LogWriter(logs, FILES, Long.MAX_VALUE, 3)) {
      writer.one();
      return watch(contender, logs, writer);
    }
  }

  private Map<String, Double> watch(Contender contender, Path logs, LogWriter writer)
      throws IOException, InterruptedException {
    try (Trial trial = bench.start(contender, LogWriter.pattern(logs), 0, "none")) {
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      trial.runFor(Bench.REST_MILLIS);
      ProcessCost before = trial.cost();
      trial.runFor(bench.seconds() * 1000L);
      ProcessCost after = trial.cost();
      trial.arrivals().forgetDelays();
      for (int probe = 0; probe < PROBES; probe++) {
        writer.oneTo(probe * (FILES / PROBES));
        trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("CPU %", after.cpuPercentSince(before));
      figures.put("RSS MB", after.residentBytes() / MEGA);
      figures.put("wake-ups/s", (after.sleeps() - before.sleeps()) / after.secondsSince(before));
      figures.put("slowest ms", (double) trial.arrivals().delayMillis(1));
      return figures;
    }
  }
}
