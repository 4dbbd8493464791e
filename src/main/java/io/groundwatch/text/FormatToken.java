package io.groundwatch.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One directive of a strftime format, or a piece of text between them.
 *
 * @param directive its letter, {@link #TEXT} or {@link #BLANK}
 * @param unpadded whether it is written with a minus: {@code %-d}
 * @param text the literal text, empty for a directive
 */
record FormatToken(char directive, boolean unpadded, String text) {
  static final char TEXT = '\0';
  static final char BLANK = ' ';

  /** What {@code %-} may stand before. */
  private static final String UNPADDABLE = "mdeHkIlMSj";

  /** What stands for itself. */
  private static final String SINGLE = "YymdeHkIlMSjpPBbhAafLNzZs";

  /** Directives of digits alone: two of them in a row have to keep their width. */
  private static final String DIGITS = "YymdeHkIlMSjfLNs";

  /**
   * Cuts a format into tokens.
   *
   * @throws IllegalArgumentException naming the first directive that is unknown and where it is
   */
  static List<FormatToken> of(String format) {
    List<FormatToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < format.length()) {
      if (format.charAt(at) == '%') {
        at = directive(format, at, tokens);
      } else {
        add(format.charAt(at), tokens);
        at++;
      }
    }
    return tokens;
  }

  private static int directive(String format, int at, List<FormatToken> tokens) {
    boolean unpadded = format.startsWith("%-", at);
    int letterAt = unpadded ? at + 2 : at + 1;
    char letter = letterAt < format.length() ? format.charAt(letterAt) : TEXT;
    String meant = unpadded ? "" : shorthand(letter);
    if (!meant.isEmpty()) {
      of(meant).forEach(token -> append(token, tokens));
    } else if (letter == '%' && !unpadded) {
      append(new FormatToken(TEXT, false, "%"), tokens);
    } else if ((unpadded ? UNPADDABLE : SINGLE).indexOf(letter) >= 0) {
      append(new FormatToken(letter, unpadded, ""), tokens);
    } else {
      int end = Math.min(letterAt + 1, format.length());
      throw new IllegalArgumentException(
          "timestamp_format: %s at character %d of \"%s\" (expected: %% and one of %sTDFRrc%%tn,"
                  .formatted(format.substring(at, end), at + 1, format, SINGLE)
              + " or %- and one of "
              + UNPADDABLE
              + ")");
    }
    return letterAt + 1;
  }

  private static String shorthand(char letter) {
    return switch (letter) {
      case 'T' -> "%H:%M:%S";
      case 'D' -> "%m/%d/%y";
      case 'F' -> "%Y-%m-%d";
      case 'R' -> "%H:%M";
      case 'r' -> "%I:%M:%S %p";
      case 'c' -> "%a %b %e %H:%M:%S %Y";
      case 't', 'n' -> " ";
      default -> "";
    };
  }

  private static void add(char literal, List<FormatToken> tokens) {
    char kind = Ascii.blank(literal) ? BLANK : TEXT;
    append(new FormatToken(kind, false, kind == TEXT ? String.valueOf(literal) : ""), tokens);
  }

  /** Joins text to text and blanks to blanks. */
  private static void append(FormatToken token, List<FormatToken> tokens) {
    int last = tokens.size() - 1;
    char before = last < 0 ? '%' : tokens.get(last).directive;
    if (token.directive == BLANK && before == BLANK) {
      return;
    }
    if (token.directive == TEXT && before == TEXT) {
      tokens.set(last, new FormatToken(TEXT, false, tokens.get(last).text + token.text));
    } else {
      tokens.add(token);
    }
  }

  boolean isDigits() {
    return directive != TEXT && DIGITS.indexOf(directive) >= 0;
  }

  boolean isFraction() {
    return directive == 'f' || directive == 'L' || directive == 'N';
  }

  /** Whether it is just the sign between a second and its fraction. */
  boolean isSeparator() {
    return text.equals(".") || text.equals(",");
  }

  /** Whether its text begins with what could be such a sign. */
  boolean startsWithSeparator() {
    return text.startsWith(".") || text.startsWith(",");
  }
}
