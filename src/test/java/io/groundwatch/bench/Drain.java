package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contender finds a large backlog in one file, while lines are written to another at a steady
 * rate: how late these are until the backlog is delivered.
 */
final class Drain implements Scenario {
  private static final int LINES_A_SECOND = 1000;
  private static final int BACKLOG = 0;
  private static final int FRESH = 1;

  private final Bench bench;
  private final String compression;
  private final Path logs;
  private @Nullable LogWriter writer;

  Drain(Bench bench, String compression) {
    this.bench = bench;
    this.compression = compression;
    this.logs = bench.logs();
  }

  @Override
  public String name() {
    return "drain of %d MiB, %s, beside %,d lines/s"
        .formatted(bench.size() >> 20, compression, LINES_A_SECOND);
  }

  @Override
  public void prepare() throws IOException {
    LogWriter made = new LogWriter(logs, FRESH + 1, Long.MAX_VALUE, 3);
    made.fill(bench.size());
    made.oneTo(FRESH);
    writer = made;
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Bench.able(all, true, 0, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    LogWriter lines = writer;
    if (lines == null) {
      throw new IllegalStateException("not prepared");
    }
    boolean compresses = !Bench.able(List.of(contender), true, 0, compression).isEmpty();
    try (Trial trial =
        bench.start(contender, LogWriter.pattern(logs), 0, compresses ? compression : "none")) {
      // Lines of trials before this one are a backlog too, and old.
      trial.arrivals().measureOnly(FRESH, lines.numberOf(FRESH));
      while (trial.arrivals().linesOf(BACKLOG) < lines.numberOf(BACKLOG)) {
        lines.writeAtRate(FRESH, LINES_A_SECOND, 1);
        trial.runFor(0);
      }
      double seconds = (System.nanoTime() - trial.startedNanos()) / 1e9;
      trial.awaitLines(lines.lines(), Bench.PATIENCE_SECONDS);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("s to drain", seconds);
      figures.put("p50 ms", (double) trial.arrivals().delayMillis(0.5));
      figures.put("p99 ms", (double) trial.arrivals().delayMillis(0.99));
      figures.put("peak RSS MB", trial.cost().peakBytes() / 1e6);
      figures.put("lines twice", (double) trial.arrivals().twice());
      return figures;
    }
  }
}
