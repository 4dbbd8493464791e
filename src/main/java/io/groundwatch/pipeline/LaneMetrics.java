package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * One lane's numbers about itself. The lane's thread writes; any thread reads.
 *
 * <ul>
 *   <li>{@code agent_lane_received_records_total} stored in the lane
 *   <li>{@code agent_lane_sent_records_total} taken by the destination
 *   <li>{@code agent_lane_retries_total} attempts that will be made again
 *   <li>{@code agent_lane_dropped_records_total{reason}} given up
 *   <li>{@code agent_lane_dead_letters_total} set aside
 *   <li>{@code agent_lane_queue_bytes}, {@code agent_lane_queue_batches}, {@code
 *       agent_lane_oldest_age_seconds}, {@code agent_lane_in_flight}
 * </ul>
 */
public final class LaneMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Why records were given up. */
  public enum DropReason {
    /** {@code when_full} is {@code drop_oldest} and the buffer was full. */
    BUFFER_FULL("the buffer is full, see \"buffer\" of this destination"),
    /** Older than the buffer's {@code max_age}. */
    EXPIRED("they are older than \"max_age\" under \"buffer\" of this destination"),
    /** The lane took nothing for so long that samples found no room in memory. */
    LANE_BLOCKED("the lane takes nothing for too long");

    private final String why;

    DropReason(String why) {
      this.why = why;
    }

    /** For a person, who reads it in the log. */
    String why() {
      return why;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final LongAdder received;
  private final LongAdder sent;
  private final LongAdder retries;
  private final LongAdder deadLetters;
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private volatile long queueBytes;
  private volatile long queueBatches;
  private volatile long oldestNanos;
  private volatile boolean inFlight;

  /** Registers the numbers of {@code lane}. */
  public LaneMetrics(SelfMetrics metrics, String lane, TimeSource time) {
    received = metrics.counter("agent_lane_received_records_total", "lane", lane);
    sent = metrics.counter("agent_lane_sent_records_total", "lane", lane);
    retries = metrics.counter("agent_lane_retries_total", "lane", lane);
    deadLetters = metrics.counter("agent_lane_dead_letters_total", "lane", lane);
    for (DropReason reason : DropReason.values()) {
      dropped.put(
          reason,
          metrics.counter(
              "agent_lane_dropped_records_total", "lane", lane, "reason", reason.label()));
    }
    metrics.gauge("agent_lane_queue_bytes", () -> queueBytes, "lane", lane);
    metrics.gauge("agent_lane_queue_batches", () -> queueBatches, "lane", lane);
    metrics.gauge("agent_lane_in_flight", () -> inFlight ? 1 : 0, "lane", lane);
    metrics.gauge("agent_lane_oldest_age_seconds", () -> ageSeconds(time), "lane", lane);
  }

  /** The counter of records given up for {@code reason}. */
  public LongAdder dropped(DropReason reason) {
    return Objects.requireNonNull(dropped.get(reason));
  }

  void received(int records) {
    received.add(records);
  }

  void sent(int records) {
    sent.add(records);
  }

  void retried() {
    retries.increment();
  }

  void deadLetters(int records) {
    deadLetters.add(records);
  }

  /** What the queue looks like now; {@code oldestCreatedNanos} is 0 where it is empty. */
  void queue(long bytes, long batches, long oldestCreatedNanos, boolean sending) {
    queueBytes = bytes;
    queueBatches = batches;
    oldestNanos = oldestCreatedNanos;
    inFlight = sending;
  }

  private double ageSeconds(TimeSource time) {
    long created = oldestNanos;
    return created == 0 ? 0 : Math.max(0, (time.wallNanos() - created) / NANOS_PER_SECOND);
  }
}
