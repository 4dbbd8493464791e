package io.groundwatch.pipeline;

import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.util.Optional;

/**
 * Gives up what lay in the queue when it was asked for: what is stored later stays, and what is in
 * flight is waited for, since nobody can tell whether the destination has it. Owned by the lane's
 * thread.
 */
final class PurgeRun implements OrderRun {
  private final LaneCore lane;
  private final Window window;
  private final DropStep drops;
  private final DropCount dropped;
  private final long droppedBefore;
  private final long storedBefore;
  private long batches;
  private boolean over;
  private Optional<String> trouble = Optional.empty();

  PurgeRun(LaneCore lane, Window window, DropStep drops) {
    this.lane = lane;
    this.window = window;
    this.drops = drops;
    this.dropped = lane.metrics().dropped(DropReason.PURGED);
    this.droppedBefore = dropped.records();
    this.storedBefore = lane.queue().stored();
  }

  @Override
  public int work() {
    try {
      if (older() && drops.dropOldest(DropReason.PURGED)) {
        batches++;
      } else {
        // What is in flight may be taken, or come back to be given up; the rest is gone.
        over = window.inFlight() == 0;
        return over ? 1 : 0;
      }
    } catch (IOException e) {
      trouble = Optional.of("the disk refuses: " + FileFailure.text(e));
      over = true;
    }
    return 1;
  }

  /** Whether something is at rest that was there before: nothing is taken meanwhile. */
  private boolean older() {
    long newer = lane.queue().stored() - storedBefore;
    return window.droppable() != null || lane.queue().waiting() > newer;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public LaneAnswer answer() {
    return new LaneAnswer(batches, dropped.records() - droppedBefore, trouble);
  }

  @Override
  public String said() {
    return "purged, as somebody asked: %d batches with %d records are given up%s."
        .formatted(
            batches, answer().records(), trouble.map(t -> "; it stopped since " + t).orElse(""));
  }
}
