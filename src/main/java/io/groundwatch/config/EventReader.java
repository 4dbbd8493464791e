package io.groundwatch.config;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.text.Charsets;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.TimestampFormat;
import io.groundwatch.text.ZoneNames;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the keys of a {@code collect_list} entry that say how bytes become events, and tries each
 * pattern, format and name, so that what does not work is said before anything starts.
 */
final class EventReader {
  private static final int MAX_FILTERS = 1000;
  private static final String MULTI_LINE = "multi_line_start_pattern";
  private static final String TIMESTAMP_FORMAT = "timestamp_format";
  private static final String TIMESTAMP_FIELD = "timestamp_field";

  private final Faults faults;

  EventReader(Faults faults) {
    this.faults = faults;
  }

  EventConfig read(ObjectReader entry) {
    EventConfig defaults = EventConfig.DEFAULTS;
    Optional<String> timezone = tried(entry, "timezone", ZoneNames::zone);
    ZoneId zone = timezone.map(ZoneNames::zone).orElse(ZoneOffset.UTC);
    Optional<String> timestamp =
        tried(entry, TIMESTAMP_FORMAT, text -> TimestampFormat.compile(text, zone));
    EventConfig events =
        new EventConfig(
            entry.choice("format", Choices.FORMAT).orElse(defaults.format()),
            tried(entry, "encoding", Charsets::named).orElse(defaults.encoding()),
            multiLineStart(entry),
            timestamp,
            entry.string(TIMESTAMP_FIELD, 1, ValueReader.MAX_TEXT),
            timezone.orElse(defaults.timezone()),
            entry
                .choice("timestamp_policy", Choices.TIMESTAMP_POLICY)
                .orElse(defaults.timestampPolicy()),
            entry.bool("trim_timestamp").orElse(defaults.trimTimestamp()),
            filters(entry));
    checkTogether(entry, events);
    return events;
  }

  private Optional<String> multiLineStart(ObjectReader entry) {
    return tried(
        entry,
        MULTI_LINE,
        text -> {
          if (!text.equals(EventConfig.TIMESTAMP)) {
            checkPattern(text);
          }
        });
  }

  private static void checkPattern(String text) {
    if (text.contains(EventConfig.TIMESTAMP)) {
      throw new IllegalArgumentException(
          EventConfig.TIMESTAMP + " is only part of it (expected: it alone, or a pattern)");
    }
    LinePattern.compile(text);
  }

  private static void checkTogether(ObjectReader entry, EventConfig events) {
    boolean needsTimestamp =
        events.multiLineStart().filter(EventConfig.TIMESTAMP::equals).isPresent();
    if (needsTimestamp && events.timestampFormat().isEmpty()) {
      entry.error(MULTI_LINE, "needs a " + TIMESTAMP_FORMAT + ", and there is none");
    }
    boolean json = events.format() == Format.JSON;
    if (events.timestampField().isPresent() && events.timestampFormat().isEmpty() && !json) {
      entry.error(TIMESTAMP_FIELD, "needs a " + TIMESTAMP_FORMAT + ", and there is none");
    }
    if (events.timestampField().isPresent() && events.trimTimestamp() && !json) {
      entry.error("trim_timestamp", "does nothing where " + TIMESTAMP_FIELD + " is named");
    }
    if (json && events.trimTimestamp()) {
      entry.error("trim_timestamp", "does nothing where format is json");
    }
    if (events.format() != Format.TEXT && events.multiLineStart().isPresent()) {
      entry.error(
          MULTI_LINE,
          "does nothing where format is " + events.format().key() + " (expected: text)");
    }
  }

  private List<Filter> filters(ObjectReader entry) {
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
