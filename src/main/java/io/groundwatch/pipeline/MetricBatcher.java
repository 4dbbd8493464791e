package io.groundwatch.pipeline;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.aggregate.Deltas;
import io.groundwatch.runtime.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one input's samples for one lane into batches. Owned by the input's thread.
 *
 * <p>A sample cannot be read again, so while the lane takes nothing (its disk refuses) one full
 * batch waits here and the next one fills; when that is full too, the waiting one is dropped and
 * counted.
 */
public final class MetricBatcher implements MetricSink {
  /** About what a sample takes when encoded: two hundred bytes and more with dimensions. */
  static final int SAMPLE_BYTES = 256;

  /** So many values of a set take about as much. */
  private static final int VALUES_LIKE_A_SAMPLE = 16;

  /** A lane that refused is asked again after this at the latest. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Intake lane;
  private final int maxSamples;
  private final BatchIds ids;
  private final TimeSource time;
  private final FlushClock clock;
  private final DropCount dropped;

  private List<MetricSample> samples = new ArrayList<>();
  private long weight;
  private @Nullable Deltas deltas;
  private final Receipts receipts = new Receipts();
  private @Nullable Batch refused;
  private List<Receipt> refusedReceipts = List.of();
  private boolean ending;

  /** Fills batches for {@code lane}; {@code dropped} counts samples that found no room. */
  public MetricBatcher(
      Intake lane, BatchConfig limits, BatchIds ids, TimeSource time, DropCount dropped) {
    this.lane = lane;
    this.maxSamples = Math.max(1, Math.min(limits.maxRecords(), limits.maxBytes() / SAMPLE_BYTES));
    this.ids = ids;
    this.time = time;
    this.clock = new FlushClock(time, limits.maxAge().toNanos());
    this.dropped = dropped;
  }

  /** Makes deltas of totals from here on. */
  public MetricBatcher ofDeltas(Deltas made) {
    deltas = made;
    return this;
  }

  @Override
  public void accept(MetricSample sample) {
    if (deltas == null) {
      add(sample);
    } else {
      deltas.of(sample).ifPresent(this::add);
    }
  }

  private void add(MetricSample sample) {
    if (weight >= maxSamples) {
      makeRoom();
    }
    samples.add(sample);
    receipts.appended();
    weight += 1 + sample.set().map(set -> set.size() / VALUES_LIKE_A_SAMPLE).orElse(0);
  }

  /** What is accepted from here on is of this; null = of nothing that is owed a receipt. */
  public void owe(@Nullable Receipt receipt) {
    receipts.of(receipt);
  }

  /** Whether the lane takes what is gathered. */
  public boolean hasRoom() {
    return refused == null;
  }

  /** Whether the lane takes batches now: what is accepted would not wait for it. */
  public boolean laneHasRoom() {
    return offerRefused() && lane.hasRoom();
  }

  /** Room or not, the lane is to take all from here on: the input ends, with what it has. */
  public void ending() {
    ending = true;
  }

  /** Closes the batch if it is due, and offers it. */
  public void flushIfDue() {
    if (offerRefused() && dueInNanos() <= 0) {
      close();
    }
  }

  /** Closes the batch, if there is anything in it, and offers it: its sender waits for that. */
  public void flush() {
    if (offerRefused() && !samples.isEmpty()) {
      close();
    }
  }

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  public long dueInNanos() {
    if (refused != null) {
      // The lane wakes the input when it has room; asking all the time would only burn a core.
      return RETRY_NANOS;
    }
    return samples.isEmpty() ? Long.MAX_VALUE : clock.dueInNanos();
  }

  /** Hands over everything, room or not: the input ends. */
  public void finish() {
    if (refused != null) {
      lane.offerLast(refused, refusedReceipts);
      refused = null;
    }
    if (!samples.isEmpty()) {
      lane.offerLast(closed(), receipts.closed());
    }
  }

  private void makeRoom() {
    if (ending) {
      finish();
      return;
    }
    if (!offerRefused() && refused != null) {
      dropped.add(refused.records(), (long) SAMPLE_BYTES * refused.records());
      refusedReceipts.forEach(Receipt::lost);
    }
    close();
  }

  private void close() {
    refused = closed();
    refusedReceipts = receipts.closed();
    offerRefused();
  }

  private boolean offerRefused() {
    if (refused != null && lane.offer(refused, refusedReceipts)) {
      refused = null;
    }
    return refused == null;
  }

  private Batch closed() {
    Batch batch = new Batch.Metrics(ids.next(), time.wallNanos(), samples);
    samples = new ArrayList<>(samples.size());
    weight = 0;
    clock.flushed();
    return batch;
  }
}
