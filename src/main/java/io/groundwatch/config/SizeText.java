package io.groundwatch.config;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as a person writes them: {@code 64KiB} is binary, {@code 10MB} is decimal (IEC 80000). */
final class SizeText {
  private static final Map<String, Long> UNITS =
      Map.of(
          "b",
          1L,
          "kb",
          1000L,
          "mb",
          1000L * 1000,
          "gb",
          1000L * 1000 * 1000,
          "tb",
          1000L * 1000 * 1000 * 1000,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "tib",
          1L << 40);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]{1,3})");

  private SizeText() {}

  /** The bytes; empty where the text is no size or does not fit 64 bits. */
  static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    Long unit = UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
    long count = Long.parseLong(matcher.group(1));
    return unit == null || count > Long.MAX_VALUE / unit
        ? OptionalLong.empty()
        : OptionalLong.of(count * unit);
  }

  /** The size in the largest binary unit that shows it whole. */
  static String show(long bytes) {
    String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    long count = bytes;
    while (unit + 1 < names.length && count != 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + names[unit];
  }
}
