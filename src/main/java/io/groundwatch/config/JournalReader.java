package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code logs.logs_collected.journald}. */
final class JournalReader {
  private static final int MAX_ENTRIES = 16_384;
  private static final int MAX_VALUES = 1000;
  private static final int MAX_UNIT = 256;
  private static final String UNITS = "units";
  private static final String MATCHES = "matches";

  /** As journald: what else is called so is no field, and journalctl takes it for an option. */
  private static final Pattern FIELD = Pattern.compile("[A-Z_][A-Z0-9_]{0,63}");

  private final Faults faults;
  private final DestinationNames destinations;

  JournalReader(Faults faults, DestinationNames destinations) {
    this.faults = faults;
    this.destinations = destinations;
  }

  /**
   * The entries of the section.
   *
   * @param streams reads where their records are filed
   */
  List<JournalConfig> read(ObjectReader section, LogStreamReader streams) {
    List<JournalConfig> entries = new ArrayList<>();
    section.required("collect_list", "an array of objects with \"" + LogStreamReader.GROUP + "\"");
    section.distinct("collect_list");
    for (ConfigNode node : section.array("collect_list", 1, MAX_ENTRIES).orElse(List.of())) {
      ObjectReader.of(node, faults).flatMap(e -> entry(e, streams)).ifPresent(entries::add);
    }
    section.finish(Severity.ERROR);
    return entries;
  }

  private Optional<JournalConfig> entry(ObjectReader entry, LogStreamReader streams) {
    entry.required(LogStreamReader.GROUP, "the name of a log group");
    LogStreamConfig stream = streams.read(entry, Optional.empty(), false);
    entry.distinct(UNITS);
    entry.distinct(MATCHES);
    warnOfFileName(entry, LogStreamReader.GROUP, stream.group().orElse(""));
    warnOfFileName(entry, LogStreamReader.STREAM, stream.stream());
    JournalSelection selection =
        new JournalSelection(
            entry.path("directory"),
            units(entry),
            entry.choice("priority", Choices.PRIORITY).orElse(JournalSelection.DEFAULT_PRIORITY),
            matches(entry));
    List<EventConfig.Filter> filters = new EventReader(faults).filters(entry);
    FileConfig.ReadFrom readFrom =
        entry.choice("read_from", Choices.READ_FROM).orElse(JournalConfig.DEFAULT_READ_FROM);
    Optional<List<String>> names = destinations.read(entry, SignalKind.LOGS);
    entry.finish(Severity.ERROR);
    return Optional.of(new JournalConfig(selection, filters, stream, readFrom, names));
  }

  private static void warnOfFileName(ObjectReader entry, String key, String name) {
    if (name.contains(NamePlaceholders.FILE_NAME)) {
      entry.warn(
          key, NamePlaceholders.FILE_NAME + " is filled in for files only, so it stays as it is");
    }
  }

  private List<String> units(ObjectReader entry) {
    List<String> units = new ArrayList<>();
    ValueReader values = new ValueReader(faults);
    for (ConfigNode node : entry.array(UNITS, 1, MAX_VALUES).orElse(List.of())) {
      values.string(node, 1, MAX_UNIT).filter(unit -> argument(node, unit)).ifPresent(units::add);
    }
    return units.stream().distinct().toList();
  }

  private List<Map<String, String>> matches(ObjectReader entry) {
    List<Map<String, String>> matches = new ArrayList<>();
    for (ConfigNode node : entry.array(MATCHES, 1, MAX_VALUES).orElse(List.of())) {
      // As upstream, a match without fields asks for nothing.
      ObjectReader.of(node, faults)
          .map(this::match)
          .filter(match -> !match.isEmpty())
          .ifPresent(matches::add);
    }
    return matches;
  }

  private Map<String, String> match(ObjectReader match) {
    Map<String, String> fields = new LinkedHashMap<>();
    ValueReader values = new ValueReader(faults);
    // No notes here: what starts with _ is a field.
    match
        .members()
        .forEach(
            (name, member) -> {
              if (name.startsWith("//")) {
                return;
              }
              if (!FIELD.matcher(name).matches()) {
                faults.error(
                    member.namePlace(),
                    "not a journal field (expected: capital letters, digits and _, such as"
                        + " _TRANSPORT)");
              }
              values
                  .string(member.value(), 0, ValueReader.MAX_TEXT)
                  .filter(value -> argument(member.value(), value))
                  .ifPresent(value -> fields.put(name, value));
            });
    return fields;
  }

  /** Whether a text can be handed to a process; where not, that is a fault. */
  private boolean argument(ConfigNode node, String text) {
    boolean can = text.indexOf('\0') < 0;
    if (!can) {
      faults.error(node.place(), "holds a NUL character (expected: text)");
    }
    return can;
  }
}
