package io.groundwatch.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  @Test
  void eachNameHasItsTypeOnceAndItsNumbersTogether() {
    SelfMetrics metrics = new SelfMetrics();
    metrics.counter("agent_sent_total", "lane", "a/logs").add(3);
    metrics.counter("agent_sent_total", "lane", "b/logs").add(1_234_567_890_123L);
    metrics.counter("agent_sent_total_bytes_total").add(7);
    metrics.gauge("agent_age_seconds", () -> 0.25);

    assertThat(PrometheusText.of(metrics.snapshot()))
        .isEqualTo(
            """
            # TYPE agent_age_seconds gauge
            agent_age_seconds 0.25
            # TYPE agent_sent_total_bytes_total counter
            agent_sent_total_bytes_total 7
            # TYPE agent_sent_total counter
            agent_sent_total{lane="a/logs"} 3
            agent_sent_total{lane="b/logs"} 1234567890123
            """);
  }
}
