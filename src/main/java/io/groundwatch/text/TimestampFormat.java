package io.groundwatch.text;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A {@code timestamp_format} of a configuration, compiled: a list of steps over bytes, linear in
 * what it looks at. Immutable; any thread. The directives are those of strftime(3) that upstream
 * has, and more:
 *
 * <ul>
 *   <li>{@code %Y %y %m %d %e %j} the date; {@code %b %B %h %a %A} names in English, in full or
 *       three letters, any case; the day of the week is not checked
 *   <li>{@code %H %k %I %l %M %S %p %P} the time; {@code %-m %-d %-e %-j %-H %-k %-I %-l %-M %-S}
 *       without padding
 *   <li>{@code %f %N} a fraction, to nanoseconds; {@code %L} one of three digits; after a second
 *       with {@code .} or {@code ,} before it, either sign is read and a missing fraction is none
 *   <li>{@code %z} {@code +0200 +02:00 +02 Z}; {@code %Z} the {@linkplain ZoneNames name} of a zone
 *   <li>{@code %s} seconds since 1970, or milliseconds, microseconds, nanoseconds by their length
 *   <li>{@code %T %D %F %R %r %c} as in strftime; {@code %t %n} and a blank any white space; {@code
 *       %%} and all else themselves
 * </ul>
 *
 * <p>{@code %m %d %H %I} also read one digit where no other number is glued to them. A fraction
 * that the format does not name is read as well, where the format ends only after a dot.
 *
 * <p>What is missing is supplied: without a zone, the configured one; without a time, midnight; in
 * a year not given, the latest that puts the date at most 30 days ahead (one day, if that is next
 * year); on a day not given, the latest that puts the time at most two hours ahead. A local time
 * that comes twice is the earlier one, a skipped one is moved on by the gap.
 */
public final class TimestampFormat {
  private static final int BYTES = 256;

  private final TimeStep[] steps;
  private final ZoneId zone;
  private final boolean[] starts = new boolean[BYTES];
  private final boolean[] befores = new boolean[BYTES];

  private TimestampFormat(List<TimeStep> steps, ZoneId zone) {
    this.steps = steps.toArray(TimeStep[]::new);
    this.zone = zone;
    for (int b = 0; b < BYTES; b++) {
      starts[b] = steps.get(0).startsWith(b);
      befores[b] = steps.get(0).follows(b);
    }
  }

  /**
   * Compiles a format.
   *
   * @param zone where times are that do not say it
   * @throws IllegalArgumentException naming a directive that is unknown and its place, or saying
   *     what the format lacks
   */
  public static TimestampFormat compile(String strftime, ZoneId zone) {
    return new TimestampFormat(new FormatCompiler(strftime, zone).steps(), zone);
  }

  /** A reader of this format for one thread, which finds times event by event. */
  public TimestampReader reader() {
    return new TimestampReader(List.of(this));
  }

  /**
   * A pattern in RE2 syntax that finds every text that this format reads. It also finds some that
   * look like one and are none, such as a 31st of February.
   */
  public String pattern() {
    return Arrays.stream(steps).map(TimeStep::pattern).collect(Collectors.joining("", "(?:", ")"));
  }

  /** Where times are that do not say it. */
  ZoneId zone() {
    return zone;
  }

  /** Whether a time may begin at {@code at} in an event that begins at {@code offset}. */
  boolean mayBegin(byte[] bytes, int offset, int at) {
    return starts[bytes[at] & 0xff] && (at == offset || befores[bytes[at - 1] & 0xff]);
  }

  /**
   * Reads all of it at {@code at}.
   *
   * @return the offset after it, or {@link TimeStep#NO_MATCH}
   */
  int match(byte[] bytes, int at, int limit, TimeFields into) {
    into.clear();
    int next = at;
    for (TimeStep step : steps) {
      next = step.match(bytes, next, limit, into);
      if (next == TimeStep.NO_MATCH) {
        return next;
      }
    }
    return next;
  }

  /** Finds one time, as {@link TimestampReader#find} does. */
  public OptionalLong find(byte[] bytes, int offset, int length, long nowNanos) {
    TimestampReader reader = reader();
    reader.find(bytes, offset, length, nowNanos);
    return reader.time();
  }
}
