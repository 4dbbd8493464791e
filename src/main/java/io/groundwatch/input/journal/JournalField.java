package io.groundwatch.input.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a journal entry that are read (systemd.journal-fields(7)). */
enum JournalField {
  CURSOR("__CURSOR"),
  REALTIME("__REALTIME_TIMESTAMP"),
  SOURCE_REALTIME("_SOURCE_REALTIME_TIMESTAMP"),
  MESSAGE("MESSAGE"),
  HOSTNAME("_HOSTNAME", "host.name"),
  PID("_PID", "process.pid"),
  UNIT("_SYSTEMD_UNIT", "systemd.unit"),
  USER_UNIT("_SYSTEMD_USER_UNIT", "systemd.user_unit"),
  IDENTIFIER("SYSLOG_IDENTIFIER", "syslog.identifier"),
  PRIORITY("PRIORITY", "syslog.severity"),
  CONTAINER("CONTAINER_NAME", "container.name"),
  INVOCATION("_SYSTEMD_INVOCATION_ID"),
  // What systemd, coredumps and the like say of a unit that is not theirs; for globs of units.
  UID("_UID"),
  ABOUT_UNIT("UNIT"),
  ABOUT_OBJECT("OBJECT_SYSTEMD_UNIT"),
  ABOUT_COREDUMP("COREDUMP_UNIT");

  /** Those that are attributes of a record, in the order of the attributes' names. */
  static final List<JournalField> ATTRIBUTES =
      Stream.of(values()).filter(field -> field.attribute != null).toList();

  /** The longest name. */
  static final int MAX_NAME = 64;

  private static final List<List<JournalField>> BY_LENGTH = byLength();

  private final String key;
  private final @Nullable String attribute;

  JournalField(String key) {
    this(key, null);
  }

  JournalField(String key, @Nullable String attribute) {
    this.key = key;
    this.attribute = attribute;
  }

  /** Its name in the journal. */
  String key() {
    return key;
  }

  /** What a record calls it; null where it is none of a record's attributes. */
  @Nullable String attribute() {
    return attribute;
  }

  /** The field of this name; null where it is none that is read. */
  static @Nullable JournalField named(byte[] name, int length) {
    List<JournalField> candidates = BY_LENGTH.get(length);
    for (int i = 0; i < candidates.size(); i++) {
      if (startsWith(name, candidates.get(i).key)) {
        return candidates.get(i);
      }
    }
    return null;
  }

  private static boolean startsWith(byte[] name, String start) {
    for (int i = 0; i < start.length(); i++) {
      if (name[i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<List<JournalField>> byLength() {
    List<List<JournalField>> all = new ArrayList<>();
    for (int length = 0; length <= MAX_NAME; length++) {
      int wanted = length;
      all.add(Stream.of(values()).filter(field -> field.key.length() == wanted).toList());
    }
    return all;
  }
}
