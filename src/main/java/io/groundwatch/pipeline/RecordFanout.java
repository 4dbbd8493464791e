package io.groundwatch.pipeline;

import io.groundwatch.model.LogOrigin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every record that a sender sent to one input, and that cannot be read again, to every lane
 * of log records that wants it. Owned by the input's thread.
 */
public final class RecordFanout implements LaneSet {
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

  @Override
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

  @Override
  public void owe(@Nullable Receipt receipt) {
    lanes.forEach(lane -> lane.batcher().owe(receipt));
  }

  @Override
  public void flush() {
    lanes.forEach(lane -> lane.batcher().flush());
  }

  @Override
  public void ending() {
    ending = true;
  }

  @Override
  public void flushIfDue() {
    lanes.forEach(RecordLane::flushIfDue);
  }

  @Override
  public long dueInNanos() {
    return lanes.stream().mapToLong(RecordLane::dueInNanos).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void finish() {
    lanes.forEach(RecordLane::finish);
  }
}
