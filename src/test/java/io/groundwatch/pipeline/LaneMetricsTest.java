package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaneMetricsTest {
  private final FakeTime time = new FakeTime();
  private final SelfMetrics all = new SelfMetrics();
  private final LaneMetrics lane = new LaneMetrics(all, "central/logs", time);

  @Test
  void everyNumberIsThereFromTheStartAndZero() {
    assertThat(all.snapshot())
        .containsOnlyKeys(
            "agent_lane_received_records_total{lane=\"central/logs\"}",
            "agent_lane_sent_records_total{lane=\"central/logs\"}",
            "agent_lane_retries_total{lane=\"central/logs\"}",
            "agent_lane_dead_letters_total{lane=\"central/logs\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"buffer_full\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"expired\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"lane_blocked\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"disk_full\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"purged\"}",
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"stopped\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"buffer_full\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"expired\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"lane_blocked\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"disk_full\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"purged\"}",
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"stopped\"}",
            "agent_lane_queue_bytes{lane=\"central/logs\"}",
            "agent_lane_queue_batches{lane=\"central/logs\"}",
            "agent_lane_in_flight{lane=\"central/logs\"}",
            "agent_lane_oldest_age_seconds{lane=\"central/logs\"}");
    assertThat(all.snapshot().values()).containsOnly(0.0);
  }

  @Test
  void countsEachThingInItsOwnCounter() {
    lane.received(7);
    lane.sent(5);
    lane.retried();
    lane.deadLetters(2);
    lane.dropped(DropReason.EXPIRED).add(3, 400);
    assertThat(all.total("agent_lane_received_records_total")).isEqualTo(7);
    assertThat(all.total("agent_lane_sent_records_total")).isEqualTo(5);
    assertThat(all.total("agent_lane_retries_total")).isEqualTo(1);
    assertThat(all.total("agent_lane_dead_letters_total")).isEqualTo(2);
    assertThat(all.snapshot())
        .containsEntry(
            "agent_lane_dropped_records_total{lane=\"central/logs\",reason=\"expired\"}", 3.0)
        .containsEntry(
            "agent_lane_dropped_bytes_total{lane=\"central/logs\",reason=\"expired\"}", 400.0);
  }

  @Test
  void tellsTheAgeOfTheOldestAndNoneWhereNothingWaits() {
    lane.queue(100, 2, OptionalLong.of(time.nanos()), 3, OptionalLong.empty());
    time.advance(Duration.ofSeconds(90));
    assertThat(value("oldest_age_seconds")).isEqualTo(90);
    assertThat(value("queue_bytes")).isEqualTo(100);
    assertThat(value("queue_batches")).isEqualTo(2);
    assertThat(value("in_flight")).isEqualTo(3);
    lane.queue(0, 0, OptionalLong.empty(), 0, OptionalLong.empty());
    assertThat(value("oldest_age_seconds")).isZero();
    assertThat(value("in_flight")).isZero();
  }

  @Test
  void anAgeIsTheSameWhateverTheWallClockIsSetTo() {
    lane.queue(1, 1, OptionalLong.of(time.nanos()), 0, OptionalLong.empty());
    time.advance(Duration.ofSeconds(5));
    for (int hours : new int[] {-1, 24 * 365}) {
      time.stepWall(Duration.ofHours(hours));
      assertThat(value("oldest_age_seconds")).isEqualTo(5);
    }
  }

  private double value(String name) {
    return all.snapshot().getOrDefault("agent_lane_" + name + "{lane=\"central/logs\"}", -1.0);
  }
}
