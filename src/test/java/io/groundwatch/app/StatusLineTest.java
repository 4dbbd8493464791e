package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.pipeline.LaneMetrics;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final StatusLine status =
      new StatusLine(metrics, List.of("a/logs", "ab/logs"), time, INTERVAL);

  @Test
  void saysWhatBecameOfEachLanesRecords() {
    LaneMetrics lane = new LaneMetrics(metrics, "a/logs", time);
    new LaneMetrics(metrics, "ab/logs", time).dropped(DropReason.EXPIRED).add(100, 1);
    metrics.counter("agent_lane_received_records_total", "lane", "a/logs").add(9);
    metrics.counter("agent_lane_sent_records_total", "lane", "a/logs").add(4);
    lane.dropped(DropReason.EXPIRED).add(2, 1);
    lane.dropped(DropReason.BUFFER_FULL).add(1, 1);
    metrics.gauge("agent_files_watched", () -> 3);
    assertThat(status.line())
        .isEqualTo(
            "Status: a/logs received 9, sent 4, retried 0, dropped 3, dead 0, queued 0 (0 bytes,"
                + " oldest 0 s); ab/logs received 0, sent 0, retried 0, dropped 100, dead 0,"
                + " queued 0 (0 bytes, oldest 0 s); files watched 3.");
  }

  @Test
  void isSaidOnceAnInterval() {
    assertThat(status.work()).isZero();
    assertThat(status.restNanos()).isEqualTo(INTERVAL.toNanos());
    time.advance(INTERVAL);
    assertThat(status.restNanos()).isZero();
    assertThat(status.work()).isEqualTo(1);
    assertThat(status.work()).isZero();
    assertThat(status.restNanos()).isEqualTo(INTERVAL.toNanos());
  }
}
