package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.input.host.UnitReading.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemdCollectorTest {
  private final Samples out = new Samples();
  private SystemdReading reading = systemd(1, unit("a.service", State.ACTIVE, 2, 100));
  private boolean absent;

  @Test
  void publishesTheManagerAndASeriesAUnit() throws IOException {
    SystemdCollector systemd = collector("systemd");
    systemd.collect(1000, out);
    assertThat(out.value("systemd_failed_count")).isEqualTo(1);
    assertThat(out.value("systemd_jobs_count")).isEqualTo(7);
    assertThat(out.value("systemd_running")).isEqualTo(0);
    assertThat(out.value("systemd_unit_active", "unit", "a.service")).isEqualTo(1);
    assertThat(out.value("systemd_unit_failed")).isEqualTo(0);
    assertThat(out.value("systemd_unit_state")).isEqualTo(0);
    assertThat(out.value("systemd_unit_memory_used")).isEqualTo(4096);
    assertThat(out.value("systemd_unit_tasks")).isEqualTo(3);
    assertThat(out.names()).doesNotContain("systemd_unit_restarts", "systemd_unit_cpu_time");
    assertThat(out.only("systemd_failed_count", Map.of()).series().dimensions().entries())
        .containsOnlyKeys("host");

    out.clear();
    reading = systemd(2, unit("a.service", State.FAILED, 5, 250));
    systemd.collect(2000, out);
    assertThat(out.value("systemd_unit_active")).isEqualTo(0);
    assertThat(out.value("systemd_unit_failed")).isEqualTo(1);
    assertThat(out.value("systemd_unit_state")).isEqualTo(3);
    assertThat(out.value("systemd_unit_restarts")).isEqualTo(3);
    assertThat(out.value("systemd_unit_cpu_time")).isEqualTo(150);
  }

  @Test
  void restartsThatBeginAnewAreNoDifference() throws IOException {
    SystemdCollector systemd = collector("systemd");
    systemd.collect(1000, out);
    out.clear();
    reading = systemd(0, unit("a.service", State.ACTIVE, 0, 5));
    systemd.collect(2000, out);
    assertThat(out.names()).doesNotContain("systemd_unit_restarts", "systemd_unit_cpu_time");
    assertThat(out.value("systemd_unit_active")).isEqualTo(1);
  }

  @Test
  void aHostWithoutSystemdIsNoFailure() throws IOException {
    SystemdCollector systemd = collector("systemd");
    absent = true;
    systemd.collect(1000, out);
    assertThat(out.all()).isEmpty();
    absent = false;
    systemd.collect(2000, out);
    assertThat(out.value("systemd_unit_active")).isEqualTo(1);
  }

  private SystemdCollector collector(String name) {
    return new SystemdCollector(
        HostInputs.everythingOf(name),
        HostInputs.NAMESPACE,
        HostInputs.BASE,
        () -> {
          if (absent) {
            throw new IOException("not booted with systemd");
          }
          return reading;
        });
  }

  private static SystemdReading systemd(long failed, UnitReading unit) {
    return new SystemdReading(
        new Numbers("", Map.of("failed_count", failed, "jobs_count", 7L, "running", 0L)),
        List.of(unit));
  }

  private static UnitReading unit(String name, State state, long restarts, long micros) {
    return new UnitReading(
        name,
        state,
        new Numbers(
            name,
            Map.of(
                "unit_restarts",
                restarts,
                "unit_cpu_time",
                micros,
                "unit_memory_used",
                4096L,
                "unit_tasks",
                3L)));
  }
}
