package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One batch on its way: which of its records are still to be sent, and which were refused.
 * Splitting is by record ranges in a fixed order, so that a restart makes the same parts with the
 * same ids. Owned by the lane's thread.
 */
final class Delivery {
  /**
   * So many records refused one by one and none accepted: the fault is the destination's or ours,
   * not these records', and asking for each of thousands would only be a flood.
   */
  static final int HOPELESS_REFUSALS = 8;

  private final StoredBatch batch;
  private final Deque<RecordRange> unsent = new ArrayDeque<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private int accepted;

  Delivery(StoredBatch batch) {
    this.batch = batch;
    if (batch.records() > 0) {
      unsent.push(batch.whole());
    }
  }

  StoredBatch batch() {
    return batch;
  }

  /** The range to send next; there is one until {@link #done}. */
  RecordRange next() {
    return unsent.element();
  }

  /** The range was taken. */
  void delivered() {
    accepted += unsent.pop().size();
  }

  /** The range cannot be taken as it is: halves it, or refuses its only record. */
  void split(String reason) {
    RecordRange range = unsent.pop();
    if (range.size() == 1) {
      refusals.add(new Refusal(range.from(), reason));
      return;
    }
    unsent.push(range.secondHalf());
    unsent.push(range.firstHalf());
  }

  /** Whether nothing is left to send. */
  boolean done() {
    return unsent.isEmpty();
  }

  /** Whether nothing of it was accepted and, as far as was asked, nothing will be. */
  boolean hopeless() {
    return accepted == 0
        && !refusals.isEmpty()
        && (unsent.isEmpty() || refusals.size() >= HOPELESS_REFUSALS);
  }

  /** How many records were accepted. */
  int accepted() {
    return accepted;
  }

  /** The refused records are in safety. */
  void refusalsKept() {
    refusals.clear();
  }

  /** The records refused one by one. */
  List<Refusal> refusals() {
    return refusals;
  }
}
