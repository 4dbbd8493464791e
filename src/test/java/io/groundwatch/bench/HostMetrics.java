package io.groundwatch.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU, memory, file systems, disks and networks are sampled, and nothing else happens. */
final class HostMetrics implements Scenario {
  private static final double MEGA = 1e6;

  private final Bench bench;
  private final int sampleSeconds;

  HostMetrics(Bench bench, int sampleSeconds) {
    this.bench = bench;
    this.sampleSeconds = sampleSeconds;
  }

  @Override
  public String name() {
    return "host metrics, every %d s".formatted(sampleSeconds);
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return Bench.able(all, false, sampleSeconds, "none");
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    try (Trial trial = bench.start(contender, "", sampleSeconds, "none")) {
      double first = trial.secondsToFirst(Bench.PATIENCE_SECONDS);
      trial.runFor(Bench.SETTLE_MILLIS);
      ProcessCost before = trial.cost();
      trial.runFor(bench.seconds() * 1000L);
      ProcessCost after = trial.cost();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("CPU %", after.cpuPercentSince(before));
      figures.put("RSS MB", after.residentBytes() / MEGA);
      figures.put("PSS MB", after.proportionalBytes() / MEGA);
      figures.put("threads", (double) after.threads());
      figures.put("wake-ups/s", (after.sleeps() - before.sleeps()) / after.secondsSince(before));
      figures.put("s to first", first);
      return figures;
    }
  }
}
