package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.MetricSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.spi.SystemInfoFactory;

/**
 * All that comes of the files of a host, as captured, at two moments ten seconds apart. What
 * changes in an expectation is what users see change.
 */
@EnabledOnOs(OS.LINUX)
class OwnInputsGoldenTest {
  private static final long FIRST = 1000 * SteppedTime.SECOND;

  private final Path root;
  private final SteppedTime time = new SteppedTime(FIRST);

  OwnInputsGoldenTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void aServerWithAllThatKernelsTell() throws IOException {
    assertThat(
            sampled(
                "server",
                "system",
                "psi",
                "conntrack",
                "tcp",
                "udp",
                "io_errors",
                "sensors",
                "cgroup"))
        .isEqualTo(HostTree.text("server-expected.txt"));
  }

  @Test
  void aContainerOnAHostThatCountsByVersionOne() throws IOException {
    assertThat(sampled("container-v1", "cgroup"))
        .isEqualTo(HostTree.text("container-v1-expected.txt"));
  }

  @Test
  void aHostThatTellsNothingIsNoFailure() throws IOException {
    HostTree.write(root, "bare.txt");
    Samples out = new Samples();
    for (String input : List.of("psi", "conntrack", "io_errors", "cgroup")) {
      collector(HostInputs.everythingOf(input)).collect(FIRST, out);
    }
    assertThat(out.all()).isEmpty();
  }

  private String sampled(String host, String... inputs) throws IOException {
    HostTree.write(root, host + ".txt");
    List<Collector> collectors = new ArrayList<>();
    for (String input : inputs) {
      collectors.add(collector(HostInputs.everythingOf(input)));
    }
    StringBuilder text = new StringBuilder();
    text.append("first:\n");
    sample(collectors, text);
    HostTree.write(root, host + "-later.txt");
    time.pass(10 * SteppedTime.SECOND);
    text.append("ten seconds later:\n");
    sample(collectors, text);
    return text.toString();
  }

  private void sample(List<Collector> collectors, StringBuilder text) throws IOException {
    for (Collector collector : collectors) {
      Samples out = new Samples();
      collector.collect(time.wallNanos(), out);
      out.all().stream().map(OwnInputsGoldenTest::line).sorted().forEach(text::append);
    }
  }

  private Collector collector(HostInputConfig input) {
    return new OwnCollectors(
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            HostRoots.below(root),
            root,
            true,
            SystemInfoFactory.create(),
            time)
        .collector(input);
  }

  private static String line(MetricSample sample) {
    Map<String, String> dimensions = new TreeMap<>(sample.series().dimensions().entries());
    dimensions.remove("host");
    double value = sample.value();
    return "%s%s %s %s %s%n"
        .formatted(
            sample.series().name(),
            dimensions.isEmpty() ? "" : dimensions,
            value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value),
            sample.series().unit().label(),
            sample.series().kind().key());
  }
}
