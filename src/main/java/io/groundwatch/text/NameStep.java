package io.groundwatch.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The English name of a month or a day, in full or its first three letters, in any case.
 *
 * @param field where the name's number goes, from 1
 * @param names in lower case and order
 */
record NameStep(TimeField field, List<String> names) implements TimeStep {
  static final NameStep MONTH =
      new NameStep(
          TimeField.MONTH,
          List.of(
              "january",
              "february",
              "march",
              "april",
              "may",
              "june",
              "july",
              "august",
              "september",
              "october",
              "november",
              "december"));

  static final NameStep WEEKDAY =
      new NameStep(
          TimeField.WEEKDAY,
          List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"));

  private static final int SHORT = 3;

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int alike = alike(name, bytes, at, end);
      if (alike >= SHORT) {
        into.put(field, i + 1);
        return at + (alike == name.length() ? alike : SHORT);
      }
    }
    return NO_MATCH;
  }

  @Override
  public String pattern() {
    return names.stream()
        .map(name -> name + "|" + name.substring(0, SHORT))
        .collect(Collectors.joining("|", "(?i:", ")"));
  }

  private static int alike(String name, byte[] bytes, int at, int end) {
    int most = Math.min(name.length(), end - at);
    int i = 0;
    while (i < most && (bytes[at + i] | 0x20) == name.charAt(i)) {
      i++;
    }
    return i;
  }

  @Override
  public boolean startsWith(int first) {
    return names.stream().anyMatch(name -> name.charAt(0) == (first | 0x20));
  }

  /** A timestamp does not begin in the middle of a word. */
  @Override
  public boolean follows(int before) {
    return !Ascii.letter(before);
  }
}
