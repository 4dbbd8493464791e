package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way: which of its records are still to be sent, and which were refused. One part
 * of it is under way at most. Splitting is by record ranges in a fixed order, so that a restart
 * makes the same parts with the same ids. Owned by the lane's thread.
 */
final class Delivery {
  /**
   * So many records refused one by one and none accepted: the fault is the destination's or ours,
   * not these records', and asking for each of thousands would only be a flood.
   */
  static final int HOPELESS_REFUSALS = 8;

  /**
   * A send under way.
   *
   * @param delivery whose next range it is
   * @param number counts all sends of the lane
   * @param spell of the {@link Gate}
   * @param gaps that the destination is told of with it
   */
  record Sending(Delivery delivery, long number, int spell, List<Gap> gaps) {}

  private final StoredBatch batch;
  private final Deque<RecordRange> unsent = new ArrayDeque<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private @Nullable Sending underWay;
  private long through;
  private int accepted;
  private long hopelessSince;
  private boolean trusted;
  private boolean givenUp;

  Delivery(StoredBatch batch) {
    this.batch = batch;
    this.through = batch.sequence();
    begin();
  }

  private void begin() {
    unsent.clear();
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

  /** Its next range is sent. */
  void sent(Sending sending) {
    underWay = sending;
  }

  /** Whether an outcome is awaited. */
  boolean inFlight() {
    return underWay != null;
  }

  /** {@code sending} came to an end. */
  @SuppressWarnings("ReferenceEquality") // of two sends of the same range, one is under way
  void answered(Sending sending) {
    // An output that answers twice would settle what nobody sent.
    if (underWay != sending) {
      throw new IllegalStateException("an outcome that nobody waits for: batch " + batch.id());
    }
    underWay = null;
  }

  /** The range was taken. */
  void delivered() {
    accepted += unsent.pop().size();
  }

  /** The range was taken but for some of its records. */
  void partlyDelivered(List<Refusal> refused) {
    accepted += unsent.pop().size() - refused.size();
    refusals.addAll(refused);
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

  /**
   * Whether it is hopeless, and the records cannot be blamed for it. Records that were put back
   * can: a lane that waited for them to be taken might wait for ever.
   */
  boolean stuck() {
    return hopeless() && !trusted && !batch.id().isPutBack();
  }

  /** Notes after which send it turned out to be hopeless. */
  void hopelessSince(long number) {
    hopelessSince = number;
  }

  /**
   * The destination took something else by send {@code number}. Where that was sent after this one
   * turned out to be hopeless, the records are to blame; they are asked for once more, since what
   * was refused before may have been the destination's fault, and mended meanwhile.
   */
  void othersAccepted(long number) {
    if (stuck() && hopelessSince < number) {
      trusted = true;
      restart();
    }
  }

  /** Starts again from the whole; only where nothing was accepted. */
  void restart() {
    begin();
    refusals.clear();
  }

  /** Its records are given up, but for those that were accepted. */
  void giveUp() {
    givenUp = true;
    unsent.clear();
    refusals.clear();
  }

  /** Whether it was given up. */
  boolean givenUp() {
    return givenUp;
  }

  /** Whether it can be given up: nothing of it is under way, and not all of it is through. */
  boolean droppable() {
    return !inFlight() && !givenUp && (!done() || !refusals.isEmpty());
  }

  /** Whether nothing more is to be done but to keep its refused records and to settle it. */
  boolean ready() {
    return done() && !inFlight() && !stuck();
  }

  /** Everything that follows it up to {@code sequence} is done with: it settles with this one. */
  void reachTo(long sequence) {
    through = sequence;
  }

  /** Up to where all is done with once this is: its own sequence, or more. */
  long through() {
    return through;
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
