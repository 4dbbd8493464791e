package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds any of some words of ASCII: what a pattern such as {@code ERROR|WARN} or {@code (?i)error}
 * means. Most filters are that, and RE2/J takes fifty times as long for them. Stateless; any
 * thread.
 */
final class LiteralSearch {
  private static final String META = "\\.+*?()|[]{}^$";
  private static final String IGNORE_CASE = "(?i)";

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte[][] words;
  private final boolean ignoreCase;

  /** The only word, if it is one of at least two bytes in one case. */
  private final byte @Nullable [] one;

  private final long firstBytes;
  private final long secondBytes;

  /** Which bytes a word starts with. */
  private final boolean[] firsts = new boolean[256];

  private LiteralSearch(List<String> words, boolean ignoreCase) {
    this.words = new byte[words.size()][];
    this.ignoreCase = ignoreCase;
    byte[] only = words.get(0).getBytes(StandardCharsets.US_ASCII);
    this.one = words.size() == 1 && only.length > 1 && !ignoreCase ? only : null;
    this.firstBytes = ONES * only[0];
    this.secondBytes = ONES * only[only.length - 1 > 0 ? 1 : 0];
    for (int i = 0; i < this.words.length; i++) {
      this.words[i] = words.get(i).getBytes(StandardCharsets.US_ASCII);
      int first = this.words[i][0];
      firsts[first] = true;
      firsts[ignoreCase ? upper(first) : first] = true;
    }
  }

  /** What finds as {@code pattern} does; null where that is more than words. */
  static @Nullable LiteralSearch of(String pattern) {
    boolean ignoreCase = pattern.startsWith(IGNORE_CASE);
    String text = ignoreCase ? pattern.substring(IGNORE_CASE.length()) : pattern;
    if (text.startsWith("(") && text.endsWith(")")) {
      text = text.substring(text.startsWith("(?:") ? 3 : 1, text.length() - 1);
    }
    List<String> words = words(ignoreCase ? text.toLowerCase(Locale.ROOT) : text);
    return words.isEmpty() ? null : new LiteralSearch(words, ignoreCase);
  }

  /** The text that {@code pattern} is, without its escapes; null where it is more than text. */
  static @Nullable String text(String pattern) {
    if (pattern.isEmpty()) {
      return pattern;
    }
    List<String> words = words(pattern);
    return words.size() == 1 ? words.get(0) : null;
  }

  /** What finds any of these words, of which none is empty and all are ASCII. */
  static LiteralSearch of(List<String> words, boolean ignoreCase) {
    return new LiteralSearch(
        ignoreCase ? words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList() : words,
        ignoreCase);
  }

  /** Whether what it says holds only for lines of ASCII: other letters fold to some of ASCII. */
  boolean needsAscii() {
    return ignoreCase;
  }

  /** Whether none of the words is in a text, surely. */
  boolean rulesOut(byte[] bytes, int offset, int length, boolean ascii) {
    return (ascii || !needsAscii()) && !find(bytes, offset, length);
  }

  boolean find(byte[] bytes, int offset, int length) {
    int end = offset + length;
    return one == null ? findAny(bytes, offset, end) : find(one, bytes, offset, end);
  }

  private boolean findAny(byte[] bytes, int from, int end) {
    boolean[] first = firsts;
    for (int at = from; at < end; at++) {
      if (first[bytes[at] & 0xff] && startsWithWord(bytes, at, end)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at eight places at a time for the word's first two bytes. The test for them finds no
   * place too few, and one too many only where a carry ran on (Warren, Hacker's Delight, 6-1).
   */
  private boolean find(byte[] word, byte[] bytes, int from, int end) {
    int last = end - word.length;
    int at = from;
    for (; at + Long.BYTES < end && at <= last; at += Long.BYTES) {
      long matches =
          zeros((long) LONGS.get(bytes, at) ^ firstBytes)
              & zeros((long) LONGS.get(bytes, at + 1) ^ secondBytes);
      for (; matches != 0; matches &= matches - 1) {
        int place = at + (Long.numberOfTrailingZeros(matches) >>> 3);
        if (place <= last && startsWith(bytes, place, word)) {
          return true;
        }
      }
    }
    for (; at <= last; at++) {
      if (startsWith(bytes, at, word)) {
        return true;
      }
    }
    return false;
  }

  private static long zeros(long bytes) {
    return (bytes - ONES) & ~bytes & HIGHS;
  }

  private boolean startsWithWord(byte[] bytes, int at, int end) {
    for (byte[] word : words) {
      if (word.length <= end - at && startsWith(bytes, at, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith(byte[] bytes, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i] && !(ignoreCase && bytes[at + i] == upper(word[i]))) {
        return false;
      }
    }
    return true;
  }

  /** The alternatives; none where one is empty or more than letters. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '|' && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      } else if (c == '\\' && i + 1 < text.length() && META.indexOf(text.charAt(i + 1)) >= 0) {
        word.append(text.charAt(++i));
      } else if (c >= 0x80 || META.indexOf(c) >= 0) {
        return List.of();
      } else {
        word.append(c);
      }
    }
    if (word.isEmpty()) {
      return List.of();
    }
    words.add(word.toString());
    return words;
  }

  private static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }
}
