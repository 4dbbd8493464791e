package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code resources} list of an input: names, in which {@code *} stands for any characters and
 * {@code ?} for one. An empty list, or one with the name {@code *}, means all.
 */
final class ResourceFilter implements Predicate<String> {
  private final boolean all;
  private final List<Pattern> patterns = new ArrayList<>();

  /** Takes the list as configured. */
  ResourceFilter(List<String> resources) {
    all = resources.isEmpty() || resources.contains("*");
    for (String resource : resources) {
      String quoted = Pattern.quote(resource);
      patterns.add(Pattern.compile(quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q")));
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
}
