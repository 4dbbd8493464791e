package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.Measurement;
import io.groundwatch.config.UpstreamSamples;
import io.groundwatch.runtime.FakeTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations that are in use with the CloudWatch Agent run here: two rounds of samples of this
 * host, with a reload between them, and the lines of the files that they name.
 */
class UpstreamSamplesRunTest {
  /** No sample may touch this host's own logs: {@code auto_removal} would delete some. */
  private static final Pattern FILE_PATH = Pattern.compile("(\"file_path\"\\s*:\\s*\")(?=/)");

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /** Of procstat it is no fault of the agent's that a process has no pid file here. */
  private static final Pattern TROUBLE =
      // A listener whose certificate is not on this host is said, and tried again.
      Pattern.compile(
          "(?m)^.* ERROR (?!main OtlpInput: OTLP: cert_file: /path/to/).*$"
              + "|^.*Collecting (?!procstat).* failed.*$");

  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

  /** What every Linux host has; of others, such as processes by name, there may be none. */
  private static final Set<String> EVERYWHERE = Set.of("mem", "netstat", "processes");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");

  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Logger root = Logger.getLogger("");
  private Handler[] handlersBefore = {};
  private Level levelBefore = Level.INFO;

  @BeforeEach
  void listen() {
    handlersBefore = root.getHandlers();
    levelBefore = root.getLevel();
    Logging.start(false, Map.of(), new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    for (Handler handler : handlersBefore) {
      root.addHandler(handler);
    }
    root.setLevel(levelBefore);
  }

  @Test
  void everyValidSampleRuns() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Path> files = UpstreamSamples.of("valid");
    int records = 0;
    for (Path file : files) {
      err.reset();
      Routes routes =
          Routes.of(
              onStdout(ConfigLoader.parse(file.toString(), moved(file)).config()),
              HostWithoutAws.IMPLIED);
      List<Path> logs = writeLogs(routes);
      List<String> out = run(routes, folder.resolve(file.getFileName() + ".state"));
      records += out.size();
      wrong.addAll(wrong(file, routes, logs, out));
    }
    System.out.printf(
        "Valid samples that ran: %d, with %d records; wrong: %s.%n", files.size(), records, wrong);
    assertThat(wrong).isEmpty();
  }

  /** What would go to CloudWatch is to stay on this host. */
  private static AgentConfig onStdout(AgentConfig config) {
    return new AgentConfig(
        config.agent(),
        config.metrics(),
        config.logs(),
        List.of(Implied.standardOutput()),
        List.of());
  }

  private List<String> run(Routes routes, Path state) throws IOException {
    try (HandDrivenAgent agent = new HandDrivenAgent(state, ENVIRONMENT, new FakeTime())) {
      agent.apply(routes);
      agent.end();
      agent.pass(Duration.ofMinutes(1));
      agent.apply(routes);
      for (int i = 0; i < 10; i++) {
        agent.pass(Duration.ofSeconds(1));
      }
      agent.end();
      return agent.records();
    }
  }

  private List<String> wrong(Path file, Routes routes, List<Path> logs, List<String> out) {
    List<String> wrong = new ArrayList<>();
    for (Matcher said = TROUBLE.matcher(err.toString(StandardCharsets.UTF_8)); said.find(); ) {
      wrong.add(file.getFileName() + " says: " + said.group());
    }
    Set<String> names =
        out.stream()
            .map(NAME::matcher)
            .filter(Matcher::find)
            .map(name -> name.group(1))
            .collect(Collectors.toSet());
    routes.config().metrics().stream()
        .flatMap(metrics -> metrics.inputs().stream())
        .filter(input -> EVERYWHERE.contains(input.name()))
        .flatMap(UpstreamSamplesRunTest::published)
        .filter(name -> !names.contains(name))
        .forEach(name -> wrong.add(file.getFileName() + " lacks " + name));
    logs.stream()
        .filter(log -> out.stream().noneMatch(record -> record.contains("\"" + log + "\"")))
        .forEach(log -> wrong.add(file.getFileName() + " lacks the lines of " + log));
    return wrong;
  }

  private static Stream<String> published(HostInputConfig input) {
    return input.measurements().stream()
        .filter(m -> HostFields.of(input.name()).containsKey(m.field()))
        .filter(m -> !input.dropOriginal().contains(m.field()))
        .map((Measurement m) -> m.rename().orElse(input.name() + "_" + m.field()));
  }

  /** The sample with its files below a folder of the test's. */
  private byte[] moved(Path file) throws IOException {
    return FILE_PATH
        .matcher(Files.readString(file))
        .replaceAll("$1" + Matcher.quoteReplacement(folder.toString()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A file with a line for each entry that names one by its path and takes every line. */
  private List<Path> writeLogs(Routes routes) throws IOException {
    List<Path> logs = new ArrayList<>();
    for (FileConfig entry : routes.config().logs().map(LogsSection::files).orElse(List.of())) {
      Path log = Path.of(entry.filePath());
      boolean plain = !GLOB.matcher(entry.filePath()).find() && entry.events().filters().isEmpty();
      if (log.startsWith(folder) && plain) {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "2026-01-31 12:00:00 a line\n");
        logs.add(log);
      }
    }
    return logs;
  }
}
