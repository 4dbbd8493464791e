package io.groundwatch.pipeline;

import java.util.OptionalLong;

/**
 * A log event between an input and a batcher: what {@link Processor}s look into and change. One is
 * used again for every event of an input. Owned by the input's thread.
 */
public final class EventDraft {
  private final AttributeSet attributes = new AttributeSet();
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;
  private long readNanos;
  private long timeNanos;
  private boolean timed;

  /**
   * Starts the next event, which has no attributes and no time of its own yet.
   *
   * @param from holds the message: valid UTF-8, which nobody may change
   * @param now the wall clock when it was read
   */
  public void begin(byte[] from, int at, int count, long now) {
    attributes.clear();
    message(from, at, count);
    readNanos = now;
    timed = false;
  }

  /** Gives it another message, which lies in {@code from} until the event is taken. */
  public void message(byte[] from, int at, int count) {
    bytes = from;
    offset = at;
    length = count;
  }

  /** The array that holds the message. It is not this event's alone: nobody writes to it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the message starts. */
  public int offset() {
    return offset;
  }

  /** How many bytes the message has. */
  public int length() {
    return length;
  }

  /** Its attributes. */
  public AttributeSet attributes() {
    return attributes;
  }

  /** The wall clock when it was read, in epoch nanoseconds. */
  public long readNanos() {
    return readNanos;
  }

  /** Gives it a time, in epoch nanoseconds. */
  public void time(long nanos) {
    timeNanos = nanos;
    timed = true;
  }

  /** The time that was found in it, if any. */
  public OptionalLong time() {
    return timed ? OptionalLong.of(timeNanos) : OptionalLong.empty();
  }
}
