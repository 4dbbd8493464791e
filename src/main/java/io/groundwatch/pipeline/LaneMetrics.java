package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One lane's numbers about itself. The lane's thread writes; any thread reads.
 *
 * <ul>
 *   <li>{@code agent_lane_received_records_total} stored in the lane
 *   <li>{@code agent_lane_sent_records_total} taken by the destination
 *   <li>{@code agent_lane_retries_total} attempts that will be made again
 *   <li>{@code agent_lane_dropped_records_total{reason}}, {@code
 *       agent_lane_dropped_bytes_total{reason}} given up; bytes of NDJSON
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
    BUFFER_FULL(
        "drops its oldest records: the buffer is full, see \"buffer\" of this destination and of"
            + " \"agent\""),
    /** {@code when_full} is {@code drop_oldest} and the volume was full. */
    DISK_FULL("drops its oldest records: the volume of its buffer is full"),
    /** Older than the buffer's {@code max_age}. */
    EXPIRED(
        "drops its oldest records: they are older than \"max_age\" under \"buffer\" of this"
            + " destination"),
    /** Somebody asked for it. */
    PURGED("dropped the records of its queue, as somebody asked"),
    /** The lane took nothing for so long that samples found no room in memory. */
    LANE_BLOCKED("drops samples in memory: the lane takes nothing for too long"),
    /** The agent stopped before the disk took them, and they cannot be read again. */
    STOPPED("drops samples in memory: the disk did not take them before the agent stopped");

    private final String what;

    DropReason(String what) {
      this.what = what;
    }

    /** What happens, for a person who reads it in the log. */
    String what() {
      return what;
    }

    /** Its name in metrics and protocols. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the queue looked when the lane's thread last did something. */
  private record Queue(
      long bytes,
      long batches,
      OptionalLong oldestSinceNanos,
      int inFlight,
      OptionalLong nextTryNanos) {
    private static final Queue EMPTY =
        new Queue(0, 0, OptionalLong.empty(), 0, OptionalLong.empty());
  }

  private final LongAdder received;
  private final LongAdder sent;
  private final LongAdder retries;
  private final LongAdder deadLetters;
  private final Map<DropReason, DropCount> dropped = new EnumMap<>(DropReason.class);
  private volatile Queue queue = Queue.EMPTY;

  /** Registers the numbers of {@code lane}. */
  public LaneMetrics(SelfMetrics metrics, String lane, TimeSource time) {
    received = metrics.counter("agent_lane_received_records_total", "lane", lane);
    sent = metrics.counter("agent_lane_sent_records_total", "lane", lane);
    retries = metrics.counter("agent_lane_retries_total", "lane", lane);
    deadLetters = metrics.counter("agent_lane_dead_letters_total", "lane", lane);
    for (DropReason reason : DropReason.values()) {
      String label = reason.label();
      dropped.put(
          reason,
          new DropCount(
              metrics.counter("agent_lane_dropped_records_total", "lane", lane, "reason", label),
              metrics.counter("agent_lane_dropped_bytes_total", "lane", lane, "reason", label)));
    }
    metrics.gauge("agent_lane_queue_bytes", () -> queue.bytes(), "lane", lane);
    metrics.gauge("agent_lane_queue_batches", () -> queue.batches(), "lane", lane);
    metrics.gauge("agent_lane_in_flight", () -> queue.inFlight(), "lane", lane);
    metrics.gauge("agent_lane_oldest_age_seconds", () -> ageSeconds(time), "lane", lane);
  }

  /** The counter of what is given up for {@code reason}. */
  public DropCount dropped(DropReason reason) {
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

  /** What the queue looks like now; times are of the monotonic clock. */
  void queue(
      long bytes,
      long batches,
      OptionalLong oldestSinceNanos,
      int inFlight,
      OptionalLong nextTryNanos) {
    queue = new Queue(bytes, batches, oldestSinceNanos, inFlight, nextTryNanos);
  }

  /** All of it at once, beside {@code troubles}. Any thread. */
  LaneStatus status(long nowNanos, List<LaneTrouble> troubles) {
    Queue seen = queue;
    Map<DropReason, Long> given = new EnumMap<>(DropReason.class);
    dropped.forEach(
        (reason, count) -> {
          if (count.records() > 0) {
            given.put(reason, count.records());
          }
        });
    return new LaneStatus(
        seen.bytes(),
        seen.batches(),
        since(seen.oldestSinceNanos(), nowNanos),
        seen.inFlight(),
        until(seen.nextTryNanos(), nowNanos),
        received.sum(),
        sent.sum(),
        retries.sum(),
        deadLetters.sum(),
        given,
        troubles);
  }

  private static OptionalLong since(OptionalLong then, long now) {
    return then.isEmpty() ? then : OptionalLong.of(Math.max(0, now - then.getAsLong()));
  }

  private static OptionalLong until(OptionalLong then, long now) {
    return then.isEmpty() ? then : OptionalLong.of(Math.max(0, then.getAsLong() - now));
  }

  private double ageSeconds(TimeSource time) {
    OptionalLong since = queue.oldestSinceNanos();
    return since.isEmpty() ? 0 : Math.max(0, (time.nanos() - since.getAsLong()) / NANOS_PER_SECOND);
  }
}
