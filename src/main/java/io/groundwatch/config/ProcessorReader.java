package io.groundwatch.config;

import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.config.ProcessorConfig.Drop;
import io.groundwatch.config.ProcessorConfig.Mask;
import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.config.ProcessorConfig.Preset;
import io.groundwatch.config.ProcessorConfig.RateLimit;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.PatternFields;
import io.groundwatch.text.Replacement;
import io.groundwatch.text.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads {@code processors} of a {@code collect_list} entry, and tries each pattern, format and
 * replacement, so that what does not work is said before anything starts.
 */
final class ProcessorReader {
  private static final int MAX_PROCESSORS = 100;
  private static final int MAX_FIELDS = 64;
  private static final int MAX_NAME = 256;
  private static final int MAX_RATE = 1_000_000;

  /** Every kind by its name, in the order in which a fault lists them. */
  private final Map<String, Function<ObjectReader, Optional<ProcessorConfig>>> kinds =
      new LinkedHashMap<>();

  private final Faults faults;

  ProcessorReader(Faults faults) {
    this.faults = faults;
    kinds.put("mask", this::mask);
    kinds.put("add_fields", this::addFields);
    kinds.put("parse", this::parse);
    kinds.put("drop", this::drop);
    kinds.put("rate_limit", this::rateLimit);
  }

  /** What is done to the entry's events, in this order; that a line is JSON comes before all. */
  List<ProcessorConfig> read(ObjectReader entry, EventConfig events) {
    List<ProcessorConfig> processors = new ArrayList<>();
    if (events.format() == Format.JSON) {
      processors.add(Parse.json(events.timestamps().field(), events.timestamps().formats()));
    }
    for (ConfigNode node : entry.array("processors", 0, MAX_PROCESSORS).orElse(List.of())) {
      ObjectReader.of(node, faults).flatMap(this::processor).ifPresent(processors::add);
    }
    return processors;
  }

  private Optional<ProcessorConfig> processor(ObjectReader reader) {
    reader.required("type", "one of " + String.join(", ", kinds.keySet()));
    return reader
        .choice("type", kinds)
        .flatMap(
            kind -> {
              Optional<ProcessorConfig> processor = kind.apply(reader);
              reader.finish(Severity.ERROR);
              return processor;
            });
  }

  private Optional<ProcessorConfig> mask(ObjectReader reader) {
    Optional<String> pattern = tried(reader, "pattern", ProcessorReader::checkMask);
    Optional<Preset> preset = reader.choice("preset", Choices.PRESET);
    Optional<String> replacement =
        tried(
            reader,
            "replacement",
            0,
            Replacement.MAX_CHARS,
            text -> checkReplacement(text, pattern));
    if (reader.has("pattern") == reader.has("preset")) {
      reader.error(
          reader.has("preset") ? "preset" : "pattern",
          (reader.has("preset") ? "beside a pattern" : "missing")
              + " (expected: either \"pattern\" or \"preset\")");
    }
    return Optional.of(new Mask(pattern, preset, replacement.orElse(Mask.DEFAULT_REPLACEMENT)));
  }

  private static void checkMask(String text) {
    byte[] none = {};
    if (LinePattern.compile(text).find(none, 0, 0)) {
      throw new IllegalArgumentException(
          "pattern '" + text + "' is found in an empty text (expected: one that is not)");
    }
  }

  private static void checkReplacement(String text, Optional<String> pattern) {
    if (pattern.isPresent()) {
      Replacement.of(text, LinePattern.compile(pattern.get()));
    } else {
      Replacement.of(text);
    }
  }

  private Optional<ProcessorConfig> addFields(ObjectReader reader) {
    reader.required("fields", "an object of strings, such as {\"env\": \"prod\"}");
    Map<String, String> fields = new LinkedHashMap<>();
    reader.object("fields").ifPresent(object -> readFields(object, fields));
    return Optional.of(new AddFields(fields));
  }

