package io.groundwatch.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds words of which every match of a pattern has at least one: {@code password} or {@code
 * secret} of {@code (password|secret)=(\S+)}. A text without them needs no engine, which is a
 * hundred times as dear as a look for words. It reads the part of RE2's syntax that patterns of
 * logs are made of; of any other it says nothing. Used once; one thread.
 */
final class RequiredWords {
  private static final String FLAGS = "imsU";
  private static final String CLASSES = "dDwWsSbBAzCtnrfav";
  private static final String PUNCTUATION = "\\.+*?()|[]{}^$-/#'\"<>=!:;,@%&~_` ";

  /** More alternatives than these cost more than they spare. */
  private static final int MAX_WORDS = 32;

  /** What a pattern says that is not read here. */
  private static final class UnreadException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final String pattern;
  private int at;

  private RequiredWords(String pattern, int at) {
    this.pattern = pattern;
    this.at = at;
  }

  /** What finds the words of a pattern that compiles; null where none are known. */
  static @Nullable LiteralSearch of(String pattern) {
    int start = flagsEnd(pattern);
    boolean ignoreCase = pattern.substring(0, start).contains("i");
    RequiredWords reader = new RequiredWords(pattern, start);
    try {
      List<String> words = reader.alternatives();
      boolean whole = reader.at == pattern.length();
      return whole && !words.isEmpty() ? LiteralSearch.of(words, ignoreCase) : null;
    } catch (UnreadException e) {
      // No words are known: the engine looks into every text.
      return null;
    }
  }

  /** Where {@code (?i)} and the like end at the pattern's start; 0 where there is none. */
  private static int flagsEnd(String pattern) {
    int end = pattern.indexOf(')');
    boolean flags = pattern.startsWith("(?") && end > 2;
    for (int i = 2; flags && i < end; i++) {
      flags = FLAGS.indexOf(pattern.charAt(i)) >= 0;
    }
    return flags ? end + 1 : 0;
  }

  /** The words of alternatives up to a bracket or the end; none where one alternative has none. */
  private List<String> alternatives() throws UnreadException {
    List<String> words = new ArrayList<>();
    boolean known = true;
    do {
      List<String> more = sequence();
      known &= !more.isEmpty();
      words.addAll(more);
    } while (take('|'));
    return known && words.size() <= MAX_WORDS ? words : List.of();
  }

  /** The best words of what stands one after another. */
  private List<String> sequence() throws UnreadException {
    Best best = new Best();
    StringBuilder run = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int letter = -1;
      List<String> inner = List.of();
      if (take('(')) {
        inner = group();
      } else {
        letter = atom();
      }
      int least = repetition();
      if (letter >= 0 && least != 0) {
        run.append((char) letter);
      }
      if (letter < 0 || least >= 0) {
        best.offer(run);
        run.setLength(0);
      }
      if (least != 0) {
        best.offer(inner);
      }
    }
    best.offer(run);
    return best.words;
  }

  private List<String> group() throws UnreadException {
    if (take('?')) {
      take('P');
      if (take('<')) {
        at = pattern.indexOf('>', at) + 1;
      } else if (!take(':')) {
        throw new UnreadException();
      }
    }
    List<String> words = alternatives();
    if (!take(')')) {
      throw new UnreadException();
    }
    return words;
  }

  /** Takes one character or class of characters, and gives it where it is a letter of ASCII. */
  private int atom() throws UnreadException {
    char c = pattern.charAt(at++);
    if (c == '\\') {
      char escaped = at < pattern.length() ? pattern.charAt(at++) : '\0';
      if (CLASSES.indexOf(escaped) < 0 && PUNCTUATION.indexOf(escaped) < 0) {
        throw new UnreadException();
      }
      return PUNCTUATION.indexOf(escaped) >= 0 ? escaped : -1;
    }
    if (c == '[') {
      passClass();
      return -1;
    }
    if (c == '{' || c == '}') {
      // Such a bracket may count, or be itself.
      throw new UnreadException();
    }
    return c == '.' || c == '^' || c == '$' || c >= 0x80 ? -1 : c;
  }

  private void passClass() throws UnreadException {
    take('^');
    take(']');
    while (!take(']')) {
      if (at >= pattern.length() || pattern.startsWith("\\Q", at)) {
        throw new UnreadException();
      }
      if (pattern.startsWith("[:", at)) {
        at = pattern.indexOf(":]", at) + 1;
        if (at == 0) {
          throw new UnreadException();
        }
      } else if (pattern.charAt(at) == '\\') {
        at++;
      }
      at++;
    }
  }

  /** How often at least what stands before is there: 0 or 1; -1 where nothing says so. */
  private int repetition() throws UnreadException {
    int least = -1;
    while (at < pattern.length() && "?*+{".indexOf(pattern.charAt(at)) >= 0) {
      char c = pattern.charAt(at++);
      if (c == '{') {
        least = Math.min(Math.abs(least), leastOf());
      } else if (least < 0 || c != '?') {
        least = c == '+' ? Math.min(Math.abs(least), 1) : 0;
      }
    }
    return least;
  }

  private int leastOf() throws UnreadException {
    int end = pattern.indexOf('}', at);
    String counts = end < 0 ? "" : pattern.substring(at, end);
    if (!counts.matches("[0-9]+(,[0-9]*)?")) {
      throw new UnreadException();
    }
    at = end + 1;
    return counts.matches("0+(,.*)?") ? 0 : 1;
  }

  private boolean take(char wanted) {
    boolean found = at < pattern.length() && pattern.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }

  /** The words that rule out most: those whose shortest is longest. */
  private static final class Best {
    private List<String> words = List.of();

    void offer(StringBuilder run) {
      if (!run.isEmpty()) {
        offer(List.of(run.toString()));
      }
    }

    void offer(List<String> more) {
      if (shortest(more) > shortest(words)) {
        words = more;
      }
    }

    private static int shortest(List<String> words) {
      return words.stream().mapToInt(String::length).min().orElse(0);
    }
  }
}
