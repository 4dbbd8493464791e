package io.groundwatch.text;

/** What a number or a name in a timestamp stands for. */
enum TimeField {
  YEAR(0),
  /** The last two digits of a year. */
  SHORT_YEAR(1),
  /** 1 to 12. */
  MONTH(2),
  /** 1 to 31. */
  DAY(3),
  /** 1 to 366. */
  DAY_OF_YEAR(4),
  /** 0 to 23, or 1 to 12 where {@link #HALF} says which half of the day. */
  HOUR(5),
  MINUTE(6),
  /** 0 to 60: a leap second is the first of the next minute. */
  SECOND(7),
  /** 0 = before noon, 1 = after. */
  HALF(8),
  /** The day of the week, which is read and not used. */
  WEEKDAY(9);

  private final int index;

  TimeField(int index) {
    this.index = index;
  }

  /** Its place in {@link TimeFields}. */
  int index() {
    return index;
  }
}
