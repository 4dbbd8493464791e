package io.groundwatch.text;

import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the steps of a format have read at one place. One thread. */
final class TimeFields {
  /** A number that the text does not have. */
  static final int ABSENT = Integer.MIN_VALUE;

  /** An epoch that the text does not have. */
  static final long NO_EPOCH = Long.MIN_VALUE;

  /** POSIX: 69 to 99 are of the twentieth century, 00 to 68 of the next. */
  private static final int FIRST_SHORT_YEAR = 69;

  private final int[] numbers = new int[TimeField.values().length];
  private int nano;
  private int offset;
  private long epoch;
  private @Nullable ZoneId zone;

  /** Forgets everything: another place is tried. */
  void clear() {
    Arrays.fill(numbers, ABSENT);
    nano = 0;
    offset = ABSENT;
    epoch = NO_EPOCH;
    zone = null;
  }

  void put(TimeField field, int number) {
    numbers[field.index()] = number;
  }

  /** The number, or {@link #ABSENT}. */
  int number(TimeField field) {
    return numbers[field.index()];
  }

  boolean has(TimeField field) {
    return number(field) != ABSENT;
  }

  /** The number, or {@code otherwise} where the text has none. */
  int number(TimeField field, int otherwise) {
    int number = number(field);
    return number == ABSENT ? otherwise : number;
  }

  /** The year in full, or {@link #ABSENT}. */
  int year() {
    int digits = number(TimeField.SHORT_YEAR);
    if (digits == ABSENT) {
      return number(TimeField.YEAR);
    }
    return digits + (digits < FIRST_SHORT_YEAR ? 2000 : 1900);
  }

  /** The hour of the day, 0 to 23; midnight where there is none. */
  int hourOfDay() {
    int hour = number(TimeField.HOUR, 0);
    int half = number(TimeField.HALF);
    if (half == 1 && hour < 12) {
      return hour + 12;
    }
    return half == 0 && hour == 12 ? 0 : hour;
  }

  /** Nanoseconds of the second. */
  int nano() {
    return nano;
  }

  void nano(int nanos) {
    this.nano = nanos;
  }

  /** Seconds east of UTC, or {@link #ABSENT}. */
  int offset() {
    return offset;
  }

  void offset(int seconds) {
    this.offset = seconds;
  }

  /** Seconds since 1970 in UTC, or {@link #NO_EPOCH}. */
  long epoch() {
    return epoch;
  }

  void epoch(long seconds) {
    this.epoch = seconds;
  }

  /** The zone that the text names, if it is not a mere offset. */
  @Nullable ZoneId zone() {
    return zone;
  }

  void zone(ZoneId named) {
    this.zone = named;
  }
}
