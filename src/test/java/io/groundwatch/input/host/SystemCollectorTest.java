package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemCollectorTest {
  private final Samples out = new Samples();

  @Test
  void publishesLoadAndUptime() throws IOException {
    collect(new SystemReading(0.5, 1.5, 2.5, 99, new Numbers("", Map.of())));
    assertThat(out.value("system_load1")).isEqualTo(0.5);
    assertThat(out.value("system_load5")).isEqualTo(1.5);
    assertThat(out.value("system_load15")).isEqualTo(2.5);
    assertThat(out.value("system_uptime")).isEqualTo(99);
    assertThat(out.only("system_uptime", Map.of()).series().unit()).isEqualTo(Unit.SECONDS);
    assertThat(out.only("system_load1", Map.of()).series().unit()).isEqualTo(Unit.NONE);
  }

  @Test
  void leavesOutALoadThatTheSystemDoesNotTell() throws IOException {
    collect(new SystemReading(-1, -1, -1, 99, new Numbers("", Map.of())));
    assertThat(out.names()).containsExactly("system_uptime");
  }

  private void collect(SystemReading reading) throws IOException {
    SystemCollector.of(
            HostInputs.everythingOf("system"), HostInputs.NAMESPACE, HostInputs.BASE, () -> reading)
        .collect(1000, out);
  }
}
