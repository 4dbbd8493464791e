package io.groundwatch.pipeline;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How far a lane has settled the few sources that an input asks about, so that it may remove a file
 * once the destination has all of it. The input's thread asks and reads; the lane's thread answers
 * when it next works. What was dropped rather than delivered never counts as settled here, as far
 * as this process knows.
 */
public final class SettledOffsets {
  /** More sources of which something was dropped are not told apart: then none is settled. */
  private static final int MAX_LOSSES = 10_000;

  private static final long UNKNOWN = -1;

  private final Map<SourceId, Long> watched = new ConcurrentHashMap<>();
  private final Queue<SourceId> asked = new ConcurrentLinkedQueue<>();
  private final Set<SourceId> losses = ConcurrentHashMap.newKeySet();

  /** Whether all of {@code source} up to {@code offset} is settled; not before it is known. */
  public boolean reach(SourceId source, long offset) {
    if (watched.putIfAbsent(source, UNKNOWN) == null) {
      asked.add(source);
    }
    return watched.getOrDefault(source, UNKNOWN) >= offset
        && losses.size() <= MAX_LOSSES
        && !losses.contains(source);
  }

  /** Asks about {@code source} no more. */
  public void forget(SourceId source) {
    watched.remove(source);
    losses.remove(source);
  }

  /** Whether a question waits. Lane's thread. */
  boolean isAsked() {
    return !asked.isEmpty();
  }

  /** Answers what was asked, by what is settled. Lane's thread. */
  void answer(Map<SourceId, Coverage> settled) {
    for (SourceId source = asked.poll(); source != null; source = asked.poll()) {
      update(source, settled);
    }
  }

  /** These ranges were settled, which makes {@code settled} of what is. Lane's thread. */
  void settled(List<Position> positions, Map<SourceId, Coverage> settled) {
    if (!watched.isEmpty()) {
      positions.forEach(position -> update(position.source(), settled));
    }
  }

  private void update(SourceId source, Map<SourceId, Coverage> settled) {
    Coverage coverage = settled.get(source);
    if (coverage != null) {
      watched.computeIfPresent(source, (s, known) -> coverage.end());
    }
  }

  /** These ranges were given up. Lane's thread. */
  void dropped(List<Position> positions) {
    for (Position position : positions) {
      if (losses.size() <= MAX_LOSSES) {
        losses.add(position.source());
      }
    }
  }
}
