package io.groundwatch.checkpoint;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is settled: the sum of all entries of the log. Owned by the lane's thread. */
final class SettledState {
  private final Map<SourceId, Coverage> coverage = new LinkedHashMap<>();
  private long sequence;

  /** Adds an entry. */
  void settle(long settled, List<Position> positions) {
    sequence = Math.max(sequence, settled);
    for (Position position : positions) {
      Coverage known = coverage.get(position.source());
      Coverage now = known == null ? Coverage.of(position) : known.plus(position);
      if (now.last().finished() && now.ranges().size() == 1) {
        coverage.remove(position.source());
      } else {
        coverage.put(position.source(), now);
      }
    }
  }

  long sequence() {
    return sequence;
  }

  /** A view. */
  Map<SourceId, Coverage> coverage() {
    return Collections.unmodifiableMap(coverage);
  }

  /** Positions that, settled on an empty state, make this one. */
  List<Position> snapshot() {
    List<Position> positions = new ArrayList<>();
    for (Coverage known : coverage.values()) {
      positions.addAll(known.positions());
    }
    return positions;
  }
}
