package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts several documents together, in their order, by rules that know no "last one wins":
 *
 * <ul>
 *   <li>sections are united member by member;
 *   <li>the lists of what to read or to listen on are united, and what stands in both is taken
 *       once;
 *   <li>the {@code measurement} lists of one input are united, and all else of it must agree;
 *   <li>of everything else, the same value may stand in both, and another value is a fault that
 *       names both places.
 * </ul>
 *
 * <p>As upstream, but for the measurements, at which it gives up, and for sections of our own.
 */
final class ConfigMerge {
  private static final String COLLECTED = "/metrics/metrics_collected";
  private static final String MEASUREMENT = "measurement";

  /** Objects whose members may stand in different files. */
  private static final Set<String> SECTIONS =
      Set.of(
          "",
          "/agent",
          "/destinations",
          "/logs",
          "/logs/logs_collected",
          "/logs/logs_collected/files",
          "/logs/logs_collected/journald",
          "/logs/logs_collected/windows_events",
          "/logs/metrics_collected",
          "/logs/metrics_collected/ecs",
          "/logs/metrics_collected/kubernetes",
          "/metrics",
          COLLECTED,
          "/opentelemetry",
          "/opentelemetry/collect",
          "/opentelemetry/collect/files",
          "/opentelemetry/collect/windows_events",
          "/traces",
          "/traces/traces_collected");

  /** Arrays of which each file may have a part. */
  private static final Set<String> LISTS =
      Set.of(
          "/agent/usage_metadata",
          "/logs/logs_collected/files/collect_list",
          "/logs/logs_collected/journald/collect_list",
          "/logs/logs_collected/windows_events/collect_list",
          COLLECTED + "/procstat",
          "/opentelemetry/collect/files/collect_list",
          "/opentelemetry/collect/windows_events/collect_list");

  /** Objects of which there may be several, as an array. */
  private static final Set<String> ONE_OR_MANY =
      Set.of(
          COLLECTED + "/jmx",
          COLLECTED + "/otlp",
          "/logs/metrics_collected/otlp",
          "/traces/traces_collected/otlp");

  private final Faults faults;

  private ConfigMerge(Faults faults) {
    this.faults = faults;
  }

  /**
   * The documents as one.
   *
   * @param documents at least one
   */
  static ObjectNode merge(List<ObjectNode> documents, Faults faults) {
    ConfigMerge merge = new ConfigMerge(faults);
    ObjectNode merged = documents.get(0);
    for (ObjectNode next : documents.subList(1, documents.size())) {
      merged = merge.section("", merged, next);
    }
    return merged;
  }

  private ObjectNode section(String pointer, ObjectNode first, ObjectNode second) {
    Map<String, Member> members = new LinkedHashMap<>(first.members());
    second
        .members()
        .forEach(
            (key, member) ->
                members.merge(
                    key, member, (one, other) -> member(Place.below(pointer, key), one, other)));
    return new ObjectNode(first.place(), members);
  }

  private Member member(String pointer, Member first, Member second) {
    String key = pointer.substring(pointer.lastIndexOf('/') + 1);
    return ObjectReader.isNote(key.replace("~1", "/"))
        ? first
        : new Member(first.namePlace(), value(pointer, first.value(), second.value()));
  }

  private ConfigNode value(String pointer, ConfigNode first, ConfigNode second) {
    if (CanonicalText.same(first, second)) {
      return first;
    }
    boolean arrays = first instanceof ArrayNode && second instanceof ArrayNode;
    if (ONE_OR_MANY.contains(pointer) || (arrays && LISTS.contains(pointer))) {
      return united(first, second);
    }
    if (first instanceof ObjectNode one && second instanceof ObjectNode other) {
      if (SECTIONS.contains(pointer)) {
        return section(pointer, one, other);
      }
      if (pointer.startsWith(COLLECTED + "/")) {
        return input(one, other);
      }
    }
    differ(first, second);
    return first;
  }

  private static ArrayNode united(ConfigNode first, ConfigNode second) {
    Map<String, ConfigNode> elements = new LinkedHashMap<>();
    for (ConfigNode part : List.of(first, second)) {
      List<ConfigNode> some = part instanceof ArrayNode array ? array.elements() : List.of(part);
      some.forEach(element -> elements.putIfAbsent(CanonicalText.of(element), element));
    }
    return new ArrayNode(first.place(), List.copyOf(elements.values()));
  }

  /** One input of the host in two files: each may measure a part, and the rest must agree. */
  private ObjectNode input(ObjectNode first, ObjectNode second) {
    Map<String, Member> members = new LinkedHashMap<>(first.members());
    Set<String> keys = new LinkedHashSet<>(first.members().keySet());
    keys.addAll(second.members().keySet());
    keys.removeIf(ObjectReader::isNote);
    for (String key : keys) {
      Member one = first.members().get(key);
      Member other = second.members().get(key);
      if (one != null && other != null) {
        members.put(key, new Member(one.namePlace(), part(key, one.value(), other.value())));
      } else if (one != null) {
        stands(one, second);
      } else if (other != null) {
        stands(other, first);
      }
    }
    return new ObjectNode(first.place(), members);
  }

  private ConfigNode part(String key, ConfigNode first, ConfigNode second) {
    if (key.equals(MEASUREMENT) && first instanceof ArrayNode && second instanceof ArrayNode) {
      return united(first, second);
    }
    if (!CanonicalText.same(first, second)) {
      differ(first, second);
    }
    return first;
  }

  private void differ(ConfigNode first, ConfigNode second) {
    faults.error(
        second.place(),
        "differs from "
            + first.place().shown()
            + " (expected: the same value in both files, or the key in one of them)");
  }

  private void stands(Member here, ObjectNode elsewhere) {
    faults.error(
        here.namePlace(),
        "is not in the same input at "
            + elsewhere.place().shown()
            + " (expected: what stands beside \""
            + MEASUREMENT
            + "\" in both files, or the input in one of them)");
  }
}
