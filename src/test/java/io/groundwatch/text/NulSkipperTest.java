package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class NulSkipperTest {
  private static final int MAX = 16;
  private static final int WINDOW = 2 * MAX;

  private final LongAdder skipped = new LongAdder();
  private final NulSkipper skipper = new NulSkipper(new PlainSplitter(MAX), skipped);

  @Test
  void aHoleLongerThanAReadIsSkippedAndCounted() {
    assertThat(events("\0".repeat(5000) + "first\nsecond\n")).containsExactly("first", "second");
    assertThat(skipped.sum()).isEqualTo(5000);
  }

  @Test
  void aHoleBetweenLinesIsSkipped() {
    assertThat(events("one\n\0\0\0two\n\0")).containsExactly("one", "two");
    assertThat(skipped.sum()).isEqualTo(4);
  }

  @Test
  void nulWithinALineIsText() {
    assertThat(events("a\0b\0\nc\n")).containsExactly("a\0b\0", "c");
    assertThat(skipped.sum()).isZero();
  }

  @Test
  void aHoleEndsAnEventOfManyLines() {
    NulSkipper joining =
        new NulSkipper(
            new MultiLineSplitter(
                LineBreaks.BYTES, LinePattern.compile("^#"), new MultiLineSplitter.Limits(MAX, 10)),
            skipped);
    assertThat(GrowingFile.of("#a\n b\n\0\0 c\n#d\n", WINDOW).events(joining, true))
        .containsExactly("#a\n b", " c", "?#d");
  }

  @Test
  void anyChunkingGivesTheSameLines() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      String text = randomText(random);
      List<String> chunked =
          GrowingFile.of(text, WINDOW).events(skipper, true, random, 1 + random.nextInt(9));
      long inChunks = skipped.sumThenReset();
      assertThat(chunked)
          .as("seed %d, round %d", seed, round)
          .isEqualTo(GrowingFile.of(text, 4096).events(skipper, true));
      assertThat(inChunks).isEqualTo(skipped.sumThenReset());
    }
  }

  private List<String> events(String text) {
    return GrowingFile.of(text, WINDOW).events(skipper, false);
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(60); n > 0; n--) {
      switch (random.nextInt(7)) {
        case 0, 1 -> text.append('\n');
        case 2 -> text.append("\0".repeat(1 + random.nextInt(3)));
        case 3 -> text.append('\n').append("\0".repeat(random.nextInt(60)));
        default -> text.append("xy");
      }
    }
    return text.toString();
  }
}
