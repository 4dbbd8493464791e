package io.groundwatch.soak;

import io.groundwatch.app.AgentProcess;
import io.groundwatch.soak.FaultyServer.Mode;
import io.groundwatch.soak.RenamingRotator.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every way of rotation at once under one packaged agent, which is killed and stopped while the
 * backend fails; at the end every line is accounted for. Owned by one thread.
 */
final class Soak {
  private static final int AVERAGE_LINE_BYTES = 95;
  private static final int SETTLE_SECONDS = 120;

  private final SoakSettings settings;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final MemoryCurve memory = new MemoryCurve();
  private final List<String> skipped = new ArrayList<>();
  private int kills;
  private int stops;

  Soak(SoakSettings settings) {
    this.settings = settings;
    this.random = new Random(settings.seed());
  }

  /** Runs it. Returns what it came to. */
  Result run() throws IOException, InterruptedException {
    List<Rotator> rotators = rotators();
    try (FaultyServer server = FaultyServer.open(ledger);
        Front front = Front.of(settings, server)) {
      Path config = writeConfig(rotators, front);
      begin(config, rotators);
      List<WriterThread> writers = rotators.stream().map(WriterThread::start).toList();
      rotate(config, server, front);
      return settle(config, server, front, writers);
    }
  }

  /** What came of it. */
  record Result(boolean complete, Ledger ledger, String report) {}

  /**
   * Lets the agent see each file once: what is rotated away before it has ever run, no pattern asks
   * for.
   */
  private void begin(Path config, List<Rotator> rotators) throws IOException, InterruptedException {
    for (Rotator rotator : rotators) {
      rotator.step();
    }
    try (AgentProcess agent = AgentProcess.start(config, said())) {
      if (!ledger.awaitAll(SETTLE_SECONDS)) {
        throw new IOException("nothing arrives: " + Files.readString(said()));
      }
      agent.stop();
    }
  }

  private void rotate(Path config, FaultyServer server, Front front)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds());
    while (System.nanoTime() - end < 0) {
      try (AgentProcess agent = AgentProcess.start(config, said())) {
        boolean running = true;
        for (int spell = settings.kills() ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
            running && spell > 0 && System.nanoTime() - end < 0;
            spell--) {
          fail(server, front);
          running = agent.runFor(300 + random.nextInt(3000));
          memory.sample(agent.pid());
        }
        if (!running) {
          throw new IOException("the agent ended by itself: " + Files.readString(said()));
        }
        end(agent);
      }
    }
  }

  private void fail(FaultyServer server, Front front) throws IOException, InterruptedException {
    Mode[] modes = Mode.values();
    boolean well = !settings.faults() || random.nextInt(3) == 0;
    server.mode(well ? Mode.TAKE : modes[random.nextInt(modes.length)]);
    front.disturb(random);
  }

  private void end(AgentProcess agent) throws InterruptedException {
    if (!settings.kills() || random.nextInt(3) == 0) {
      agent.stop();
      stops++;
    } else {
      agent.kill();
      kills++;
    }
  }

  private Result settle(Path config, FaultyServer server, Front front, List<WriterThread> writers)
      throws IOException, InterruptedException {
    server.mode(Mode.TAKE);
    front.restore();
    int rotations = 0;
    for (WriterThread writer : writers) {
      rotations += writer.finish();
    }
    boolean complete;
    try (AgentProcess agent = AgentProcess.start(config, said())) {
      complete = ledger.awaitAll(SETTLE_SECONDS);
      agent.stop();
    }
    return new Result(
        complete && ledger.faults().isEmpty(),
        ledger,
        "%s%nseed %d, %d s, %d kills, %d stops, %d rotations%s%s%nfaults: %s%n"
            .formatted(
                ledger.table(),
                settings.seed(),
                settings.seconds(),
                kills,
                stops,
                rotations,
                skipped.isEmpty() ? "" : "; not installed here: " + String.join(", ", skipped),
                memory.report(),
                ledger.faults()));
  }

  private Path said() {
    return settings.folder().resolve("agent.out");
  }

  private List<Rotator> rotators() throws IOException {
    List<Rotator> rotators = new ArrayList<>();
    int lines = settings.linesAFile();
    int bytes = lines * AVERAGE_LINE_BYTES;
    for (How how : How.values()) {
      String name = how.name().toLowerCase(Locale.ROOT).replace('_', '-');
      rotators.add(new RenamingRotator(name, how, folder(name), lines, ledger, random()));
    }
    rotators.add(new LogbackRotator("logback", "", folder("logback"), bytes, ledger, random()));
    if (settings.compressed()) {
      rotators.add(
          new LogbackRotator("logback-gz", ".gz", folder("logback-gz"), bytes, ledger, random()));
    }
    if (LogrotateRotator.available()) {
      List<String> modes = new ArrayList<>(List.of("create", "copytruncate"));
      if (settings.compressed()) {
        modes.addAll(List.of("create; compress", "copytruncate; compress"));
      }
      for (String mode : modes) {
        String name = "logrotate-" + mode.replace("; ", "-");
        rotators.add(new LogrotateRotator(name, mode, folder(name), lines, ledger, random()));
      }
    } else {
      skipped.add("logrotate");
    }
    if (PythonRotator.available()) {
      rotators.add(PythonRotator.start(folder("python"), bytes, ledger));
    } else {
      skipped.add("python3");
    }
    return rotators;
  }

  private Random random() {
    return new Random(random.nextLong());
  }

  private Path folder(String writer) throws IOException {
    return Files.createDirectories(settings.folder().resolve("logs").resolve(writer));
  }

  private Path writeConfig(List<Rotator> rotators, Front front) throws IOException {
    String entries =
        rotators.stream()
            .map(
                rotator ->
                    "{\"file_path\": \"%s/logs/%s/%s\", \"log_group_name\": \"%s\"}"
                        .formatted(
                            settings.folder(), rotator.name(), rotator.pattern(), rotator.name()))
            .collect(Collectors.joining(",\n        "));
    Path config = settings.folder().resolve("config.json");
    Files.writeString(
        config,
        """
        {
          "agent": {"state_directory": "%s/state"},
          "logs": {"logs_collected": {"files": {"collect_list": [
                %s]}}},
          "destinations": {
            "central": {"type": "http", "url": "%s", "timeout": "2s", "compression": "zstd",
              %s
              "batch": {"max_bytes": "64KiB", "max_age": "100ms"},
              "retry": {"initial": "50ms", "max": "500ms"}}
          }
        }
        """
            .formatted(settings.folder(), entries, front.url(), tls(front.authority())));
    return config;
  }

  private static String tls(@Nullable Path authority) {
    return authority == null ? "" : "\"tls\": {\"ca_file\": \"%s\"},".formatted(authority);
  }
}
