package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines are written at a steady rate to files that a contender tails, and that are rotated. */
final class Tail implements Scenario {
  private static final double MEGA = 1e6;

  /** One busy file is rotated every few seconds, a thousand together about as often. */
  private static final long ROTATE_BYTES = 32L << 20;

  private final Bench bench;
  private final int linesASecond;
  private final int files;

  Tail(Bench bench, int linesASecond, int files) {
    this.bench = bench;
    this.linesASecond = linesASecond;
    this.files = files;
  }

  @Override
  public String name() {
    return "tail, %,d lines/s, %s"
        .formatted(linesASecond, files == 1 ? "1 file" : files + " files");
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Bench.able(all, true, 0, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    Path logs = bench.logs();
    String compression =
        Bench.able(List.of(contender), true, 0, "gzip").isEmpty() ? "none" : "gzip";
    try (LogWriter writer = new LogWriter(logs, files, ROTATE_BYTES / files, 2);
        Trial trial = bench.start(contender, LogWriter.pattern(logs), 0, compression)) {
      writer.one();
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      writer.writeAtRate(linesASecond, Bench.SETTLE_MILLIS / 1000);
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      trial.arrivals().forgetDelays();
      ProcessCost before = trial.cost();
      long written = writer.bytes();
      long requests = trial.arrivals().requests();
      writer.writeAtRate(linesASecond, bench.seconds());
      ProcessCost after = trial.cost();
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("CPU %", after.cpuPercentSince(before));
      figures.put("p50 ms", (double) trial.arrivals().delayMillis(0.5));
      figures.put("p99 ms", (double) trial.arrivals().delayMillis(0.99));
      figures.put("RSS MB", after.residentBytes() / MEGA);
      figures.put(
          "disk bytes/byte",
          (after.writtenBytes() - before.writtenBytes()) / (double) (writer.bytes() - written));
      figures.put(
          "requests/s", (trial.arrivals().requests() - requests) / after.secondsSince(before));
      figures.put("lines twice", (double) trial.arrivals().twice());
      return figures;
    }
  }
}
