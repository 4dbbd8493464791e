package io.groundwatch.pipeline.aggregate;

import io.groundwatch.model.Dimensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The dimensions that a number is published under: its own, and as {@code aggregation_dimensions}
 * asks, once more under each set that it has all dimensions of, and others beside. Immutable.
 *
 * @param sets of names of dimensions
 * @param dropOriginal names of metrics that are published under those sets alone
 */
public record RollUps(List<Set<String>> sets, Set<String> dropOriginal) {
  /** Keeps its own copies. */
  public RollUps {
    sets = sets.stream().map(Set::copyOf).toList();
    dropOriginal = Set.copyOf(dropOriginal);
  }

  /** Whether a metric of this name is published under its own dimensions. */
  public boolean keeps(String name) {
    return !dropOriginal.contains(name);
  }

  /** Those beside its own. */
  public List<Dimensions> of(Dimensions own) {
    List<Dimensions> all = new ArrayList<>();
    for (Set<String> wanted : sets) {
      if (wanted.size() < own.entries().size() && own.entries().keySet().containsAll(wanted)) {
        Map<String, String> kept = new TreeMap<>(own.entries());
        kept.keySet().retainAll(wanted);
        all.add(new Dimensions(kept));
      }
    }
    return all;
  }
}
