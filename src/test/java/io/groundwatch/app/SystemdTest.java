package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What it says is heard by a real systemd, in packaging/test/package-smoke. */
class SystemdTest {
  private static final String SOCKET = "/run/systemd/notify";

  @Test
  void readsHowOftenTheWatchdogWantsToHear() {
    assertThat(
            watchdog(
                Map.of("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "17")))
        .contains(Duration.ofMinutes(1));
    assertThat(watchdog(Map.of("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "500000")))
        .contains(Duration.ofMillis(500));
  }

  @Test
  void thereIsNoneForAnotherProcessOrWithoutANumber() {
    assertThat(
            watchdog(
                Map.of("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "1")))
        .isEmpty();
    assertThat(watchdog(Map.of("NOTIFY_SOCKET", SOCKET, "WATCHDOG_USEC", "soon"))).isEmpty();
    assertThat(watchdog(Map.of("NOTIFY_SOCKET", SOCKET))).isEmpty();
    assertThat(watchdog(Map.of("WATCHDOG_USEC", "60000000"))).isEmpty();
  }

  private static Optional<Duration> watchdog(Map<String, String> environment) {
    return Systemd.of(environment, 17).watchdog();
  }
}
