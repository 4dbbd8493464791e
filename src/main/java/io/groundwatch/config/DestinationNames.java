package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.StringNode;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The destinations that a file defines, by name, for the sections that name them. A destination
 * with faults of its own counts too, so that one mistake is one fault.
 */
final class DestinationNames {
  private static final String KEY = "destinations";
  private static final int MAX_NAMES = 256;

  private final Map<String, Set<SignalKind>> signalsByName = new LinkedHashMap<>();
  private final Faults faults;
  private boolean makeLogGroups;

  DestinationNames(Faults faults) {
    this.faults = faults;
  }

  void add(String name, Set<SignalKind> signals) {
    signalsByName.put(name, signals);
  }

  /** Whether the file defines any; else records go where upstream sends them. */
  boolean areNone() {
    return signalsByName.isEmpty();
  }

  /** Keys of a section that say where upstream sends its signals: of use where nothing is named. */
  void targets(ObjectReader section, Map<String, UnservedKey> keys) {
    if (areNone()) {
      section.known(keys.keySet());
    } else {
      section.unserved(keys);
    }
  }

  /** A destination makes log groups, and asks for how long they keep lines. */
  void makeLogGroups() {
    makeLogGroups = true;
  }

  /** Whether any does. */
  boolean doMakeLogGroups() {
    return makeLogGroups;
  }

  /** Whether anything defined carries a kind; so too where nothing is defined. */
  boolean carry(SignalKind kind) {
    return signalsByName.isEmpty()
        || signalsByName.values().stream().anyMatch(signals -> signals.contains(kind));
  }

  /** The names that a section or an entry asks for; what is not there is a fault. */
  Optional<List<String>> read(ObjectReader section, SignalKind kind) {
    return section
        .array(KEY, 1, MAX_NAMES)
        .map(
            nodes -> {
              List<String> names = new ArrayList<>();
              nodes.forEach(node -> name(node, kind).ifPresent(names::add));
              return names.stream().distinct().toList();
            });
  }

  private Optional<String> name(ConfigNode node, SignalKind kind) {
    if (!(node instanceof StringNode string)) {
      faults.error(node.place(), node.kind() + " (expected: the name of a destination)");
      return Optional.empty();
    }
    String name = string.text();
    Set<SignalKind> signals = signalsByName.get(name);
    if (signals == null) {
      faults.error(
          node.place(),
          "unknown destination "
              + Fault.quote(name)
              + carriers(kind)
              + NearestName.hint(name, signalsByName.keySet()));
      return Optional.empty();
    }
    if (!signals.contains(kind)) {
      faults.error(
          node.place(),
          "destination " + Fault.quote(name) + " does not take " + kind.key() + carriers(kind));
    }
    return Optional.of(name);
  }

  private String carriers(SignalKind kind) {
    List<String> carriers =
        signalsByName.entrySet().stream()
            .filter(e -> e.getValue().contains(kind))
            .map(Map.Entry::getKey)
            .toList();
    return carriers.isEmpty()
        ? " (no destination of this file takes " + kind.key() + ")"
        : " (expected: one of " + String.join(", ", carriers) + ")";
  }
}
