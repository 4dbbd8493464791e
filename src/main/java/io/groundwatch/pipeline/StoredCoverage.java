package io.groundwatch.pipeline;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of each source is stored in a lane and not settled yet. A source is kept until what is
 * settled of it holds all that was stored, so that there are as many as the queue has of them.
 * Owned by the lane's thread.
 */
final class StoredCoverage {
  private final Map<SourceId, Coverage> stored = new HashMap<>();

  /** These ranges were stored. */
  void stored(List<Position> positions) {
    positions.forEach(position -> add(stored, position));
  }

  /** These ranges were settled, which makes {@code settled} of what is. */
  void settled(List<Position> positions, Map<SourceId, Coverage> settled) {
    for (Position position : positions) {
      Coverage known = stored.get(position.source());
      Coverage done = settled.get(position.source());
      if (known != null && (position.finished() || (done != null && holds(done, known)))) {
        stored.remove(position.source());
      }
    }
  }

  /** All that is taken care of: settled, stored, or in memory on its way to the disk. */
  Map<SourceId, Coverage> with(Map<SourceId, Coverage> settled, List<Position> waiting) {
    Map<SourceId, Coverage> all = new HashMap<>(settled);
    stored.values().forEach(coverage -> coverage.parts().forEach(part -> add(all, part)));
    waiting.forEach(position -> add(all, position));
    return Map.copyOf(all);
  }

  private static void add(Map<SourceId, Coverage> all, Position position) {
    Coverage known = all.get(position.source());
    all.put(position.source(), known == null ? Coverage.of(position) : known.plus(position));
  }

  private static boolean holds(Coverage all, Coverage some) {
    return some.parts().stream().allMatch(part -> all.skip(part.from()) >= part.to());
  }
}
