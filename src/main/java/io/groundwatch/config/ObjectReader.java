package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.Fault.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the members of one object and remembers which were asked for, so that {@link #finish} can
 * name the rest. An absent member is no fault; a wrong one is a fault and reads as absent.
 */
final class ObjectReader {
  /** Journal fields, of which many start so. */
  private static final Pattern JOURNAL_FIELDS =
      Pattern.compile("/logs/logs_collected/journald/collect_list/[0-9]+/matches/[0-9]+");

  private final ObjectNode object;
  private final Faults faults;
  private final ValueReader values;
  private final Set<String> asked = new LinkedHashSet<>();

  private ObjectReader(ObjectNode object, Faults faults) {
    this.object = object;
    this.faults = faults;
    this.values = new ValueReader(faults);
  }

  /** A reader of the object; empty, with a fault, where the value is none. */
  static Optional<ObjectReader> of(ConfigNode node, Faults faults) {
    if (node instanceof ObjectNode object) {
      return Optional.of(new ObjectReader(object, faults));
    }
    faults.error(node.place(), node.kind() + " (expected: an object)");
    return Optional.empty();
  }

  /** Keys for editors and for people's notes: they never mean anything. */
  static boolean isNote(String key) {
    return key.equals("$schema") || key.startsWith("_") || key.startsWith("//");
  }

  /** The same, but for objects in which a name that starts with {@code _} is no note. */
  static boolean isNote(ObjectNode object, String key) {
    return isNote(key)
        && !(key.startsWith("_") && JOURNAL_FIELDS.matcher(object.place().pointer()).matches());
  }

  Faults faults() {
    return faults;
  }

  Place place() {
    return object.place();
  }

  /** Whether there is such a member, whatever its value. */
  boolean has(String key) {
    return object.members().containsKey(key);
  }

  /** Whether it has no members but notes. */
  boolean isEmpty() {
    return object.members().keySet().stream().allMatch(ObjectReader::isNote);
  }

  /** The member's value, which counts as asked for. */
  Optional<ConfigNode> node(String key) {
    asked.add(key);
    return Optional.ofNullable(object.members().get(key)).map(Member::value);
  }

  /** The names of all members, which do not count as asked for. */
  Set<String> names() {
    return object.members().keySet();
  }

  /** All members, notes too, which all count as asked for; for objects with any keys at all. */
  Map<String, Member> members() {
    asked.addAll(object.members().keySet());
    return object.members();
  }

  /** All members but the notes, which all count as asked for; for objects with free keys. */
  Map<String, Member> entries() {
    Map<String, Member> entries = new LinkedHashMap<>(object.members());
    entries.keySet().removeIf(ObjectReader::isNote);
    asked.addAll(entries.keySet());
    return entries;
  }

  Optional<String> string(String key, int min, int max) {
    return node(key).flatMap(node -> values.string(node, min, max));
  }

  Optional<Integer> integer(String key, int min, int max) {
    return node(key).flatMap(node -> values.integer(node, min, max)).map(Math::toIntExact);
  }

  Optional<Boolean> bool(String key) {
    return node(key).flatMap(values::bool);
  }

  Optional<Duration> duration(String key) {
    return node(key).flatMap(values::duration);
  }

  Optional<Long> size(String key, long min, long max) {
    return node(key).flatMap(node -> values.size(node, min, max));
  }

  Optional<Path> path(String key) {
    return node(key).flatMap(values::path);
  }

  <T> Optional<T> choice(String key, Map<String, T> choices) {
    return node(key).flatMap(node -> values.choice(node, choices));
  }

  Optional<List<ConfigNode>> array(String key, int min, int max) {
    return node(key).flatMap(node -> values.array(node, min, max));
  }

  /** An element that stands twice in the member's array is a fault, as upstream. */
  void distinct(String key) {
    Member member = object.members().get(key);
    if (member != null && member.value() instanceof ArrayNode array) {
      CanonicalText.checkDistinct(array, faults);
    }
  }

  Optional<List<String>> strings(String key, int min, int max) {
    return node(key).flatMap(node -> values.strings(node, min, max));
  }

  Optional<ObjectReader> object(String key) {
    return node(key).flatMap(node -> of(node, faults));
  }

  /** A member that must be there: its absence is a fault. */
  Optional<ConfigNode> required(String key, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return node(key);
  }

  /** A fault: the member is not there. */
  void missing(String key, String expected) {
    faults.error(object.place().below(key), "missing (expected: " + expected + ")");
  }

  /** A fault of the member's value, or of the object where there is no such member. */
  void error(String key, String message) {
    Member member = object.members().get(key);
    faults.error(member == null ? object.place().below(key) : member.value().place(), message);
  }

  /** A warning about the member's value. */
  void warn(String key, String message) {
    Member member = object.members().get(key);
    faults.warning(member == null ? object.place().below(key) : member.value().place(), message);
  }

  /** Members that somebody else reads. */
  void known(Set<String> keys) {
    asked.addAll(keys);
  }

  /** Checks the type of the keys that this version accepts and does not serve; one warning each. */
  void unserved(Map<String, UnservedKey> keys) {
    keys.forEach(
        (key, unserved) -> {
          asked.add(key);
          Member member = object.members().get(key);
          if (member != null) {
            faults.unused(member.namePlace());
            unserved.check(member, faults);
          }
        });
  }

  /** Names every member that nobody asked for, with this severity. Call it last. */
  void finish(Severity severity) {
    faults.asked(object.place(), asked);
    object
        .members()
        .forEach(
            (key, member) -> {
              if (!asked.contains(key) && !isNote(key)) {
                faults.unused(member.namePlace());
                faults.add(
                    severity, member.namePlace(), "unknown key" + NearestName.hint(key, asked));
              }
            });
  }
}
