package io.groundwatch.text;

/**
 * One part of a timestamp format: reads what it stands for at one place of an event. Looks at a
 * bounded number of bytes and never back, so that a whole format is linear. Immutable; any thread.
 */
sealed interface TimeStep
    permits BlankStep,
        EpochStep,
        FractionStep,
        HalfStep,
        LiteralStep,
        NameStep,
        NumberStep,
        OffsetStep,
        ZoneStep {
  /** The text at this place is something else. */
  int NO_MATCH = -1;

  /**
   * Reads its part at {@code at}.
   *
   * @param end the end of the event
   * @return the offset after its part, or {@link #NO_MATCH}
   */
  int match(byte[] bytes, int at, int end, TimeFields into);

  /**
   * A pattern in RE2 syntax that finds all that {@link #match} reads, and may find more: neither
   * ranges nor what follows are in it.
   */
  String pattern();

  /** Whether its part can begin with this byte (0 to 255): most places are passed over so. */
  boolean startsWith(int first);

  /** Whether its part can stand after this byte (0 to 255) where it begins the timestamp. */
  default boolean follows(int before) {
    return true;
  }
}
