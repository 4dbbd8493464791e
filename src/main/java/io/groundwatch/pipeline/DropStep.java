package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Gives up what is too old, or has to make room: the oldest that is not in flight. Its positions
 * are noted first, then it is counted, then its room comes back. Owned by the lane's thread.
 */
final class DropStep {
  private final LaneCore lane;
  private final Window window;
  private final SettleStep settle;

  DropStep(LaneCore lane, Window window, SettleStep settle) {
    this.lane = lane;
    this.window = window;
    this.settle = settle;
  }

  /**
   * Gives up the oldest batch that is not in flight, for the sake of its room; false where there is
   * none, or where no room would come of it, since what is in flight lies among what could go.
   */
  boolean makeRoom(DropReason reason) throws IOException {
    Set<Long> kept = window.kept();
    return (kept.isEmpty() || lane.queue().freeable(kept)) && dropOldest(reason);
  }

  /** Gives up the oldest batch that is not in flight; false where there is none. */
  boolean dropOldest(DropReason reason) throws IOException {
    Delivery oldest = window.droppable();
    if (oldest != null) {
      giveUp(oldest, reason);
      return true;
    }
    Optional<StoredBatch> next = lane.queue().peek();
    if (next.isPresent()) {
      passOver(next.get(), Optional.of(reason));
    }
    return next.isPresent();
  }

  /**
   * Gives up the oldest batch that is not in flight where it is too old. Returns how many: 0, 1.
   */
  int dropExpired() throws IOException {
    Delivery oldest = window.droppable();
    if (oldest != null && lane.ages().expired(oldest.batch())) {
      giveUp(oldest, DropReason.EXPIRED);
      return 1;
    }
    Optional<StoredBatch> next = window.isEmpty() ? lane.queue().peek() : Optional.empty();
    if (next.isPresent() && lane.ages().expired(next.get())) {
      passOver(next.get(), Optional.of(DropReason.EXPIRED));
      return 1;
    }
    return 0;
  }

  /** How long until something is too old, in nanoseconds. */
  long untilExpiredNanos() {
    Delivery oldest = window.droppable();
    return oldest == null ? Long.MAX_VALUE : lane.ages().untilExpiredNanos(oldest.batch());
  }

  /** Takes the next batch, which has nothing to be sent, as done with. */
  void passOver(StoredBatch next) throws IOException {
    passOver(next, Optional.empty());
  }

  /** What the disk has to do comes first, and what only brings room back last: either may fail. */
  private void passOver(StoredBatch next, Optional<DropReason> reason) throws IOException {
    boolean first = window.isEmpty();
    if (reason.isPresent()) {
      lane.settledOffsets().dropped(next.positions());
    }
    if (first) {
      settle.settle(next.sequence(), next.positions());
    } else {
      settle.note(next.positions());
    }
    reason.ifPresent(why -> count(why, next, 0));
    lane.queue().take();
    lane.queue().letGo(next);
    if (!first) {
      window.newest().reachTo(next.sequence());
      lane.queue().dropped(next);
    }
  }

  private void giveUp(Delivery delivery, DropReason reason) throws IOException {
    StoredBatch batch = delivery.batch();
    lane.settledOffsets().dropped(batch.positions());
    if (delivery == window.head()) {
      settle.settle(delivery.through(), batch.positions());
      count(reason, batch, delivery.accepted());
      window.removeHead();
      lane.queue().letGo(batch);
      return;
    }
    settle.note(batch.positions());
    count(reason, batch, delivery.accepted());
    delivery.giveUp();
    lane.queue().dropped(batch);
  }

  private void count(DropReason reason, StoredBatch batch, int accepted) {
    int records = batch.records() - accepted;
    long bytes = records == 0 ? 0 : (long) batch.rawBytes() * records / batch.records();
    lane.metrics().dropped(reason).add(records, bytes);
  }
}
