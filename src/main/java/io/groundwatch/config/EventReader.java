package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.text.Charsets;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.StartPattern;
import io.groundwatch.text.TimestampFormat;
import io.groundwatch.text.ZoneNames;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the keys of a {@code collect_list} entry that say how bytes become events, and tries each
 * pattern, format and name, so that what does not work is said before anything starts.
 */
final class EventReader {
  private static final int MAX_FILTERS = 1000;
  private static final String MULTI_LINE = "multi_line_start_pattern";
  private static final String MULTI_LINE_LINES = "multi_line_max_lines";
  private static final String MULTI_LINE_TIMEOUT = "multi_line_timeout";
  private static final String PARTIAL_TIMEOUT = "partial_line_timeout";
  private static final String LINE_ENDING = "line_ending";
  private static final String LONG_LINES = "long_lines";
  private static final String TIMESTAMP_FORMAT = "timestamp_format";
  private static final String TIMESTAMP_FIELD = "timestamp_field";

  /** Files are polled ten times a second. */
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

  /** A file is held open for so long. */
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private static final Set<Format> LINES = EnumSet.of(Format.PLAIN, Format.JSON, Format.EMF);
  private static final Set<Format> CONTAINER = EnumSet.of(Format.CRI, Format.DOCKER);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_]+)\\}");

  private final Faults faults;

  EventReader(Faults faults) {
    this.faults = faults;
  }

  EventConfig read(ObjectReader entry) {
    EventConfig defaults = EventConfig.DEFAULTS;
    TimestampConfig timestamps = timestamps(entry);
    MultiLineConfig multiLine = multiLine(entry, timestamps);
    EventConfig events =
        new EventConfig(
            entry.choice("format", Choices.FORMAT).orElse(defaults.format()),
            tried(entry, "encoding", Charsets::named).orElse(defaults.encoding()),
            lines(entry, multiLine.timeout()),
            multiLine,
            timestamps,
            filters(entry));
    checkTimestamps(entry, timestamps, events.format());
    checkFormat(entry, events.format());
    return events;
  }

  private LineConfig lines(ObjectReader entry, Duration multiLineTimeout) {
    LineConfig defaults = LineConfig.DEFAULTS;
    Duration partial = timeout(entry, PARTIAL_TIMEOUT).orElse(defaults.partialTimeout());
    if (partial.compareTo(multiLineTimeout) < 0) {
      entry.error(
          PARTIAL_TIMEOUT,
          (entry.has(PARTIAL_TIMEOUT) ? "" : partial.toSeconds() + "s by default, ")
              + "shorter than "
              + MULTI_LINE_TIMEOUT
              + " (expected: not so)");
    }
    return new LineConfig(
        entry.choice(LINE_ENDING, Choices.LINE_ENDING).orElse(defaults.ending()),
        entry.choice(LONG_LINES, Choices.LONG_LINES).orElse(defaults.longLines()),
        entry
            .size("max_event_bytes", LineConfig.MIN_EVENT_BYTES, LineConfig.MAX_EVENT_BYTES)
            .map(Math::toIntExact)
            .orElse(defaults.maxEventBytes()),
        partial);
  }

  private static MultiLineConfig multiLine(ObjectReader entry, TimestampConfig timestamps) {
    ZoneId zone = ZoneNames.zone(timestamps.timezone());
    List<TimestampFormat> formats =
        timestamps.formats().stream().map(f -> TimestampFormat.compile(f, zone)).toList();
    // What is wrong with the formats is said at their place.
    boolean known = !formats.isEmpty() || !entry.has(TIMESTAMP_FORMAT);
    Optional<String> start =
        tried(
            entry,
            MULTI_LINE,
            text -> {
              if (known || !text.contains(StartPattern.TIMESTAMP)) {
                StartPattern.compile(text, formats);
              }
            });
    start.ifPresent(pattern -> warnOfPlaceholders(entry, pattern));
    Duration timeout =
        start.isPresent()
            ? MultiLineConfig.DEFAULT_PATTERN_TIMEOUT
            : MultiLineConfig.DEFAULT_TIMEOUT;
    return new MultiLineConfig(
        start,
        entry
            .integer(MULTI_LINE_LINES, 1, MultiLineConfig.MAX_LINES)
            .orElse(MultiLineConfig.DEFAULTS.maxLines()),
        timeout(entry, MULTI_LINE_TIMEOUT).orElse(timeout));
  }

  /** What looks like a placeholder and is none is text, as upstream; few mean that. */
  private static void warnOfPlaceholders(ObjectReader entry, String pattern) {
    List<String> placeholders = List.of(TIMESTAMP_FORMAT);
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!placeholders.contains(name)) {
        entry.warn(
            MULTI_LINE,
            "{" + name + "} is found as it stands" + NearestName.hint(name, placeholders));
      }
    }
  }

  private TimestampConfig timestamps(ObjectReader entry) {
    TimestampConfig defaults = TimestampConfig.DEFAULTS;
    Optional<String> timezone = tried(entry, "timezone", ZoneNames::zone);
    ZoneId zone = timezone.map(ZoneNames::zone).orElse(ZoneOffset.UTC);
    return new TimestampConfig(
        formats(entry, zone),
        entry.string(TIMESTAMP_FIELD, 1, ValueReader.MAX_TEXT),
        timezone.orElse(defaults.timezone()),
        entry.choice("timestamp_policy", Choices.TIMESTAMP_POLICY).orElse(defaults.policy()),
        entry.bool("trim_timestamp").orElse(defaults.trim()));
  }

  /** One format, or an array of them. */
  private List<String> formats(ObjectReader entry, ZoneId zone) {
    ValueReader values = new ValueReader(faults);
    Optional<ConfigNode> given = entry.node(TIMESTAMP_FORMAT);
    List<ConfigNode> nodes =
        given.filter(ArrayNode.class::isInstance).isPresent()
            ? entry.array(TIMESTAMP_FORMAT, 1, TimestampConfig.MAX_FORMATS).orElse(List.of())
            : given.stream().toList();
    List<String> formats = new ArrayList<>();
    for (ConfigNode node : nodes) {
      Optional<String> format = values.string(node, 1, ValueReader.MAX_TEXT);
      try {
        format.ifPresent(text -> TimestampFormat.compile(text, zone));
        format.ifPresent(formats::add);
      } catch (IllegalArgumentException e) {
        faults.error(node.place(), String.valueOf(e.getMessage()));
      }
    }
    return formats;
  }

  private static void checkTimestamps(
      ObjectReader entry, TimestampConfig timestamps, Format format) {
    boolean json = format == Format.JSON;
    boolean field = timestamps.field().isPresent() && !json;
    if (field && !entry.has(TIMESTAMP_FORMAT)) {
      entry.error(TIMESTAMP_FIELD, "needs a " + TIMESTAMP_FORMAT + ", and there is none");
    }
    if (field && timestamps.trim()) {
      entry.error("trim_timestamp", "does nothing where " + TIMESTAMP_FIELD + " is named");
    }
    if (json && timestamps.trim()) {
      entry.error("trim_timestamp", "does nothing where format is json");
    }
  }

  private static void checkFormat(ObjectReader entry, Format format) {
    if (format != Format.TEXT) {
      refuse(entry, MULTI_LINE, format, "text");
      refuse(entry, MULTI_LINE_LINES, format, "text");
    }
    if (LINES.contains(format)) {
      refuse(entry, MULTI_LINE_TIMEOUT, format, "text, cri or docker");
    }
    if (CONTAINER.contains(format)) {
      refuse(entry, LINE_ENDING, format, "text or plain");
      refuse(entry, LONG_LINES, format, "text or plain");
    }
  }

  private static void refuse(ObjectReader entry, String key, Format format, String expected) {
    if (entry.has(key)) {
      entry.error(
          key, "does nothing where format is " + format.key() + " (expected: " + expected + ")");
    }
  }

  private static Optional<Duration> timeout(ObjectReader entry, String key) {
    Optional<Duration> given = entry.duration(key);
    boolean tooLong = given.filter(time -> time.compareTo(MAX_TIMEOUT) > 0).isPresent();
    boolean tooShort = given.filter(time -> time.compareTo(MIN_TIMEOUT) < 0).isPresent();
    if (tooLong || tooShort) {
      entry.error(key, (tooLong ? "too long" : "too short") + " (expected: 100ms to 1h)");
      return Optional.empty();
    }
    return given;
  }

  /** The filters of an entry, of which each pattern compiles. */
  List<Filter> filters(ObjectReader entry) {
    List<Filter> filters = new ArrayList<>();
    for (ConfigNode node : entry.array("filters", 0, MAX_FILTERS).orElse(List.of())) {
      ObjectReader.of(node, faults).flatMap(this::filter).ifPresent(filters::add);
    }
    return filters;
  }

  private Optional<Filter> filter(ObjectReader filter) {
    filter.required("type", "\"include\" or \"exclude\"");
    filter.required("expression", "a pattern");
    Optional<Boolean> include = filter.choice("type", Choices.FILTER);
    Optional<String> expression = tried(filter, "expression", LinePattern::compile);
    filter.finish(Severity.ERROR);
    return include.flatMap(i -> expression.map(e -> new Filter(i, e)));
  }

  /** A text that {@code check} takes; what it throws is a fault at the key. */
  private static Optional<String> tried(ObjectReader entry, String key, Consumer<String> check) {
    Optional<String> text = entry.string(key, 1, ValueReader.MAX_TEXT);
    try {
      text.ifPresent(check);
      return text;
    } catch (IllegalArgumentException e) {
      entry.error(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
