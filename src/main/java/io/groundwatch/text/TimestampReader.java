package io.groundwatch.text;

import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * Finds the first time of its format in events, and remembers the last one found and where it was.
 * Makes no garbage, but for the names of zones. One thread.
 */
public final class TimestampReader {
  /** How far into an event a timestamp may begin. */
  static final int SEARCHED_BYTES = 1024;

  private final TimeStep[] steps;
  private final boolean[] starts;
  private final boolean[] befores;
  private final TimeFields fields = new TimeFields();
  private final TimeResolver resolver;
  private boolean found;
  private long nanos;
  private int start;
  private int end;

  /**
   * A reader.
   *
   * @param starts which bytes a timestamp can begin with
   * @param befores which bytes can stand before it
   */
  TimestampReader(TimeStep[] steps, boolean[] starts, boolean[] befores, ZoneId zone) {
    this.steps = steps;
    this.starts = starts;
    this.befores = befores;
    this.resolver = new TimeResolver(zone);
  }

  /**
   * Looks for a time in the event of {@code length} bytes at {@code offset}; the first place counts
   * where all of the format matches and is a time that exists.
   *
   * @param nowNanos the wall clock, which decides what the event leaves out
   * @return whether there is one
   */
  public boolean find(byte[] bytes, int offset, int length, long nowNanos) {
    int limit = offset + length;
    int last = offset + Math.min(length, SEARCHED_BYTES);
    found = false;
    for (int at = offset; at < last; at++) {
      boolean possible =
          starts[bytes[at] & 0xff] && (at == offset || befores[bytes[at - 1] & 0xff]);
      if (possible && readAt(bytes, at, limit, nowNanos)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all of the {@code length} bytes at {@code offset} are a time.
   *
   * @param nowNanos as {@link #find} takes it
   */
  boolean is(byte[] bytes, int offset, int length, long nowNanos) {
    found = false;
    boolean whole =
        length > 0
            && starts[bytes[offset] & 0xff]
            && readAt(bytes, offset, offset + length, nowNanos)
            && end == offset + length;
    found = whole;
    return whole;
  }

  private boolean readAt(byte[] bytes, int at, int limit, long nowNanos) {
    fields.clear();
    int next = at;
    for (TimeStep step : steps) {
      next = step.match(bytes, next, limit, fields);
      if (next == TimeStep.NO_MATCH) {
        return false;
      }
    }
    nanos = resolver.resolve(fields, nowNanos);
    start = at;
    end = next;
    found = nanos != TimeResolver.NO_TIME;
    return found;
  }

  /** The time of the last event in nanoseconds since the epoch, if one was found. */
  public OptionalLong time() {
    return found ? OptionalLong.of(nanos) : OptionalLong.empty();
  }

  /** Where the time of the last event begins in its array; only after one was found. */
  public int start() {
    return start;
  }

  /** Where the time of the last event ends in its array; only after one was found. */
  public int end() {
    return end;
  }
}
