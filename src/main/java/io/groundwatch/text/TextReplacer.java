package io.groundwatch.text;

import java.util.Arrays;

/**
 * Puts something else in the place of every match in a text. A text without a match is not copied.
 * Owned by one thread.
 */
public final class TextReplacer {
  /** A text that would become longer is cut here: four of the longest events. */
  static final int MAX_BYTES = 1 << 20;

  /** Room that one unusual text made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  private final TextMatches matches;
  private final Replacement replacement;
  private byte[] out = new byte[0];
  private int length;

  /** Replaces these matches. */
  public TextReplacer(TextMatches matches, Replacement replacement) {
    this.matches = matches;
    this.replacement = replacement;
  }

  /** Whether a text surely holds nothing to replace, in whole or in any part. */
  public boolean rulesOut(byte[] bytes, int offset, int count) {
    return matches.rulesOut(bytes, offset, count);
  }

  /**
   * Replaces every match; what comes of it is in {@link #bytes} until the next call.
   *
   * @return false where there is none, and nothing comes of it
   */
  public boolean replace(byte[] bytes, int offset, int count) {
    matches.open(bytes, offset, count);
    if (!matches.next()) {
      return false;
    }
    start(count);
    int from = offset;
    do {
      add(bytes, from, matches.start() - from);
      replacement.write(bytes, matches, this);
      from = matches.end();
    } while (length < MAX_BYTES && matches.next());
    // Past the limit nothing was looked at, so nothing of it may pass.
    add(bytes, from, length < MAX_BYTES ? offset + count - from : 0);
    return true;
  }

  /** The array that holds what came of the last text, from its start. */
  public byte[] bytes() {
    return out;
  }

  /** How many bytes that is. */
  public int length() {
    return length;
  }

  /** Adds to what comes of the text, up to the limit. */
  void add(byte[] bytes, int at, int count) {
    int added = Math.min(count, MAX_BYTES - length);
    while (added > 0 && added < count && (bytes[at + added] & 0xc0) == 0x80) {
      added--;
    }
    if (length + added > out.length) {
      out = Arrays.copyOf(out, Math.max(length + added, 2 * out.length));
    }
    System.arraycopy(bytes, at, out, length, added);
    length += added;
  }

  private void start(int count) {
    length = 0;
    if (out.length > MAX_KEPT_BYTES || out.length == 0) {
      out = new byte[Math.min(2 * count, MAX_KEPT_BYTES)];
    }
  }
}
