package io.groundwatch.text;

import java.util.OptionalLong;

/**
 * Gives every event of one tail its time, also those that have none. Events without one are the
 * caller's to count. One thread: the tail's owner.
 */
public final class EventClock {
  /** For how long after it was read an event's time stands in for others: five minutes. */
  static final long HELD_NANOS = 300_000_000_000L;

  private final TimestampPolicy policy;
  private boolean held;
  private long heldTime;
  private long heldAt;
  private int without;

  /** A clock that has seen no event. */
  public EventClock(TimestampPolicy policy) {
    this.policy = policy;
  }

  /**
   * The time of the next event in nanoseconds since the epoch.
   *
   * @param found what its text says
   * @param readNanos the wall clock when it was read
   */
  public long timeOf(OptionalLong found, long readNanos) {
    if (found.isPresent()) {
      without = 0;
      held = true;
      heldTime = found.getAsLong();
      heldAt = readNanos;
      return heldTime;
    }
    without++;
    boolean recent = held && Math.abs(readNanos - heldAt) <= HELD_NANOS;
    return policy == TimestampPolicy.LAST_GOOD && recent ? heldTime : readNanos;
  }

  /** How many events without a time came one after another until now. */
  public int without() {
    return without;
  }
}
