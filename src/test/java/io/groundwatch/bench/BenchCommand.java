package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench/run}. */
@Command(
    name = "run",
    description = "Measures the packaged agent, and beside it the peers that are installed.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final String SCENARIOS = "catch-up,drain,tail,host,idle,syncs,scale";

  @Option(
      names = "--scenario",
      split = ",",
      defaultValue = SCENARIOS,
      description = "Which of " + SCENARIOS + " (all).")
  private List<String> scenarios = List.of();

  @Option(names = "--size", defaultValue = "1024", description = "Of the backlog, in MiB (1024).")
  private int mebibytes;

  @Option(
      names = "--compression",
      split = ",",
      defaultValue = "zstd,gzip,none",
      description = "Of the catch-up (zstd,gzip,none).")
  private List<String> compressions = List.of();

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "1000,10000,50000",
      description = "Lines a second of the tail (1000,10000,50000).")
  private List<Integer> rates = List.of();

  @Option(
      names = "--files",
      split = ",",
      defaultValue = "1,1000",
      description = "Files of the tail (1,1000).")
  private List<Integer> files = List.of();

  @Option(names = "--seconds", defaultValue = "30", description = "Of a steady load (30).")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "Of which the median counts (3).")
  private int rounds;

  @Option(names = "--alone", description = "Without peers.")
  private boolean alone;

  @Option(names = "--json", defaultValue = "target/bench.json", description = "Every single trial.")
  private Path json = Path.of("");

  @Option(names = "--folder", description = "For logs and state; a new temporary one by default.")
  private @Nullable Path folder;

  /** Measures; exits with 1 where a contender failed. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path place = folder == null ? Files.createTempDirectory("groundwatch-bench") : folder;
    Bench bench =
        new Bench(
            Files.createDirectories(place).toRealPath(),
            (long) mebibytes << 20,
            seconds,
            new AtomicInteger());
    Results results = new Results();
    boolean fine = true;
    try {
      for (Scenario scenario : chosen(bench)) {
        fine &= measure(scenario, results);
        System.out.println(results.table(scenario.name()));
      }
    } finally {
      results.write(json, machine());
      ScratchFolder.delete(bench.folder());
    }
    System.out.println("Every single trial: " + json);
    return fine ? 0 : 1;
  }

  private List<Scenario> chosen(Bench bench) {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : scenarios) {
      switch (name) {
        case "catch-up" -> compressions.forEach(c -> chosen.add(new CatchUp(bench, c)));
        case "drain" -> chosen.add(new Drain(bench, "zstd"));
        case "tail" ->
            files.forEach(n -> rates.forEach(rate -> chosen.add(new Tail(bench, rate, n))));
        case "host" -> List.of(1, 10).forEach(s -> chosen.add(new HostMetrics(bench, s)));
        case "idle" -> chosen.add(new IdleFiles(bench));
        case "syncs" -> chosen.add(new Syncs(bench));
        case "scale" ->
            List.of(Scale.Growth.values()).forEach(growth -> chosen.add(new Scale(bench, growth)));
        default ->
            throw new IllegalArgumentException(
                "--scenario: " + name + " (expected: " + SCENARIOS + ")");
      }
    }
    return chosen;
  }

  /** Interleaved, and every other round the other way round: what drifts meets all alike. */
  private boolean measure(Scenario scenario, Results results)
      throws IOException, InterruptedException {
    scenario.prepare();
    List<Contender> contenders = new ArrayList<>(scenario.among(all()));
    boolean fine = true;
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        double load = ProcessCost.load();
        try {
          Map<String, Double> figures = scenario.measure(contender);
          results.add(new Results.Result(scenario.name(), contender.name(), load, figures));
          System.err.printf(
              Locale.ROOT,
              "%s, %s, load %.1f: %s%n",
              scenario.name(),
              contender.name(),
              load,
              figures);
        } catch (IOException e) {
          fine = false;
          System.err.println(scenario.name() + ": " + e.getMessage());
        }
      }
      Collections.reverse(contenders);
    }
    return fine;
  }

  private List<Contender> all() {
    return alone
        ? List.of(new Groundwatch())
        : List.of(
            new Groundwatch(),
            new FluentBit(),
            new Rsyslog(),
            new SyslogNg(),
            new Collectd(),
            new NodeExporter(),
            new Netdata());
  }

  private static Map<String, String> machine() throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("kernel", System.getProperty("os.version"));
    machine.put("cores", "" + Runtime.getRuntime().availableProcessors());
    machine.put("loadAtEnd", "" + ProcessCost.load());
    return machine;
  }
}
