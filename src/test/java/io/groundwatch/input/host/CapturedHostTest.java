package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.ProcessSelector.Kind;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.ValueSet;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.spi.SystemInfoFactory;

/**
 * The files of a small host, captured twice ten seconds apart, and all that the collectors make of
 * them: {@code captured/<input>.txt}. Disks are left out, whose sizes no file holds.
 */
@EnabledOnOs(OS.LINUX)
class CapturedHostTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_005_000L * SECOND;

  private final Path root;
  private final Samples out = new Samples();

  CapturedHostTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void cpu() throws IOException {
    assertOutput("cpu", HostInputs.withResources("cpu", List.of("*"), fields("cpu")));
  }

  @Test
  void memAndSwap() throws IOException {
    assertOutput("mem", HostInputs.everythingOf("mem"), HostInputs.everythingOf("swap"));
  }

  @Test
  void diskio() throws IOException {
    assertOutput("diskio", HostInputs.everythingOf("diskio"));
  }

  @Test
  void net() throws IOException {
    assertOutput("net", HostInputs.everythingOf("net"));
  }

  @Test
  void netstat() throws IOException {
    assertOutput("netstat", HostInputs.everythingOf("netstat"));
  }

  @Test
  void processes() throws IOException {
    assertOutput("processes", HostInputs.everythingOf("processes"));
  }

  @Test
  void procstat() throws IOException {
    assertOutput(
        "procstat",
        entry(Kind.EXE, "^nginx$", fields("procstat")),
        entry(Kind.EXE, "program-name$", "pid", "cpu_usage"),
        entry(Kind.PATTERN, "nginx: worker .1. process", "pid", "pid_count", "nice_priority"),
        entry(Kind.PATTERN, "nobody runs this", "pid", "pid_count"),
        entry(Kind.PID_FILE, "/run/nginx.pid", "pid", "memory_rss", "pid_count"),
        entry(Kind.PID_FILE, "/run/gone.pid", "pid", "pid_count"));
  }

  @Test
  void aMissingPidFileIsAFaultAndCountsNone() throws IOException {
    place("first");
    Collector procstat =
        collectors().collector(entry(Kind.PID_FILE, "/run/none.pid", "pid", "pid_count"));
    assertThatThrownBy(() -> procstat.collect(START, out))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.pid");
    assertThat(out.value("procstat_lookup_pid_count")).isZero();
  }

  private void assertOutput(String name, HostInputConfig... inputs) throws IOException {
    place("first");
    HostCollectors makers = collectors();
    List<Collector> collectors = Stream.of(inputs).map(makers::collector).toList();
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      place(round == 0 ? "first" : "second");
      out.clear();
      for (Collector collector : collectors) {
        collector.collect(START + round * 10L * SECOND, out);
      }
      lines.add(round == 0 ? "first" : "second");
      out.all().stream().map(CapturedHostTest::line).sorted().forEach(lines::add);
    }
    for (Collector collector : collectors) {
      collector.close();
    }
    assertThat(String.join("\n", lines) + "\n").isEqualTo(expected(name));
  }

  private HostCollectors collectors() {
    return new HostCollectors(
        HostInputs.NAMESPACE,
        HostInputs.BASE,
        HostRoots.below(root),
        true,
        SystemInfoFactory.create(),
        new SystemTimeSource());
  }

  private static HostInputConfig entry(Kind kind, String text, String... fields) {
    return HostInputs.procstat(kind, text, fields);
  }

  private static String[] fields(String input) {
    return HostFields.of(input).keySet().toArray(new String[0]);
  }

  private static String line(MetricSample sample) {
    String dimensions =
        sample.series().dimensions().entries().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("host"))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    MetricKind kind = sample.series().kind();
    String since =
        kind == MetricKind.GAUGE
            ? ""
            : " over " + (sample.timeNanos() - sample.startNanos()) / (double) SECOND + " s";
    return "%s{%s} %s %s %s%s"
        .formatted(
            sample.series().name(),
            dimensions,
            sample.set().map(ValueSet::toString).orElse(String.valueOf(sample.value())),
            sample.series().unit().label(),
            kind.key(),
            since);
  }

  /** Writes over what is there, so that what is kept open is read anew. */
  private void place(String capture) throws IOException {
    Path from = resource(capture);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = root.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        if (Files.exists(to)) {
          Files.write(to, Files.readAllBytes(file));
        } else {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(CapturedHostTest.class.getResource("captured/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String expected(String name) {
    try (InputStream in = CapturedHostTest.class.getResourceAsStream("captured/" + name + ".txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
