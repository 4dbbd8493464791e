package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredCoverageTest {
  private final StoredCoverage stored = new StoredCoverage();

  @Test
  void whatIsStoredAndWhatWaitsGoOnFromWhatIsSettled() {
    stored.stored(List.of(LaneRig.position(10, 20), LaneRig.position(20, 30)));

    assertThat(ranges(settled(0, 10), List.of(LaneRig.position(30, 40))))
        .containsExactly(new Coverage.Range(0, 40));
  }

  @Test
  void aSourceIsKeptUntilAllOfItIsSettled() {
    Position first = LaneRig.position(0, 10);
    Position second = LaneRig.position(10, 20);
    stored.stored(List.of(first, second));

    stored.settled(List.of(first), settled(0, 10));
    assertThat(ranges(Map.of(), List.of())).containsExactly(new Coverage.Range(0, 20));
    stored.settled(List.of(second), settled(0, 20));
    assertThat(stored.with(Map.of(), List.of())).isEmpty();
  }

  @Test
  void aFinishedSourceIsKeptNoLonger() {
    stored.stored(List.of(LaneRig.position(0, 10)));
    Position last = LaneRig.position(0, 10);

    stored.settled(
        List.of(
            new Position(
                last.source(), last.file(), last.head(), last.marker(), last.path(), 0, 10, true)),
        Map.of());

    assertThat(stored.with(Map.of(), List.of())).isEmpty();
  }

  private static Map<SourceId, Coverage> settled(int from, int to) {
    return Map.of(LaneRig.SOURCE, Coverage.of(LaneRig.position(from, to)));
  }

  private List<Coverage.Range> ranges(Map<SourceId, Coverage> settled, List<Position> waiting) {
    Coverage coverage = stored.with(settled, waiting).get(LaneRig.SOURCE);
    return coverage == null ? List.of() : coverage.ranges();
  }
}
