package io.groundwatch.pipeline;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.pipeline.Mailbox.Waiting;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lane's first step: brings what producers offered to the disk. What does not fit, or what the
 * disk refuses, waits here and holds up the producers, or makes room by {@code when_full}. Owned by
 * the lane's thread.
 */
final class StoreStep {
  /** A disk that refused, or was full, is asked again after this at the latest. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LaneCore lane;
  private final Mailbox mailbox;
  private final DropStep drops;
  private final SettleStep settle;
  private @Nullable Waiting arriving;
  private long againNanos;

  StoreStep(LaneCore lane, Mailbox mailbox, DropStep drops, SettleStep settle) {
    this.lane = lane;
    this.mailbox = mailbox;
    this.drops = drops;
    this.settle = settle;
    this.againNanos = lane.now();
  }

  /** Stores one batch. Returns how many were. */
  int work() {
    if (arriving == null) {
      arriving = mailbox.take();
    }
    if (arriving == null || lane.now() - againNanos < 0) {
      return 0;
    }
    try {
      if (!store(arriving.batch())) {
        againNanos = lane.now() + RETRY_NANOS;
        lane.voice()
            .trouble("full", "", "the buffer is full; what comes waits until there is room.");
        return 0;
      }
    } catch (IOException e) {
      againNanos = lane.now() + RETRY_NANOS;
      lane.voice()
          .trouble(
              "store",
              e.toString(),
              "the disk refuses a batch, which waits: " + FileFailure.text(e));
      return 0;
    }
    lane.voice().recovered("store", "the disk takes batches again.");
    mailbox.release(arriving.batch());
    arriving.receipts().forEach(Receipt::stored);
    arriving = null;
    return 1;
  }

  /** Whether everything that was offered is on disk. */
  boolean idle() {
    return arriving == null && mailbox.isEmpty();
  }

  /** The positions of what was offered and is not on disk yet. */
  List<Position> waiting() {
    List<Position> positions = mailbox.positions();
    if (arriving != null) {
      positions.addAll(arriving.batch().positions());
    }
    return positions;
  }

  /** Room was made: what waits need not wait for its time. */
  void roomMade() {
    againNanos = lane.now();
  }

  /** How long until there is something to do, unless a producer offers; in nanoseconds. */
  long restNanos() {
    return arriving == null ? Long.MAX_VALUE : againNanos - lane.now();
  }

  /** The lane ends: counts what was never stored and cannot be read again. */
  void giveUp() {
    for (Waiting last = next(); last != null; last = next()) {
      Batch lost = last.batch();
      if (lost.positions().isEmpty()) {
        lane.metrics()
            .dropped(DropReason.STOPPED)
            .add(lost.records(), (long) MetricBatcher.SAMPLE_BYTES * lost.records());
      }
      mailbox.release(lost);
      last.receipts().forEach(Receipt::lost);
    }
  }

  private @Nullable Waiting next() {
    Waiting first = arriving != null ? arriving : mailbox.take();
    arriving = null;
    return first;
  }

  private boolean store(Batch batch) throws IOException {
    if (batch.records() == 0 && lane.queue().batches() == 0) {
      settle.note(batch.positions());
      return true;
    }
    Optional<Long> stored = makeRoomAndStore(batch);
    if (stored.isEmpty()) {
      return false;
    }
    lane.ages().stored(stored.get());
    lane.stored().stored(batch.positions());
    lane.metrics().received(batch.records());
    lane.voice().recovered("full", "the buffer has room again.");
    return true;
  }

  private Optional<Long> makeRoomAndStore(Batch batch) throws IOException {
    boolean mayDrop = lane.settings().buffer().whenFull() == WhenFull.DROP_OLDEST;
    long bytesBefore = lane.queue().bytes();
    while (true) {
      try {
        Optional<Long> stored = lane.queue().store(batch);
        if (stored.isPresent() || !mayDrop || !drops.makeRoom(DropReason.BUFFER_FULL)) {
          return stored;
        }
      } catch (DiskFullException e) {
        // Where room came back and others took it, more drops would only feed them.
        boolean madeRoom = lane.queue().bytes() < bytesBefore;
        if (!mayDrop || madeRoom || !drops.makeRoom(DropReason.DISK_FULL)) {
          throw e;
        }
      }
    }
  }
}
