package io.groundwatch.output.cloudwatch;

/**
 * The names that CloudWatch Logs takes (API reference, {@code CreateLogGroup} and {@code
 * CreateLogStream}): a character that it does not becomes an underscore.
 */
final class LogNames {
  private static final int MAX_LENGTH = 512;
  private static final String UNNAMED = "unnamed";

  private LogNames() {}

  static String group(String name) {
    return name.isEmpty() ? UNNAMED : cut(clean(name));
  }

  static String stream(String name) {
    return name.isEmpty() ? UNNAMED : cut(name.replaceAll("[:*\\p{Cntrl}]", "_"));
  }

  /** A piece of a group's name. */
  static String clean(String name) {
    return name.replaceAll("[^A-Za-z0-9._/#-]", "_");
  }

  private static String cut(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
  }
}
