package io.groundwatch.pipeline;

import io.groundwatch.model.LogOrigin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every record that a sender sent to one input, and that cannot be read again, to every lane
 * of log records that wants it. Owned by the input's thread.
 */
public final class RecordFanout {
  private final List<RecordLane> lanes;
  private boolean ending;

  /** To these lanes. */
  public RecordFanout(List<RecordLane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  /** Whether no lane is there. */
  public boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** Whether a record of so many bytes need not wait for a lane. */
  public boolean mayGoOn(int length) {
    if (ending) {
      return true;
    }
    boolean all = true;
    for (RecordLane lane : lanes) {
      all &= lane.mayGoOn(length);
    }
    return all;
  }

  /**
   * Takes a record after {@link #mayGoOn}, copied: {@code length} bytes of UTF-8 without a line
   * end.
   *
   * @param attributes its own; most have none
   */
  public void accept(
      LogOrigin origin,
      long timeNanos,
      byte[] bytes,
      int offset,
      int length,
      Map<String, String> attributes) {
    for (RecordLane lane : lanes) {
      lane.append(origin, timeNanos, bytes, offset, length, attributes, ending);
    }
  }

  /** Whether every lane takes batches now: a record would not wait. */
  public boolean lanesHaveRoom() {
    boolean all = true;
    for (RecordLane lane : lanes) {
      all &= lane.batcher().laneHasRoom();
    }
    return all;
  }

  /** Whether a record of so many bytes finds room in every lane now. */
  public boolean hasRoom(int length) {
    boolean all = true;
    for (RecordLane lane : lanes) {
      all &= ending || lane.hasRoom(length);
    }
    return all;
  }

  /** Takes a record after {@link #hasRoom}, copied, as {@link #accept} does. */
  public void accept(
      LogOrigin origin,
      long timeNanos,
      byte[] bytes,
      int offset,
      int length,
      AttributeSet attributes) {
    for (RecordLane lane : lanes) {
      lane.batcher().append(origin, timeNanos, bytes, offset, length);
      lane.batcher().attributes(attributes);
    }
  }

  /** What is taken from here on is of this; null = of nothing that is owed a receipt. */
  public void owe(@Nullable Receipt receipt) {
    lanes.forEach(lane -> lane.batcher().owe(receipt));
  }

  /** Closes every batch that has anything in it: a sender waits for that. */
  public void flush() {
    lanes.forEach(lane -> lane.batcher().flush());
  }

  /** Room or not, nothing is dropped from here on: the input ends. */
  public void ending() {
    ending = true;
  }

  /** Closes the batches that are due. */
  public void flushIfDue() {
    lanes.forEach(RecordLane::flushIfDue);
  }

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  public long dueInNanos() {
    return lanes.stream().mapToLong(RecordLane::dueInNanos).min().orElse(Long.MAX_VALUE);
  }

  /** Hands over everything: the input ends. */
  public void finish() {
    lanes.forEach(RecordLane::finish);
  }
}
