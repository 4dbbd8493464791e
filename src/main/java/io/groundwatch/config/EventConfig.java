package io.groundwatch.config;

import java.util.List;

/**
 * How the bytes of an entry's files become events. Every pattern, format and name in it has been
 * checked.
 *
 * @param format what a line of the files is
 * @param encoding of the files, by name
 * @param lines how lines are told
 * @param multiLine how lines become events of many lines
 * @param timestamps where an event's time comes from
 * @param filters all of them must let an event pass
 */
public record EventConfig(
    Format format,
    String encoding,
    LineConfig lines,
    MultiLineConfig multiLine,
    TimestampConfig timestamps,
    List<Filter> filters) {
  public static final String DEFAULT_ENCODING = "utf-8";

  /** What holds where the file says nothing. */
  public static final EventConfig DEFAULTS =
      new EventConfig(
          Format.TEXT,
          DEFAULT_ENCODING,
          LineConfig.DEFAULTS,
          MultiLineConfig.DEFAULTS,
          TimestampConfig.DEFAULTS,
          List.of());

  /** What a line is. */
  public enum Format {
    /** A line, or with those that follow it a longer event. */
    TEXT("text"),
    /** An event of its own, however it starts. */
    PLAIN("plain"),
    /** A JSON object, whose members become attributes. */
    JSON("json"),
    /**
     * A record in CloudWatch's embedded metric format: an event of its own, whose metrics become
     * metrics.
     */
    EMF("emf"),
    /** A container's output as the Kubernetes runtimes write it (CRI). */
    CRI("cri"),
    /** A container's output as Docker's json-file driver writes it. */
    DOCKER("docker");

    private final String key;

    Format(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }

  /**
   * One of {@code filters}.
   *
   * @param include whether the expression must be found; otherwise it must not
   * @param expression a pattern in RE2 syntax
   */
  public record Filter(boolean include, String expression) {}

  /** Keeps its own copy. */
  public EventConfig {
    filters = List.copyOf(filters);
  }
}
