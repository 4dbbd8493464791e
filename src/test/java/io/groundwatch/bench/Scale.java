package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the agent's cost grows with one thing that there is more and more of; each size is a trial of
 * its own, and a column of the table.
 */
final class Scale implements Scenario {
  private static final double MEGA = 1e6;
  private static final double GIBI = 1L << 30;
  private static final int LINES_A_SECOND = 10_000;
  private static final long ROTATE_BYTES = 32L << 20;
  private static final long BACKLOG_BYTES = 128L << 20;

  private final Bench bench;
  private final Growth growth;

  /** What there is more and more of. */
  enum Growth {
    FILES("watched files, none changing", 100, 1000, 10_000),
    ACTIVE("active files, 10,000 lines/s together", 1, 100, 1000),
    DESTINATIONS("destinations, catch-up of 128 MiB", 1, 3, 10),
    PROCESSES("processes of procstat, every second", 10, 100, 1000),
    MOUNTS("mounts of disk, every second", 10, 100, 500);

    private final String text;
    private final int few;
    private final int more;
    private final int many;

    Growth(String text, int few, int more, int many) {
      this.text = text;
      this.few = few;
      this.more = more;
      this.many = many;
    }
  }

  Scale(Bench bench, Growth growth) {
    this.bench = bench;
    this.growth = growth;
  }

  @Override
  public String name() {
    return "scale: " + growth.text;
  }

  @Override
  public List<Contender> among(List<Contender> all) {
    return all.stream().filter(Groundwatch.class::isInstance).toList();
  }

  @Override
  public Map<String, Double> measure(Contender contender) throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int size : List.of(growth.few, growth.more, growth.many)) {
      switch (growth) {
        case FILES -> files(size, figures);
        case ACTIVE -> active(size, figures);
        case DESTINATIONS -> destinations(size, figures);
        case PROCESSES -> processes(size, figures);
        case MOUNTS -> mounts(size, figures);
      }
    }
    return figures;
  }

  private void files(int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    Path logs = bench.logs();
    try (LogWriter writer = new LogWriter(logs, size, Long.MAX_VALUE, 5)) {
      writer.one();
      try (Trial trial =
          bench.start(new Groundwatch(), LogWriter.pattern(logs), 0, "none", List.of())) {
        trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
        trial.runFor(Bench.REST_MILLIS);
        atRest(trial, size, figures);
      }
    }
  }

  private void active(int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    Path logs = bench.logs();
    try (LogWriter writer = new LogWriter(logs, size, ROTATE_BYTES / size, 6);
        Trial trial =
            bench.start(new Groundwatch(), LogWriter.pattern(logs), 0, "zstd", List.of())) {
      writer.one();
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      writer.writeAtRate(LINES_A_SECOND, Bench.SETTLE_MILLIS / 1000);
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
      ProcessCost before = trial.cost();
      writer.writeAtRate(LINES_A_SECOND, bench.seconds());
      note(before, trial.cost(), size, figures);
      trial.awaitLines(writer.lines(), Bench.PATIENCE_SECONDS);
    }
  }

  private void destinations(int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    Path logs = bench.logs();
    try (LogWriter writer = new LogWriter(logs, 1, Long.MAX_VALUE, 7)) {
      writer.fill(BACKLOG_BYTES);
      try (Trial trial =
          bench.start(
              new Groundwatch(Groundwatch.HOST, size),
              LogWriter.pattern(logs),
              0,
              "zstd",
              List.of())) {
        trial.awaitAll(size * writer.lines(), Bench.PATIENCE_SECONDS);
        double bytes = (double) size * writer.bytes();
        double seconds = (trial.arrivals().lastNanos() - trial.startedNanos()) / 1e9;
        ProcessCost cost = trial.cost();
        figures.put("MB/s, " + size, bytes / MEGA / seconds);
        figures.put("CPU s/GiB, " + size, cost.cpuSeconds() * GIBI / bytes);
        figures.put("peak RSS MB, " + size, cost.peakBytes() / MEGA);
      }
    }
  }

  private void processes(int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    List<Process> sleepers = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        sleepers.add(new ProcessBuilder("sleep", "3600").start());
      }
      String metrics =
          """
          "metrics": {"metrics_collected": {"procstat": [
              {"exe": "^sleep$", "measurement": ["cpu_usage", "memory_rss", "num_threads"]}]}},
          """;
      try (Trial trial = bench.start(new Groundwatch(metrics, 1), "", 1, "none", List.of())) {
        trial.secondsToFirst(Bench.PATIENCE_SECONDS);
        atRest(trial, size, figures);
      }
    } finally {
      sleepers.forEach(Process::destroy);
    }
  }

  /** In a mount namespace of its own; as root, or where users may have one. */
  private void mounts(int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    String mount =
        "for i in $(seq %d); do mkdir -p %2$s/$i; mount -t tmpfs -o size=64k bench %2$s/$i; done;"
            + " exec \"$@\"";
    List<String> before =
        List.of("unshare", "-rm", "sh", "-ec", mount.formatted(size, bench.logs()), "sh");
    String metrics =
        """
        "metrics": {"metrics_collected": {"disk": {"measurement": ["used_percent", "free"]}}},
        """;
    try (Trial trial = bench.start(new Groundwatch(metrics, 1), "", 1, "none", before)) {
      trial.secondsToFirst(Bench.PATIENCE_SECONDS);
      atRest(trial, size, figures);
    }
  }

  private void atRest(Trial trial, int size, Map<String, Double> figures)
      throws IOException, InterruptedException {
    trial.runFor(Bench.SETTLE_MILLIS);
    ProcessCost before = trial.cost();
    trial.runFor(bench.seconds() * 1000L);
    note(before, trial.cost(), size, figures);
  }

  private static void note(
      ProcessCost before, ProcessCost after, int size, Map<String, Double> figures) {
    figures.put("CPU %, " + size, after.cpuPercentSince(before));
    figures.put("RSS MB, " + size, after.residentBytes() / MEGA);
  }
}
