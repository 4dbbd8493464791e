package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The {@code resources} list of an input: names, in which {@code *} stands for any characters,
 * {@code ?} for one, {@code [ab]} and {@code [!ab]} for one of those or of the others, and {@code
 * {a,b}} for either. What is opened and not closed stands for itself. An empty list, or one with
 * the name {@code *}, means all.
 */
final class ResourceFilter implements Predicate<String> {
  private final boolean all;
  private final List<Pattern> patterns = new ArrayList<>();

  /** Takes the list as configured. */
  ResourceFilter(List<String> resources) {
    all = resources.isEmpty() || resources.contains("*");
    for (String resource : resources) {
      patterns.add(compiled(resource));
    }
  }

  /** Whether nothing is singled out. */
  boolean all() {
    return all;
  }

  @Override
  public boolean test(String name) {
    return all || patterns.stream().anyMatch(p -> p.matcher(name).matches());
  }

  private static Pattern compiled(String glob) {
    try {
      return Pattern.compile(expression(glob), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      // A range that runs backwards: such a name, if there is one, is meant as it stands.
      return Pattern.compile(Pattern.quote(glob));
    }
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : c == '{' ? glob.indexOf('}', i + 1) : -1;
      if (close > 0) {
        String inside = glob.substring(i + 1, close);
        expression.append(c == '[' ? oneOf(inside) : eitherOf(inside));
        i = close + 1;
      } else {
        expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        i++;
      }
    }
    return expression.toString();
  }

  private static String oneOf(String characters) {
    boolean others = characters.startsWith("!") && characters.length() > 1;
    String listed =
        (others ? characters.substring(1) : characters).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
    return (others ? "[^" : "[") + listed + "]";
  }

  private static String eitherOf(String names) {
    List<String> expressions = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      expressions.add(expression(name));
    }
    return "(?:" + String.join("|", expressions) + ")";
  }
}
