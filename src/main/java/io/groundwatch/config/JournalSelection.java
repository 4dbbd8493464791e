package io.groundwatch.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records of which journal an entry asks for.
 *
 * @param directory a folder of journal files, such as a host's as a container sees it; absent =
 *     this system's journal
 * @param units of systemd, with or without {@code .service}, or globs; none = all
 * @param priority the least important that is wanted
 * @param matches a record needs all fields of one of these; none = all
 */
public record JournalSelection(
    Optional<Path> directory,
    List<String> units,
    Priority priority,
    List<Map<String, String>> matches) {
  /** As upstream. */
  public static final Priority DEFAULT_PRIORITY = Priority.INFO;

  /** What syslog calls severity, most important first. */
  public enum Priority {
    EMERG(0),
    ALERT(1),
    CRIT(2),
    ERR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final int number;

    Priority(int number) {
      this.number = number;
    }

    /** The one with this number; empty where there is none. */
    public static Optional<Priority> of(long number) {
      return Stream.of(values()).filter(priority -> priority.number == number).findFirst();
    }

    /** Its number in syslog. */
    public int number() {
      return number;
    }

    /** Its name in the configuration, which is that of journalctl. */
    public String key() {
      return key;
    }
  }

  /** Keeps its own copies; the fields of a match in order of their names. */
  public JournalSelection {
    units = List.copyOf(units);
    matches = matches.stream().map(JournalSelection::sorted).toList();
  }

  private static Map<String, String> sorted(Map<String, String> match) {
    return Collections.unmodifiableMap(new TreeMap<>(match));
  }

  /** As a person reads it: {@code journal (sshd.service, priority err)}. */
  public String shown() {
    StringBuilder details = new StringBuilder(String.join(", ", units));
    if (priority != DEFAULT_PRIORITY) {
      details.append(details.isEmpty() ? "" : ", ").append("priority ").append(priority.key());
    }
    if (!matches.isEmpty()) {
      details
          .append(details.isEmpty() ? "" : ", ")
          .append(
              matches.stream().map(JournalSelection::shown).collect(Collectors.joining(" or ")));
    }
    String journal = directory.map(folder -> "journal in " + folder).orElse("journal");
    return details.isEmpty() ? journal : journal + " (" + details + ")";
  }

  private static String shown(Map<String, String> match) {
    return match.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(" "));
  }
}
