package io.groundwatch.text;

import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says in words what is wrong with a pattern, and where. */
final class PatternFault {
  /** What other engines have and RE2 leaves out, since it would cost more than linear time. */
  private static final Map<String, String> LEFT_OUT = leftOut();

  private static final Map<String, String> WORDS =
      Map.of(
          "invalid character class range", "no such range or class of characters",
          "invalid escape sequence", "no such escape",
          "invalid named capture", "a group name is written (?P<name>...)",
          "invalid or unsupported Perl syntax", "no such group or flag",
          "invalid nested repetition operator", "a repetition of a repetition",
          "invalid repeat count", "a repetition counts to 1000 at most, {least,most}",
          "missing closing ]", "the [ is never closed",
          "missing argument to repetition operator", "nothing to repeat stands before it",
          "trailing backslash at end of expression", "a backslash with nothing after it",
          "duplicate capture group name", "the name of another group, too");

  private PatternFault() {}

  static String words(String pattern, PatternSyntaxException e) {
    String fragment = e.getPattern();
    String why = WORDS.getOrDefault(e.getDescription(), e.getDescription());
    int at = fragment.isEmpty() ? -1 : pattern.indexOf(fragment);
    if (e.getDescription().equals("missing closing )")) {
      return at(pattern, pattern.length(), "", "a ( is never closed");
    }
    // RE2/J's stack is empty where a ) has no (, and it names no place.
    if (fragment.equals("stack underflow")) {
      return at(pattern, unopened(pattern), ")", "no ( stands before it");
    }
    for (Map.Entry<String, String> each : LEFT_OUT.entrySet()) {
      int found = at < 0 ? -1 : pattern.indexOf(each.getKey(), at);
      if (found == at && at >= 0) {
        return at(pattern, at, each.getKey(), each.getValue() + " (RE2 syntax has none)");
      }
    }
    return at(pattern, at < 0 ? pattern.length() - 1 : at, fragment, why);
  }

  private static String at(String pattern, int index, String fragment, String why) {
    String what = fragment.isEmpty() || fragment.equals(pattern) ? "" : " at '" + fragment + "'";
    return "pattern '" + pattern + "', character " + (index + 1) + what + ": " + why;
  }

  /** Where the first ) is that no ( opens, escapes and classes aside. */
  private static int unopened(String pattern) {
    int depth = 0;
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth < 0) {
        return i;
      }
    }
    return pattern.length() - 1;
  }

  private static Map<String, String> leftOut() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("(?=", "a look-ahead");
    words.put("(?!", "a look-ahead");
    words.put("(?<=", "a look-behind");
    words.put("(?<!", "a look-behind");
    words.put("(?>", "an atomic group");
    words.put("++", "a possessive quantifier");
    words.put("*+", "a possessive quantifier");
    words.put("?+", "a possessive quantifier");
    words.put("\\Z", "an end of text but for a line end; \\z is the end");
    for (int group = 1; group <= 9; group++) {
      words.put("\\" + group, "a back-reference");
    }
    words.put("\\k", "a back-reference");
    return words;
  }
}
