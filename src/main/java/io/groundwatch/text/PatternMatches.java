package io.groundwatch.text;

import com.google.re2j.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The matches of a {@link LinePattern} and of its groups, as places of bytes. Empty ones are passed
 * over. A text that lacks the words of every match is not given to the engine. Owned by one thread.
 */
public final class PatternMatches implements TextMatches {
  /** Of a group that took no part in the match. */
  public static final int NOWHERE = -1;

  private final Matcher matcher;
  private final @Nullable LiteralSearch required;
  private final LineText line = new LineText();
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private boolean opened;
  private boolean over = true;

  PatternMatches(Matcher matcher, @Nullable LiteralSearch required) {
    this.matcher = matcher;
    this.required = required;
  }

  @Override
  public void open(byte[] text, int offset, int length) {
    bytes = text;
    from = offset;
    to = offset + length;
    opened = false;
    over = false;
  }

  @Override
  public boolean next() {
    if (over || rulesOut(bytes, from, to - from)) {
      over = true;
      return false;
    }
    if (!opened) {
      matcher.reset(line.of(bytes, from, to - from));
      opened = true;
    }
    do {
      if (!matcher.find()) {
        over = true;
        return false;
      }
    } while (matcher.start() == matcher.end());
    from = end();
    return true;
  }

  @Override
  public boolean rulesOut(byte[] text, int offset, int length) {
    return required != null
        && required.rulesOut(
            text,
            offset,
            length,
            !required.needsAscii() || AsciiView.isAscii(text, offset, offset + length));
  }

  @Override
  public int start() {
    return line.place(matcher.start());
  }

  @Override
  public int end() {
    return line.place(matcher.end());
  }

  /** Where a group of the match starts in the array, or {@link #NOWHERE}. */
  public int start(int group) {
    int start = matcher.start(group);
    return start < 0 ? NOWHERE : line.place(start);
  }

  /** Where a group of the match ends in the array, or {@link #NOWHERE}. */
  public int end(int group) {
    int end = matcher.end(group);
    return end < 0 ? NOWHERE : line.place(end);
  }
}
