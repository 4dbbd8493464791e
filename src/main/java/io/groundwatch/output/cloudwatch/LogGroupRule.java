package io.groundwatch.output.cloudwatch;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How log groups of some name are made.
 *
 * @param names of the groups
 * @param retentionInDays for how long lines are kept; empty for the service's default
 * @param groupClass {@code STANDARD} or {@code INFREQUENT_ACCESS}; empty for the default
 */
public record LogGroupRule(
    Pattern names, Optional<Integer> retentionInDays, Optional<String> groupClass) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

  /** For the groups whose name in the configuration is {@code template}, placeholders and all. */
  public static LogGroupRule of(
      String template, Optional<Integer> retentionInDays, Optional<String> groupClass) {
    StringBuilder names = new StringBuilder();
    int from = 0;
    var placeholders = PLACEHOLDER.matcher(template);
    while (placeholders.find()) {
      names.append(Pattern.quote(LogNames.clean(template.substring(from, placeholders.start()))));
      names.append(".+");
      from = placeholders.end();
    }
    names.append(Pattern.quote(LogNames.clean(template.substring(from))));
    return new LogGroupRule(Pattern.compile(names.toString()), retentionInDays, groupClass);
  }

  boolean covers(String group) {
    return names.matcher(group).matches();
  }
}
