package io.groundwatch.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final int SIZE = 200;

  @Test
  void coversExactlyWhatItsPositionsCover() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      BitSet model = new BitSet();
      int start = random.nextInt(SIZE);
      model.set(start);
      Coverage coverage = Coverage.of(position(start, start + 1));
      for (int i = random.nextInt(15); i > 0; i--) {
        int from = random.nextInt(SIZE);
        int to = from + 1 + random.nextInt(30);
        model.set(from, to);
        coverage = coverage.plus(position(from, to));
      }
      assertAgrees(coverage, model, seed);
    }
  }

  private static void assertAgrees(Coverage coverage, BitSet model, long seed) {
    BitSet covered = new BitSet();
    long before = -1;
    for (Range range : coverage.ranges()) {
      assertThat(range.from()).as("seed %d: sorted and apart", seed).isGreaterThan(before);
      covered.set((int) range.from(), (int) range.to());
      before = range.to();
    }
    assertThat(covered).as("seed %d", seed).isEqualTo(model);
    assertThat(coverage.last().to()).as("seed %d", seed).isEqualTo(model.length());
    assertThat(coverage.end())
        .as("seed %d", seed)
        .isEqualTo(model.nextClearBit(model.nextSetBit(0)));
    for (int offset = 0; offset < SIZE + 40; offset++) {
      assertThat(coverage.skip(offset)).as("seed %d", seed).isEqualTo(model.nextClearBit(offset));
      int clear = model.nextClearBit(offset);
      Optional<Long> next = Optional.of((long) model.nextSetBit(clear)).filter(found -> found >= 0);
      assertThat(coverage.nextFrom(clear)).as("seed %d", seed).isEqualTo(next);
    }
  }

  @Test
  void keepsTheLowestRangesWhereThereAreTooMany() {
    Coverage coverage = Coverage.of(position(0, 1));
    for (long i = 1; i < 100; i++) {
      coverage = coverage.plus(position(i * 10, i * 10 + 1));
    }
    assertThat(coverage.ranges()).hasSize(Coverage.MAX_RANGES);
    assertThat(coverage.ranges().get(0)).isEqualTo(new Range(0, 1));
    assertThat(coverage.ranges().get(Coverage.MAX_RANGES - 1)).isEqualTo(new Range(630, 631));
    assertThat(coverage.last().to()).isEqualTo(991);
  }

  @Test
  void theLastOfTwoPositionsWithTheSameEndTellsHowToRecogniseTheFile() {
    Position finished =
        new Position(
            new SourceId(1, 1),
            new FileKey(1, 1),
            Fingerprint.EMPTY,
            Fingerprint.EMPTY,
            "/renamed",
            9,
            9,
            true);
    assertThat(Coverage.of(position(0, 9)).plus(finished).last()).isEqualTo(finished);
    assertThat(Coverage.of(position(0, 9)).plus(finished).ranges())
        .isEqualTo(List.of(new Range(0, 9)));
  }

  @Test
  void eachPartSaysOfItsEndWhatThePositionSaidThatEndedThere() {
    Coverage coverage = Coverage.of(position(0, 5, "/at5")).plus(position(9, 12, "/at12"));
    assertThat(coverage.parts()).extracting(Position::path).containsExactly("/at5", "/at12");
    coverage = coverage.plus(position(15, 20, "/at20")).plus(position(5, 9, "/at9"));
    assertThat(coverage.parts())
        .containsExactly(position(0, 12, "/at12"), position(15, 20, "/at20"));
    assertThat(coverage.plus(position(3, 12, "/renamed")).parts().get(0))
        .isEqualTo(position(0, 12, "/renamed"));
  }

  private static Position position(long from, long to) {
    return position(from, to, "/file");
  }

  private static Position position(long from, long to, String path) {
    return new Position(
        new SourceId(1, 1),
        new FileKey(1, 1),
        Fingerprint.EMPTY,
        Fingerprint.EMPTY,
        path,
        from,
        to,
        false);
  }
}
