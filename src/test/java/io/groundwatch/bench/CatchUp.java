package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A contender is started beside one large file that it has never seen, and has to deliver it. One
 * that cannot compress as asked sends as it is.
 */
final class CatchUp implements Scenario {
  private static final double MEGA = 1e6;
  private static final double GIBI = 1L << 30;

  private final Bench bench;
  private final String compression;
  private final Path logs;
  private long lines;
  private long bytes;

  CatchUp(Bench bench, String compression) {
    this.bench = bench;
    this.compression = compression;
    this.logs = bench.logs();
  }

  @Override
  public String name() {
    return "catch-up, %d MiB, %s".formatted(bench.size() >> 20, compression);
  }

  @Override
  public void prepare() throws IOException {
    try (LogWriter writer = new LogWriter(logs, 1, Long.MAX_VALUE, 1)) {
      writer.fill(bench.size());
      lines = writer.lines();
      bytes = writer.bytes();
    }
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Bench.able(all, true, 0, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    boolean compresses = !Bench.able(List.of(contender), true, 0, compression).isEmpty();
    try (Trial trial =
        bench.start(contender, LogWriter.pattern(logs), 0, compresses ? compression : "none")) {
      trial.awaitLines(lines, Bench.PATIENCE_SECONDS);
      double seconds = (trial.arrivals().lastNanos() - trial.startedNanos()) / 1e9;
      ProcessCost cost = trial.cost();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("MB/s", bytes / MEGA / seconds);
      figures.put("CPU s/GiB", cost.cpuSeconds() * GIBI / bytes);
      figures.put("peak RSS MB", cost.peakBytes() / MEGA);
      figures.put("disk bytes/byte", cost.writtenBytes() / (double) bytes);
      figures.put("requests", (double) trial.arrivals().requests());
      figures.put("lines twice", (double) trial.arrivals().twice());
      return figures;
    }
  }
}
