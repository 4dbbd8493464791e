package io.groundwatch.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of an entry's {@code processors}: what is done to each of its events before it reaches the
 * disk. Every pattern, format and replacement in it has been checked.
 */
public sealed interface ProcessorConfig {
  /**
   * {@code mask}: puts something else in the place of what is found. Either a pattern or a preset.
   *
   * @param replacement with {@code $1} and the like for groups of the pattern
   */
  record Mask(Optional<String> pattern, Optional<Preset> preset, String replacement)
      implements ProcessorConfig {
    public static final String DEFAULT_REPLACEMENT = "***";
  }

  /** {@code add_fields}: sets attributes. Values keep their placeholders as written. */
  record AddFields(Map<String, String> fields) implements ProcessorConfig {
    /** Keeps its own copy, in its order. */
    public AddFields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * {@code parse}: takes a message apart into attributes.
   *
   * @param pattern of a {@link Format#REGEX}: at least one group has a name
   * @param timestampField where the time is; absent = in the first field with a usual name
   * @param timestampFormats strftime, tried in order; none = the usual formats
   * @param messageField what becomes the message; absent = the first field with a usual name
   * @param severityField what becomes the attribute {@code severity}; absent = likewise
   * @param keepMessage whether the message stays as it was
   */
  record Parse(
      Format format,
      Optional<String> pattern,
      Optional<String> timestampField,
      List<String> timestampFormats,
      Optional<String> messageField,
      Optional<String> severityField,
      boolean keepMessage)
      implements ProcessorConfig {

    /** Keeps its own copy. */
    public Parse {
      timestampFormats = List.copyOf(timestampFormats);
    }

    /** What {@code format} {@code json} of an entry means for each of its lines. */
    static Parse json(Optional<String> timestampField, List<String> timestampFormats) {
      return new Parse(
          Format.JSON,
          Optional.empty(),
          timestampField,
          timestampFormats,
          Optional.empty(),
          Optional.empty(),
          false);
    }
  }

  /**
   * {@code drop}: holds back events. At least one of the patterns.
   *
   * @param pattern events in which it is found; absent = all
   * @param unlessPattern but not those in which this is found
   * @param attribute what both look into; absent = the message
   */
  record Drop(Optional<String> pattern, Optional<String> unlessPattern, Optional<String> attribute)
      implements ProcessorConfig {}

  /**
   * {@code rate_limit}: holds back events that are too many.
   *
   * @param burst how many may come at once
   * @param key an attribute each of whose values has its own limit; absent = one for all
   */
  record RateLimit(int recordsPerSecond, int burst, Optional<String> key)
      implements ProcessorConfig {}

  /** What a message is that is taken apart. */
  enum Format {
    /** One JSON object. */
    JSON("json", "a JSON object"),
    /** Words such as {@code level=info}. */
    LOGFMT("logfmt", "logfmt"),
    /** Anything in which a pattern is found. */
    REGEX("regex", "as the pattern says");

    private final String key;
    private final String words;

    Format(String key, String words) {
      this.key = key;
      this.words = words;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }

    /** What a message is then, in words. */
    public String words() {
      return words;
    }
  }

  /** What is masked often. */
  enum Preset {
    EMAIL("email"),
    IPV4("ipv4"),
    CREDIT_CARD("credit_card"),
    AWS_ACCESS_KEY("aws_access_key"),
    BEARER_TOKEN("bearer_token"),
    JWT("jwt");

    private final String key;

    Preset(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }
}
