package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuCollectorTest {
  private static final long BOOT = 1000;
  private static final CpuTicks FIRST =
      new CpuTicks("cpu-total", 1000, 200, 300, 4000, 50, 60, 70, 80, 400, 100);

  private final Samples out = new Samples();
  private List<CpuTicks> reading = List.of(FIRST);

  @Test
  void yieldsNoShareAtTheFirstSampleButAllTimes() throws IOException {
    collector(HostInputs.everythingOf("cpu")).collect(5000, out);
    assertThat(out.names()).hasSize(11).allMatch(name -> name.startsWith("cpu_time_"));
    assertThat(out.value("cpu_time_user")).isEqualTo(1.0);
    assertThat(out.value("cpu_time_active")).isEqualTo(1.76);
    MetricSample idle = out.only("cpu_time_idle", Map.of());
    assertThat(idle.series().kind()).isEqualTo(MetricKind.CUMULATIVE);
    assertThat(idle.series().unit()).isEqualTo(Unit.NONE);
    assertThat(idle.startNanos()).isEqualTo(BOOT);
    assertThat(idle.timeNanos()).isEqualTo(5000);
  }

  @Test
  void sharesAreOfTheWholeAndGuestsAreNotUsers() throws IOException {
    CpuCollector cpu = collector(HostInputs.everythingOf("cpu"));
    cpu.collect(5000, out);
    out.clear();
    // 100 ms: user 30 (guest 10), nice 20 (guest 5), system 10, idle 25, iowait 5, irq 1, ...
    reading = List.of(new CpuTicks("cpu-total", 1030, 220, 310, 4025, 55, 61, 72, 87, 410, 105));
    cpu.collect(6000, out);
    assertThat(out.value("cpu_usage_user")).isEqualTo(20.0);
    assertThat(out.value("cpu_usage_guest")).isEqualTo(10.0);
    assertThat(out.value("cpu_usage_nice")).isEqualTo(15.0);
    assertThat(out.value("cpu_usage_guest_nice")).isEqualTo(5.0);
    assertThat(out.value("cpu_usage_system")).isEqualTo(10.0);
    assertThat(out.value("cpu_usage_idle")).isEqualTo(25.0);
    assertThat(out.value("cpu_usage_iowait")).isEqualTo(5.0);
    assertThat(out.value("cpu_usage_irq")).isEqualTo(1.0);
    assertThat(out.value("cpu_usage_softirq")).isEqualTo(2.0);
    assertThat(out.value("cpu_usage_steal")).isEqualTo(7.0);
    assertThat(out.value("cpu_usage_active")).isEqualTo(75.0, within(1e-9));
    MetricSample active = out.only("cpu_usage_active", Map.of());
    assertThat(active.series().kind()).isEqualTo(MetricKind.GAUGE);
    assertThat(active.series().unit()).isEqualTo(Unit.PERCENT);
    assertThat(active.series().dimensions().entries())
        .isEqualTo(Map.of("cpu", "cpu-total", "host", "h"));
  }

  @Test
  void aStateThatTheKernelTookBackIsLeftOutAlone() throws IOException {
    CpuCollector cpu = collector(HostInputs.everythingOf("cpu"));
    cpu.collect(5000, out);
    out.clear();
    reading = List.of(new CpuTicks("cpu-total", 1100, 200, 300, 4000, 40, 60, 70, 80, 400, 100));
    cpu.collect(6000, out);
    assertThat(out.names()).contains("cpu_usage_active").doesNotContain("cpu_usage_iowait");
    assertThat(out.names()).doesNotContain("cpu_usage_user"); // 100 of 90
  }

  @Test
  void yieldsNoShareWhenTheWholeRanBackwardsOrStoodStill() throws IOException {
    CpuCollector cpu = collector(HostInputs.of("cpu", "usage_idle"));
    cpu.collect(5000, out);
    cpu.collect(6000, out);
    reading = List.of(new CpuTicks("cpu-total", 1, 0, 0, 5, 0, 0, 0, 0, 0, 0));
    cpu.collect(7000, out);
    assertThat(out.all()).isEmpty();
  }

  @Test
  void yieldsEachCpuOnlyWhenConfigured() throws IOException {
    reading = List.of(FIRST, new CpuTicks("cpu0", 1, 0, 0, 5, 0, 0, 0, 0, 0, 0));
    collector(HostInputs.of("cpu", "time_user")).collect(5000, out);
    assertThat(cpus()).containsExactly("cpu-total");

    out.clear();
    collector(HostInputs.withResources("cpu", List.of("*"), "time_user")).collect(5000, out);
    assertThat(cpus()).containsExactly("cpu-total", "cpu0");
  }

  @Test
  void leavesOutGuestTimeWhereTheSystemTellsNone() throws IOException {
    CpuCollector cpu = collector(HostInputs.of("cpu", "usage_guest", "usage_user", "time_guest"));
    reading = List.of(new CpuTicks("cpu-total", 0, 0, 0, 0, 0, 0, 0, 0, -1, -1));
    cpu.collect(5000, out);
    reading = List.of(new CpuTicks("cpu-total", 50, 0, 0, 50, 0, 0, 0, 0, -1, -1));
    cpu.collect(6000, out);
    assertThat(out.names()).containsExactly("cpu_usage_user");
    assertThat(out.value("cpu_usage_user")).isEqualTo(50.0);
  }

  private List<String> cpus() {
    return out.all().stream().map(s -> s.series().dimensions().entries().get("cpu")).toList();
  }

  private CpuCollector collector(HostInputConfig config) {
    return new CpuCollector(config, HostInputs.NAMESPACE, HostInputs.BASE, () -> reading, BOOT);
  }
}
