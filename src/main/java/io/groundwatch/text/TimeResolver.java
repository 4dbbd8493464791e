package io.groundwatch.text;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * From the numbers in a text to an instant: supplies what the text leaves out, and refuses dates
 * that do not exist. One thread.
 */
final class TimeResolver {
  /** There is no such time, or it does not fit nanoseconds in 64 bits (1677 to 2262). */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long NANOS = 1_000_000_000;
  private static final long DAY_SECONDS = 86_400;
  private static final long DAY_NANOS = DAY_SECONDS * NANOS;
  private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;

  /** As upstream: a date without a year is last year's if it were further ahead. */
  private static final long YEARLESS_AHEAD = 30 * DAY_NANOS;

  /**
   * A date without a year is next year's only this close, for clocks that are ahead on 31 December.
   */
  private static final long NEXT_YEAR_AHEAD = DAY_NANOS;

  /** A time without a date is not further ahead: CloudWatch takes no later event. */
  private static final long DAYLESS_AHEAD = 2 * 3600 * NANOS;

  /** A leap day is found again after so many years, also around 1900. */
  private static final int YEARS_BACK = 8;

  private final LocalOffsets configured;
  private LocalOffsets named;

  TimeResolver(ZoneId zone) {
    this.configured = new LocalOffsets(zone);
    this.named = configured;
  }

  /**
   * The instant in nanoseconds since the epoch, or {@link #NO_TIME}.
   *
   * @param nowNanos when the text is read, which decides what it leaves out
   */
  long resolve(TimeFields fields, long nowNanos) {
    if (fields.epoch() != TimeFields.NO_EPOCH) {
      return nanos(fields.epoch(), fields.nano());
    }
    LocalOffsets offsets = offsets(fields.zone());
    int year = fields.year();
    if (year != TimeFields.ABSENT) {
      return inYear(year, fields, offsets);
    }
    boolean dated = fields.has(TimeField.MONTH) || fields.has(TimeField.DAY_OF_YEAR);
    return dated ? yearless(fields, offsets, nowNanos) : dayless(fields, offsets, nowNanos);
  }

  private LocalOffsets offsets(@Nullable ZoneId zone) {
    if (zone == null) {
      return configured;
    }
    if (!named.zone().equals(zone)) {
      named = new LocalOffsets(zone);
    }
    return named;
  }

  /** The latest year that has the day and does not put it too far ahead. */
  private static long yearless(TimeFields fields, LocalOffsets offsets, long nowNanos) {
    int current = LocalDate.ofEpochDay(today(fields, offsets, nowNanos)).getYear();
    for (int year = current + 1; year >= current - YEARS_BACK; year--) {
      long time = inYear(year, fields, offsets);
      long ahead = year > current ? NEXT_YEAR_AHEAD : YEARLESS_AHEAD;
      if (time != NO_TIME && time <= nowNanos + ahead) {
        return time;
      }
    }
    return NO_TIME;
  }

  /** The latest day that does not put the time too far ahead: tomorrow, today or yesterday. */
  private static long dayless(TimeFields fields, LocalOffsets offsets, long nowNanos) {
    long today = today(fields, offsets, nowNanos);
    for (long day = today + 1; day > today - 2; day--) {
      long time = onDay(day, fields, offsets);
      if (time != NO_TIME && time <= nowNanos + DAYLESS_AHEAD) {
        return time;
      }
    }
    return NO_TIME;
  }

  private static long today(TimeFields fields, LocalOffsets offsets, long nowNanos) {
    long now = Math.floorDiv(nowNanos, NANOS);
    int offset = fields.offset();
    return Math.floorDiv(
        now + (offset == TimeFields.ABSENT ? offsets.ofInstant(now) : offset), DAY_SECONDS);
  }

  private static long inYear(int year, TimeFields fields, LocalOffsets offsets) {
    int dayOfYear = fields.number(TimeField.DAY_OF_YEAR);
    if (dayOfYear != TimeFields.ABSENT) {
      return dayOfYear > Year.of(year).length()
          ? NO_TIME
          : onDay(LocalDate.ofYearDay(year, dayOfYear).toEpochDay(), fields, offsets);
    }
    int month = fields.number(TimeField.MONTH, 1);
    int day = fields.number(TimeField.DAY, 1);
    return day > Month.of(month).length(Year.isLeap(year))
        ? NO_TIME
        : onDay(LocalDate.of(year, month, day).toEpochDay(), fields, offsets);
  }

  private static long onDay(long epochDay, TimeFields fields, LocalOffsets offsets) {
    long local =
        epochDay * DAY_SECONDS
            + fields.hourOfDay() * 3600L
            + fields.number(TimeField.MINUTE, 0) * 60L
            + fields.number(TimeField.SECOND, 0);
    int offset = fields.offset();
    return nanos(
        local - (offset == TimeFields.ABSENT ? offsets.ofLocal(local) : offset), fields.nano());
  }

  private static long nanos(long epochSeconds, int nano) {
    boolean fits = epochSeconds <= LAST_SECOND && epochSeconds >= -LAST_SECOND;
    return fits ? epochSeconds * NANOS + nano : NO_TIME;
  }
}
