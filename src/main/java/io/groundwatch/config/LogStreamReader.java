package io.groundwatch.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the keys of an entry under {@code logs_collected} that say where its lines are filed. One
 * reader reads all entries, since those of one log group must agree on its settings.
 */
final class LogStreamReader {
  /** As upstream: the longest name of a log group or stream. */
  static final int MAX_NAME = 512;

  static final String GROUP = "log_group_name";
  static final String STREAM = "log_stream_name";

  private static final String RETENTION = "retention_in_days";
  private static final String CLASS = "log_group_class";
  private static final int MAX_SERVICE_NAME = 255;
  private static final int MAX_ENVIRONMENT = 259;

  /** What CloudWatch Logs takes (API reference, PutRetentionPolicy); -1 = never, upstream's own. */
  private static final Set<Integer> RETENTIONS =
      Set.of(
          -1, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  /** The classes that upstream passes on; it takes and ignores every other word. */
  private static final List<String> CLASSES = List.of("STANDARD", "INFREQUENT_ACCESS");

  private final Map<String, Integer> retentions = new HashMap<>();
  private final Map<String, String> classes = new HashMap<>();
  private final Set<String> unserved = new HashSet<>();
  private final String sectionStream;
  private final Map<String, String> sectionAttributes;
  private final boolean groupsAreMade;

  /**
   * Reads entries of a section that has these defaults.
   *
   * @param groupsAreMade whether a destination makes log groups
   */
  LogStreamReader(
      Optional<String> sectionStream,
      Map<String, String> sectionAttributes,
      boolean groupsAreMade) {
    this.sectionStream = sectionStream.orElse(LogStreamConfig.DEFAULT_STREAM);
    this.sectionAttributes = Map.copyOf(sectionAttributes);
    this.groupsAreMade = groupsAreMade;
  }

  /**
   * Reads an entry's keys.
   *
   * @param defaultGroup of an entry that names none and has one stream
   * @param perFile whether each of its files has a stream of its own
   */
  LogStreamConfig read(ObjectReader entry, Optional<String> defaultGroup, boolean perFile) {
    Optional<String> group = name(entry, GROUP);
    Optional<Integer> retention = retention(entry);
    Optional<String> groupClass = groupClass(entry);
    group.ifPresent(
        named -> {
          retention.filter(days -> days > 0).ifPresent(d -> agree(entry, RETENTION, named, d));
          groupClass.ifPresent(c -> agree(entry, named, c));
        });
    sayUnserved(entry, RETENTION, retention.filter(days -> days > 0).isPresent());
    sayUnserved(entry, CLASS, groupClass.isPresent());
    Map<String, String> attributes = new TreeMap<>(sectionAttributes);
    attributes.putAll(attributes(entry));
    return new LogStreamConfig(
        perFile ? group : group.or(() -> defaultGroup),
        name(entry, STREAM).orElse(sectionStream),
        perFile,
        retention,
        groupClass,
        attributes);
  }

  /** The name of a group or stream; a placeholder that is none is said. */
  static Optional<String> name(ObjectReader section, String key) {
    Optional<String> name = section.string(key, 1, MAX_NAME);
    name.flatMap(NamePlaceholders::fault).ifPresent(fault -> section.warn(key, fault));
    return name;
  }

  /** What a section or an entry says of the service whose lines these are. */
  static Map<String, String> attributes(ObjectReader section) {
    Map<String, String> attributes = new TreeMap<>();
    section
        .string(ServiceNames.SERVICE, 1, MAX_SERVICE_NAME)
        .ifPresent(name -> attributes.put(ServiceNames.SERVICE, name));
    section
        .string(ServiceNames.ENVIRONMENT, 1, MAX_ENVIRONMENT)
        .ifPresent(name -> attributes.put(ServiceNames.ENVIRONMENT, name));
    return attributes;
  }

  private static Optional<Integer> retention(ObjectReader entry) {
    Optional<Integer> days = entry.integer(RETENTION, -1, Integer.MAX_VALUE);
    if (days.isPresent() && !RETENTIONS.contains(days.get())) {
      entry.error(
          RETENTION,
          days.get()
              + " (expected: one of "
              + RETENTIONS.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
              + ")");
      return Optional.empty();
    }
    return days;
  }

  private static Optional<String> groupClass(ObjectReader entry) {
    Optional<String> name = entry.string(CLASS, 1, MAX_NAME);
    if (name.isPresent() && !CLASSES.contains(name.get())) {
      entry.warn(
          CLASS,
          "no such class, so the log group gets the service's default (expected: one of "
              + String.join(", ", CLASSES)
              + ")");
      return Optional.empty();
    }
    return name;
  }

  /** Once a file for each key: entries have it by the hundred. */
  private void sayUnserved(ObjectReader entry, String key, boolean asked) {
    if (asked && !groupsAreMade && unserved.add(key)) {
      entry.warn(key, "no destination makes log groups, so nothing is set");
    }
  }

  private void agree(ObjectReader entry, String key, String group, int days) {
    Integer before = retentions.putIfAbsent(group.toLowerCase(Locale.ROOT), days);
    if (before != null && before != days) {
      disagree(entry, key, group, String.valueOf(before));
    }
  }

  private void agree(ObjectReader entry, String group, String groupClass) {
    String before = classes.putIfAbsent(group.toLowerCase(Locale.ROOT), groupClass);
    if (before != null && !before.equals(groupClass)) {
      disagree(entry, CLASS, group, before);
    }
  }

  private static void disagree(ObjectReader entry, String key, String group, String before) {
    entry.error(
        key,
        "another entry of the log group "
            + Fault.quote(group)
            + " says "
            + before
            + " (expected: the same for all of a group)");
  }
}