  private void readFields(ObjectReader object, Map<String, String> fields) {
    ValueReader values = new ValueReader(faults);
    object
        .entries()
        .forEach(
            (name, member) -> {
              int bytes = name.getBytes(StandardCharsets.UTF_8).length;
              if (bytes == 0 || bytes > MAX_NAME) {
                faults.error(
                    member.namePlace(),
                    bytes + " bytes (expected: a name of 1 to " + MAX_NAME + " bytes)");
              }
              values
                  .string(member.value(), 0, ValueReader.MAX_TEXT)
                  .ifPresent(value -> fields.put(name, value));
            });
    int count = object.entries().size();
    if (count == 0 || count > MAX_FIELDS) {
      faults.error(object.place(), count + " fields (expected: 1 to " + MAX_FIELDS + ")");
    }
  }

  private Optional<ProcessorConfig> parse(ObjectReader reader) {
    reader.required("format", "one of " + String.join(", ", Choices.PARSE_FORMAT.keySet()));
    Optional<ProcessorConfig.Format> format = reader.choice("format", Choices.PARSE_FORMAT);
    boolean regex = format.filter(ProcessorConfig.Format.REGEX::equals).isPresent();
    Optional<String> pattern =
        tried(reader, "pattern", text -> new PatternFields(LinePattern.compile(text)));
    if (regex && !reader.has("pattern")) {
      reader.missing(
          "pattern", "a pattern with named groups, such as (?P<level>[A-Z]+) (?P<msg>.*)");
    } else if (format.isPresent() && !regex && reader.has("pattern")) {
      reader.error("pattern", "does nothing where format is not regex");
    }
    Optional<String> timestampField = reader.string("timestamp_field", 1, MAX_NAME);
    Optional<String> timestampFormat =
        tried(reader, "timestamp_format", text -> TimestampFormat.compile(text, ZoneOffset.UTC));
    Optional<String> messageField = reader.string("message_field", 1, MAX_NAME);
    Optional<String> severityField = reader.string("severity_field", 1, MAX_NAME);
    boolean keepMessage = reader.bool("keep_message").orElse(false);
    return format.map(
        known ->
            new Parse(
                known,
                pattern,
                timestampField,
                timestampFormat.stream().toList(),
                messageField,
                severityField,
                keepMessage));
  }

  private Optional<ProcessorConfig> drop(ObjectReader reader) {
    Optional<String> pattern = tried(reader, "pattern", LinePattern::compile);
    Optional<String> unless = tried(reader, "unless_pattern", LinePattern::compile);
    if (!reader.has("pattern") && !reader.has("unless_pattern")) {
      reader.missing("pattern", "a pattern, here or as \"unless_pattern\"");
    }
    return Optional.of(new Drop(pattern, unless, reader.string("attribute", 1, MAX_NAME)));
  }

  private Optional<ProcessorConfig> rateLimit(ObjectReader reader) {
    reader.required("records_per_second", "an integer from 1 to " + MAX_RATE);
    Optional<Integer> rate = reader.integer("records_per_second", 1, MAX_RATE);
    Optional<Integer> burst = reader.integer("burst", 1, MAX_RATE);
    Optional<String> key = reader.string("key", 1, MAX_NAME);
    return rate.map(perSecond -> new RateLimit(perSecond, burst.orElse(perSecond), key));
  }

  private static Optional<String> tried(ObjectReader reader, String key, Consumer<String> check) {
    return tried(reader, key, 1, ValueReader.MAX_TEXT, check);
  }

  /** A text that {@code check} takes; what it throws is a fault at the key. */
  private static Optional<String> tried(
      ObjectReader reader, String key, int min, int max, Consumer<String> check) {
    Optional<String> text = reader.string(key, min, max);
    try {
      text.ifPresent(check);
      return text;
    } catch (IllegalArgumentException e) {
      reader.error(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
