package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemCollectorTest {
  private final Samples out = new Samples();

  @Test
  void publishesEveryField() throws IOException {
    collect(HostInputs.everythingOf("mem"), new MemReading(100, 70, 30, 5, 25, 6, 7, 8));
    assertThat(out.all()).hasSize(11);
    assertThat(out.value("mem_total")).isEqualTo(100);
    assertThat(out.value("mem_used")).isEqualTo(40);
    assertThat(out.value("mem_used_percent")).isEqualTo(40.0);
    assertThat(out.value("mem_available")).isEqualTo(70);
    assertThat(out.value("mem_available_percent")).isEqualTo(70.0);
    assertThat(out.value("mem_free")).isEqualTo(30);
    assertThat(out.value("mem_buffered")).isEqualTo(5);
    assertThat(out.value("mem_cached")).isEqualTo(25);
    assertThat(out.value("mem_active")).isEqualTo(6);
    assertThat(out.value("mem_inactive")).isEqualTo(7);
    assertThat(out.value("mem_shared")).isEqualTo(8);
  }

  @Test
  void publishesWhatTheSystemKnowsAlone() throws IOException {
    collect(HostInputs.everythingOf("mem"), new MemReading(100, 70, -1, -1, -1, -1, -1, -1));
    assertThat(out.names())
        .containsExactlyInAnyOrder(
            "mem_total", "mem_used", "mem_used_percent", "mem_available", "mem_available_percent");
    assertThat(out.value("mem_used")).isEqualTo(30);
  }

  @Test
  void takesNameUnitIntervalAndDimensionsFromTheConfiguration() throws IOException {
    HostInputConfig config =
        new HostInputConfig(
            "mem",
            List.of(
                new Measurement("used", Optional.of("Used"), Optional.of(Unit.MEGABYTES)),
                new Measurement("free", Optional.empty(), Optional.empty())),
            30,
            Map.of("team", "a"),
            true,
            Optional.empty(),
            List.of(),
            false);
    collect(config, new MemReading(100, 70, 30, 5, 25, 6, 7, 8));
    Dimensions dimensions = new Dimensions(Map.of("host", "h", "team", "a"));
    assertThat(out.all().stream().map(s -> s.series()))
        .containsExactly(
            new MetricSeries("CWAgent", "Used", Unit.MEGABYTES, dimensions, MetricKind.GAUGE, 30),
            new MetricSeries("CWAgent", "mem_free", Unit.BYTES, dimensions, MetricKind.GAUGE, 30));
  }

  private void collect(HostInputConfig config, MemReading reading) throws IOException {
    MemCollector.of(config, HostInputs.NAMESPACE, HostInputs.BASE, () -> reading)
        .collect(1000, out);
  }
}
