package io.groundwatch.text;

import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the first time of its formats in events, and remembers the last one found and where it was.
 * Makes no garbage, but for the names of zones. One thread.
 */
public final class TimestampReader {
  /** How far into an event a timestamp may begin. */
  static final int SEARCHED_BYTES = 1024;

  private final TimestampFormat[] formats;
  private final TimeFields fields = new TimeFields();
  private final TimeResolver resolver;
  private boolean found;
  private long nanos;
  private int start;
  private int end;

  /**
   * A reader of several formats: of an event, the time counts that the first of them finds.
   *
   * @param formats at least one, all of the same zone
   */
  public TimestampReader(List<TimestampFormat> formats) {
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("formats: none (expected: at least one)");
    }
    this.formats = formats.toArray(TimestampFormat[]::new);
    this.resolver = new TimeResolver(this.formats[0].zone());
  }

  /**
   * Looks for a time in the event of {@code length} bytes at {@code offset}; the first place counts
   * where all of the format matches and is a time that exists.
   *
   * @param nowNanos the wall clock, which decides what the event leaves out
   * @return whether there is one
   */
  public boolean find(byte[] bytes, int offset, int length, long nowNanos) {
    found = false;
    for (TimestampFormat format : formats) {
      if (find(format, bytes, offset, length, nowNanos)) {
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
    int limit = offset + length;
    for (TimestampFormat format : formats) {
      if (length > 0
          && format.mayBegin(bytes, offset, offset)
          && readAt(format, bytes, offset, limit, nowNanos)
          && end == limit) {
        return true;
      }
    }
    found = false;
    return false;
  }

  private boolean find(
      TimestampFormat format, byte[] bytes, int offset, int length, long nowNanos) {
    int limit = offset + length;
    int last = offset + Math.min(length, SEARCHED_BYTES);
    for (int at = offset; at < last; at++) {
      if (format.mayBegin(bytes, offset, at) && readAt(format, bytes, at, limit, nowNanos)) {
        return true;
      }
    }
    return false;
  }

  private boolean readAt(TimestampFormat format, byte[] bytes, int at, int limit, long nowNanos) {
    int next = format.match(bytes, at, limit, fields);
    if (next == TimeStep.NO_MATCH) {
      return false;
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
