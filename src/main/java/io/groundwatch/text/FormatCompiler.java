package io.groundwatch.text;

import io.groundwatch.text.NumberStep.Digits;
import io.groundwatch.text.NumberStep.Range;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** From the tokens of one format to its steps. Used once; one thread. */
final class FormatCompiler {
  private static final String EITHER = ".,";
  private static final String DATE = "YymdejbBh";
  private static final String TIME = "HkIlMS";
  private static final String BLANK_PADDED = "ekl";

  private final String format;
  private final ZoneId zone;
  private final List<FormatToken> tokens;
  private final List<TimeStep> steps = new ArrayList<>();

  FormatCompiler(String format, ZoneId zone) {
    this.format = format;
    this.zone = zone;
    this.tokens = FormatToken.of(format);
  }

  List<TimeStep> steps() {
    refuseNonsense();
    int at = 0;
    while (at < tokens.size()) {
      at = add(at);
    }
    return List.copyOf(steps);
  }

  private void refuseNonsense() {
    if (!has(DATE) && !has(TIME) && !has("s")) {
      throw new IllegalArgumentException(
          "timestamp_format: \"" + format + "\" (expected: a date, a time of day or %s in it)");
    }
    if (has("de") && !has("mbBh")) {
      throw new IllegalArgumentException(
          "timestamp_format: \"" + format + "\" (expected: a month beside the day)");
    }
  }

  private boolean has(String directives) {
    return tokens.stream()
        .anyMatch(token -> token.text().isEmpty() && directives.indexOf(token.directive()) >= 0);
  }

  /** Adds the step of a token, and returns the index of the next: a fraction takes two. */
  private int add(int at) {
    FormatToken token = tokens.get(at);
    if (token.isSeparator() && digitsAt(at - 1) && fractionAt(at + 1)) {
      steps.add(fraction(EITHER, tokens.get(at + 1)));
      return at + 2;
    }
    switch (token.directive()) {
      case FormatToken.TEXT -> steps.add(new LiteralStep(token.text()));
      case FormatToken.BLANK -> steps.add(new BlankStep());
      case 'b', 'B', 'h' -> steps.add(NameStep.MONTH);
      case 'a', 'A' -> steps.add(NameStep.WEEKDAY);
      case 'p', 'P' -> steps.add(new HalfStep());
      case 'z' -> steps.add(new OffsetStep());
      case 'Z' -> steps.add(new ZoneStep(new ZoneNames(zone)));
      case 'f', 'L', 'N' -> steps.add(fraction("", token));
      case 's' -> {
        return addEpoch(at);
      }
      default -> addNumber(at, token);
    }
    return at + 1;
  }

  private int addEpoch(int at) {
    boolean written =
        at + 2 < tokens.size() && tokens.get(at + 1).isSeparator() && fractionAt(at + 2);
    steps.add(new EpochStep(written ? EITHER : unwritten(at)));
    return written ? at + 3 : at + 1;
  }

  private void addNumber(int at, FormatToken token) {
    steps.add(number(at, token));
    if (token.directive() == 'S' && !unwritten(at).isEmpty()) {
      steps.add(new FractionStep(unwritten(at), FractionStep.MOST_DIGITS));
    }
  }

  /**
   * What may separate a fraction that the format does not name. At the end of a format a comma is
   * more likely the text's own.
   */
  private String unwritten(int at) {
    if (at + 1 == tokens.size()) {
      return ".";
    }
    FormatToken next = tokens.get(at + 1);
    return next.startsWithSeparator() || next.isDigits() ? "" : EITHER;
  }

  private static FractionStep fraction(String separators, FormatToken token) {
    return new FractionStep(separators, token.directive() == 'L' ? 3 : FractionStep.MOST_DIGITS);
  }

  private NumberStep number(int at, FormatToken token) {
    return switch (token.directive()) {
      case 'Y' -> step(at, TimeField.YEAR, new Digits(4, 4), new Range(0, 9999));
      case 'y' -> step(at, TimeField.SHORT_YEAR, new Digits(2, 2), new Range(0, 99));
      case 'm' -> step(at, TimeField.MONTH, narrow(at, 2), new Range(1, 12));
      case 'd', 'e' -> step(at, TimeField.DAY, narrow(at, 2), new Range(1, 31));
      case 'j' -> step(at, TimeField.DAY_OF_YEAR, narrow(at, 3), new Range(1, 366));
      case 'H', 'k' -> step(at, TimeField.HOUR, narrow(at, 2), new Range(0, 23));
      case 'I', 'l' -> step(at, TimeField.HOUR, narrow(at, 2), new Range(1, 12));
      case 'M' -> step(at, TimeField.MINUTE, full(token), new Range(0, 59));
      case 'S' -> step(at, TimeField.SECOND, full(token), new Range(0, 60));
      default -> throw new IllegalStateException("directive without a step: " + token);
    };
  }

  private NumberStep step(int at, TimeField field, Digits digits, Range range) {
    char directive = tokens.get(at).directive();
    boolean padded = BLANK_PADDED.indexOf(directive) >= 0;
    boolean whole = at + 1 == tokens.size() && DATE.indexOf(directive) >= 0;
    return new NumberStep(field, digits, range, padded, whole);
  }

  /** One digit is enough, except where the next number begins without anything between. */
  private Digits narrow(int at, int most) {
    boolean glued = digitsAt(at - 1) || digitsAt(at + 1);
    FormatToken token = tokens.get(at);
    boolean padded = BLANK_PADDED.indexOf(token.directive()) >= 0;
    boolean fixed = glued && !token.unpadded() && !padded;
    return new Digits(fixed ? most : 1, most);
  }

  private static Digits full(FormatToken token) {
    return new Digits(token.unpadded() ? 1 : 2, 2);
  }

  private boolean digitsAt(int at) {
    return at >= 0 && at < tokens.size() && tokens.get(at).isDigits();
  }

  private boolean fractionAt(int at) {
    return at < tokens.size() && tokens.get(at).isFraction();
  }
}
