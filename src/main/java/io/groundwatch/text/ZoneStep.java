package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The name of a zone: an abbreviation or an id as {@link ZoneNames} knows them, {@code UTC+02:00},
 * or an offset alone, which is the abbreviation of zones that have no other.
 */
record ZoneStep(ZoneNames names) implements TimeStep {
  /** No zone's id is longer. */
  private static final int MOST = 40;

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    int letters = at;
    int last = Math.min(end, at + MOST);
    while (letters < last && Ascii.letter(bytes[letters])) {
      letters++;
    }
    if (letters == at) {
      return OffsetStep.signed(bytes, at, end, into);
    }
    int whole = letters;
    while (whole < last && ofName(bytes[whole])) {
      whole++;
    }
    int next = named(bytes, at, whole, into);
    if (next == NO_MATCH && whole > letters) {
      next = named(bytes, at, letters, into);
      return next == NO_MATCH || into.offset() != 0 ? next : shifted(bytes, next, end, into);
    }
    return next;
  }

  /** The digits in {@code GMT+0200}. */
  private static int shifted(byte[] bytes, int at, int end, TimeFields into) {
    int next = OffsetStep.signed(bytes, at, end, into);
    return next == NO_MATCH ? at : next;
  }

  private int named(byte[] bytes, int from, int to, TimeFields into) {
    @Nullable ZoneId zone =
        names.meant(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    if (zone == null) {
      return NO_MATCH;
    }
    if (zone instanceof ZoneOffset offset) {
      into.offset(offset.getTotalSeconds());
    } else {
      into.zone(zone);
    }
    return to;
  }

  private static boolean ofName(int b) {
    return Ascii.letter(b) || Ascii.digit(b) || b == '/' || b == '_' || b == '-' || b == '+';
  }

  @Override
  public String pattern() {
    String name = "[A-Za-z][A-Za-z0-9/_+-]{0," + (MOST - 1) + "}";
    return "(?:" + name + "(?:" + OffsetStep.SIGNED + "|:[0-9]{2})?|" + OffsetStep.SIGNED + ")";
  }

  @Override
  public boolean startsWith(int first) {
    return Ascii.letter(first) || first == '+' || first == '-';
  }

  @Override
  public boolean follows(int before) {
    return !Ascii.letter(before);
  }
}
