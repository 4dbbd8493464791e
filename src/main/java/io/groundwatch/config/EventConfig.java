package io.groundwatch.config;

import io.groundwatch.text.TimestampPolicy;
import java.util.List;
import java.util.Optional;

/**
 * How the bytes of an entry's files become events. Every pattern, format and name in it has been
 * checked.
 *
 * @param format what a line of the files is
 * @param encoding of the files, by name
 * @param multiLineStart a pattern, or {@link #TIMESTAMP}: an event starts at a line in which it is
 *     found; absent = at a line that does not start with a blank, as upstream
 * @param timestampFormat strftime; absent = an event's time is when it was read
 * @param timestampField where events are JSON: the member that holds the timestamp, such as {@code
 *     time} or {@code log.time}; absent = the timestamp is looked for in the text
 * @param timezone of timestamps that name none
 * @param timestampPolicy the time of an event in which none is found
 * @param trimTimestamp whether the timestamp is left out of the message
 * @param filters all of them must let an event pass
 */
public record EventConfig(
    Format format,
    String encoding,
    Optional<String> multiLineStart,
    Optional<String> timestampFormat,
    Optional<String> timestampField,
    String timezone,
    TimestampPolicy timestampPolicy,
    boolean trimTimestamp,
    List<Filter> filters) {
  /** In {@code multi_line_start_pattern}: where the timestamp is found. */
  public static final String TIMESTAMP = "{timestamp_format}";

  public static final String DEFAULT_ENCODING = "utf-8";
  public static final String DEFAULT_TIMEZONE = "LOCAL";

  /** What holds where the file says nothing. */
  public static final EventConfig DEFAULTS =
      new EventConfig(
          Format.TEXT,
          DEFAULT_ENCODING,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DEFAULT_TIMEZONE,
          TimestampPolicy.LAST_GOOD,
          false,
          List.of());

  /** What a line is. */
  public enum Format {
    /** A line, or with those that follow it a longer event. */
    TEXT("text"),
    /** An event of its own, however it starts. */
    PLAIN("plain"),
    /** A JSON object, whose members become attributes. */
    JSON("json"),
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
