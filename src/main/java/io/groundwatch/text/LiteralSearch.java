package io.groundwatch.text;

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

  private final byte[][] words;
  private final boolean ignoreCase;

  /** Which bytes a word starts with. */
  private final boolean[] firsts = new boolean[256];

  private LiteralSearch(List<String> words, boolean ignoreCase) {
    this.words = new byte[words.size()][];
    this.ignoreCase = ignoreCase;
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
    for (int at = offset; at < end; at++) {
      if (firsts[bytes[at] & 0xff] && startsWithWord(bytes, at, end)) {
        return true;
      }
    }
    return false;
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
