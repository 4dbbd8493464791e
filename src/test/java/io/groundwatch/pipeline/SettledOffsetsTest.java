package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettledOffsetsTest {
  private static final SourceId FILE = new SourceId(1, 2);

  private final SettledOffsets offsets = new SettledOffsets();

  private static Position position(long from, long to) {
    return new Position(
        FILE, new FileKey(1, 1), Fingerprint.EMPTY, Fingerprint.EMPTY, "/a", from, to, false);
  }

  private static Map<SourceId, Coverage> upTo(long to) {
    return Map.of(FILE, Coverage.of(position(0, to)));
  }

  @Test
  void tellsWhatWasSettledBeforeItWasAskedOnceTheLaneAnswers() {
    assertThat(offsets.reach(FILE, 5)).isFalse();
    assertThat(offsets.isAsked()).isTrue();

    offsets.answer(upTo(5));

    assertThat(offsets.reach(FILE, 5)).isTrue();
    assertThat(offsets.reach(FILE, 6)).isFalse();
    assertThat(offsets.isAsked()).isFalse();
  }

  @Test
  void followsWhatIsSettledAfterItWasAsked() {
    assertThat(offsets.reach(FILE, 9)).isFalse();
    offsets.answer(Map.of());
    assertThat(offsets.reach(FILE, 0)).isFalse();

    offsets.settled(List.of(position(0, 9)), upTo(9));

    assertThat(offsets.reach(FILE, 9)).isTrue();
  }

  @Test
  void aGapIsNotSettled() {
    assertThat(offsets.reach(FILE, 9)).isFalse();

    Coverage gap = Coverage.of(position(0, 3)).plus(position(6, 9));
    offsets.answer(Map.of(FILE, gap));

    assertThat(offsets.reach(FILE, 9)).isFalse();
    assertThat(offsets.reach(FILE, 3)).isTrue();
  }

  @Test
  void whatWasDroppedIsNeverSettled() {
    offsets.dropped(List.of(position(0, 9)));
    assertThat(offsets.reach(FILE, 9)).isFalse();

    offsets.answer(upTo(9));

    assertThat(offsets.reach(FILE, 9)).isFalse();
  }

  @Test
  void keepsNothingOfWhatNobodyAsksAbout() {
    offsets.settled(List.of(position(0, 9)), upTo(9));
    assertThat(offsets.reach(FILE, 9)).isFalse();
    offsets.answer(upTo(9));
    assertThat(offsets.reach(FILE, 9)).isTrue();

    offsets.forget(FILE);

    assertThat(offsets.reach(FILE, 9)).isFalse();
    assertThat(offsets.isAsked()).isTrue();
  }
}
