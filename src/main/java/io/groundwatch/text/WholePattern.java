package io.groundwatch.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** A pattern of RE2's that has to match the whole of a text. Immutable; any thread. */
public final class WholePattern {
  private final Pattern pattern;

  /** Of a pattern without a {@link #fault}. */
  public WholePattern(String regex) {
    this.pattern = Pattern.compile(anchored(regex));
  }

  /** Why a text is no pattern; empty where it is one. */
  public static Optional<String> fault(String regex) {
    try {
      Pattern.compile(anchored(regex));
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }

  private static String anchored(String regex) {
    return "^(?:" + regex + ")$";
  }

  /** Whether it matches. */
  public boolean matches(String text) {
    return pattern.matches(text);
  }

  /**
   * A template filled with what groups matched: {@code $1}, {@code ${1}} and {@code ${name}} stand
   * for groups, {@code $$} for a dollar, as Go's {@code regexp} has it. Empty where it does not
   * match.
   */
  public Optional<String> filled(String template, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(expand(template, matcher)) : Optional.empty();
  }

  private static String expand(String template, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < template.length(); ) {
      char c = template.charAt(at);
      if (c != '$' || at + 1 == template.length()) {
        out.append(c);
        at++;
      } else if (template.charAt(at + 1) == '$') {
        out.append('$');
        at += 2;
      } else {
        boolean braces = template.charAt(at + 1) == '{';
        int from = at + (braces ? 2 : 1);
        int to = from;
        while (to < template.length() && isNamePart(template.charAt(to))) {
          to++;
        }
        out.append(group(template.substring(from, to), matcher));
        at = braces && to < template.length() && template.charAt(to) == '}' ? to + 1 : to;
      }
    }
    return out.toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher matcher) {
    try {
      boolean number = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
      String group = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
      return group == null ? "" : group;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return ""; // there is no such group
    }
  }
}
