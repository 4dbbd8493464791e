package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern in which {@link #TIMESTAMP} stands for what the formats of timestamps read, such as
 * {@code ^\[{timestamp_format}\]}. Mostly it is a timestamp at the line's start between two pieces
 * of text, and then found ten times as fast as by an expression. Owned by one thread.
 */
public final class StartPattern implements LineCheck {
  /** Where the timestamp is found. */
  public static final String TIMESTAMP = "{timestamp_format}";

  /** Of the same length, so that a fault names the same place. */
  private static final String STAND_IN = "(?:" + "t".repeat(TIMESTAMP.length() - 4) + ")";

  private static final String ANYTHING = ".*";

  private final List<TimestampFormat> formats;
  private final byte[] before;
  private final byte[] after;
  private final LinePattern whole;
  private final TimeFields fields = new TimeFields();

  private StartPattern(
      List<TimestampFormat> formats, String before, String after, LinePattern whole) {
    this.formats = List.copyOf(formats);
    this.before = before.getBytes(StandardCharsets.UTF_8);
    this.after = after.getBytes(StandardCharsets.UTF_8);
    this.whole = whole;
  }

  /**
   * Compiles a pattern, with or without a timestamp in it.
   *
   * @throws IllegalArgumentException saying what is wrong and where, also where a timestamp is in
   *     it and there are no formats
   */
  public static LineCheck compile(String pattern, List<TimestampFormat> formats) {
    if (!pattern.contains(TIMESTAMP)) {
      return LinePattern.compile(pattern);
    }
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("needs a timestamp_format, and there is none");
    }
    if (pattern.equals(TIMESTAMP)) {
      TimestampReader reader = new TimestampReader(formats);
      return (bytes, offset, length) -> reader.find(bytes, offset, length, 0);
    }
    LinePattern whole = expanded(pattern, formats);
    int at = pattern.indexOf(TIMESTAMP);
    String rest = pattern.substring(at + TIMESTAMP.length());
    String tail =
        rest.endsWith(ANYTHING) ? rest.substring(0, rest.length() - ANYTHING.length()) : rest;
    @Nullable String after = LiteralSearch.text(tail);
    @Nullable String before =
        pattern.startsWith("^") ? LiteralSearch.text(pattern.substring(1, at)) : null;
    return before == null || after == null
        ? whole
        : new StartPattern(formats, before, after, whole);
  }

  private static LinePattern expanded(String pattern, List<TimestampFormat> formats) {
    try {
      LinePattern.compile(pattern.replace(TIMESTAMP, STAND_IN));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getMessage()).replace(STAND_IN, TIMESTAMP), e);
    }
    String timestamps =
        formats.stream().map(TimestampFormat::pattern).collect(Collectors.joining("|", "(?:", ")"));
    return LinePattern.compile(pattern.replace(TIMESTAMP, timestamps));
  }

  @Override
  public boolean find(byte[] bytes, int offset, int length) {
    int limit = offset + length;
    if (!startsWith(before, bytes, offset, limit)) {
      return false;
    }
    for (TimestampFormat format : formats) {
      int next = format.match(bytes, offset + before.length, limit, fields);
      if (next != TimeStep.NO_MATCH) {
        // A format may read more than the pattern leaves to it, such as a fraction.
        return startsWith(after, bytes, next, limit) || whole.find(bytes, offset, length);
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] text, byte[] bytes, int at, int limit) {
    int end = at + text.length;
    return end <= limit && Arrays.equals(text, 0, text.length, bytes, at, end);
  }
}
