package io.groundwatch.input.journal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place of one entry in a journal, as systemd writes it: {@code
 * s=<id>;i=<hex>;b=<id>;m=<hex>;t=<hex>;x=<hex>}, which is the id of a sequence of entries and the
 * number in it, boot and microseconds since then, microseconds since the epoch, and a hash of what
 * the entry holds. A part that a later systemd adds does no harm.
 *
 * @param text as systemd wrote it
 */
record Cursor(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z]=[0-9a-f]+(;[a-z]=[0-9a-f]+)*");
  private static final String OF_MOVED_ENTRIES = "bmtx";

  /** Reads one; empty where the text is none. */
  static Optional<Cursor> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Cursor(text)) : Optional.empty();
  }

  /**
   * Whether both are of the same entry. An entry that was moved to another journal, as at boot from
   * memory to disk, is numbered anew there.
   */
  boolean sameEntry(Cursor other) {
    if (text.equals(other.text)) {
      return true;
    }
    return hasSame('s', other)
        ? hasSame('i', other)
        : OF_MOVED_ENTRIES.chars().allMatch(name -> hasSame((char) name, other));
  }

  /** Whether nothing was written to the journal between this entry and {@code next}. */
  boolean justBefore(Cursor next) {
    return hasSame('s', next) && number('i') + 1 == next.number('i');
  }

  /** When the entry was written, in microseconds since the epoch; 0 where it does not say. */
  long realtimeMicros() {
    return number('t');
  }

  private boolean hasSame(char name, Cursor other) {
    String own = part(name);
    return !own.isEmpty() && own.equals(other.part(name));
  }

  private long number(char name) {
    String digits = part(name);
    return digits.isEmpty() || digits.length() > 16 ? 0 : Long.parseUnsignedLong(digits, 16);
  }

  private String part(char name) {
    for (String part : text.split(";", -1)) {
      if (part.charAt(0) == name) {
        return part.substring(2);
      }
    }
    return "";
  }
}
