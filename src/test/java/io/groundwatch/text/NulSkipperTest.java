package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class NulSkipperTest {
  private static final int MAX = 2 * NulSkipper.HOLE_BYTES;
  private static final int WINDOW = 2 * MAX;

  private final LongAdder skipped = new LongAdder();
  private final NulSkipper skipper = skipper(LineBreaks.BYTES, LongLines.SPLIT);

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
    assertThat(events("a" + "\0".repeat(63) + "b\n")).containsExactly("a" + "\0".repeat(63) + "b");
    assertThat(skipped.sum()).isZero();
  }

  @Test
  void aLongRunIsAHoleAndEndsTheLineThatItIsIn() {
    // What a power failure leaves of the last block of a file that is written on.
    assertThat(events("half a li" + "\0".repeat(4000) + "booted\n"))
        .containsExactly("half a li", "booted");
    assertThat(skipped.sum()).isEqualTo(4000);
  }

  @Test
  void aRunAtTheEndOfAReadIsDecidedWhenMoreComes() {
    String text = "a" + "\0".repeat(40);
    assertThat(GrowingFile.of(text, WINDOW).events(skipper, false)).isEmpty();
    assertThat(GrowingFile.of(text, WINDOW).events(skipper, true)).containsExactly("?" + text);
    assertThat(skipped.sum()).isZero();
  }

  @Test
  void aHoleOfTwoByteUnitsIsSkipped() {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      byte[] bytes = ("\0".repeat(3000) + "a\0b\u0100\r\n\0c\n").getBytes(charset);
      NulSkipper wide = skipper(Charsets.lineBreaks(charset, LineEnding.LF), LongLines.SPLIT);
      GrowingFile file = new GrowingFile(bytes, WINDOW, charset);
      assertThat(file.events(wide, false, new Random(1), 7)).containsExactly("a\0b\u0100", "c");
      assertThat(skipped.sumThenReset()).isEqualTo(6002);
    }
  }

  @Test
  void aHoleEndsAnEventOfManyLines() {
    NulSkipper joining =
        new NulSkipper(
            new MultiLineSplitter(
                LineBreaks.BYTES,
                LinePattern.compile("^#"),
                new MultiLineSplitter.Limits(MAX, 10, LongLines.SPLIT)),
            LineBreaks.BYTES,
            skipped);
    assertThat(GrowingFile.of("#a\n b\n\0\0 c\n#d\n", WINDOW).events(joining, true))
        .containsExactly("#a\n b", " c", "#d");
  }

  @Test
  void aHoleEndsTheRestOfALineThatIsLeftOut() {
    NulSkipper cutter = skipper(LineBreaks.BYTES, LongLines.TRUNCATE);
    String text = "x".repeat(1000) + "\0".repeat(3000) + "after\n";
    assertThat(GrowingFile.of(text, WINDOW).truncated().events(cutter, false))
        .containsExactly("!" + "x".repeat(MAX), "after");
  }

  @Test
  void anyChunkingGivesTheSameLines() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Charset> charsets = List.of(UTF_8, UTF_8, UTF_16LE, UTF_16BE);
    for (int round = 0; round < 3000; round++) {
      Charset charset = charsets.get(round % charsets.size());
      LineEnding ending = random.nextInt(4) > 0 ? LineEnding.LF : LineEnding.CR;
      LongLines longLines = random.nextBoolean() ? LongLines.SPLIT : LongLines.TRUNCATE;
      NulSkipper each = skipper(Charsets.lineBreaks(charset, ending), longLines);
      byte[] bytes = randomText(random).replace('\n', ending.character()).getBytes(charset);
      boolean idle = random.nextBoolean();
      List<String> chunked =
          new GrowingFile(bytes, WINDOW, charset)
              .truncated()
              .events(each, idle, random, 1 + random.nextInt(70));
      long inChunks = longLines == LongLines.SPLIT ? skipped.sum() : 0;
      skipped.reset();
      assertThat(chunked)
          .as("seed %d, round %d, %s, %s", seed, round, charset, ending)
          .isEqualTo(new GrowingFile(bytes, 16_384, charset).truncated().events(each, idle));
      // Of a hole in what is left out it depends on the reads how much is left out as text.
      assertThat(inChunks)
          .as("seed %d, round %d", seed, round)
          .isEqualTo(longLines == LongLines.SPLIT ? skipped.sum() : 0);
      skipped.reset();
    }
  }

  private NulSkipper skipper(LineBreaks breaks, LongLines longLines) {
    return new NulSkipper(new PlainSplitter(breaks, MAX, longLines), breaks, skipped);
  }

  private List<String> events(String text) {
    return GrowingFile.of(text, WINDOW).events(skipper, false);
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(60); n > 0; n--) {
      switch (random.nextInt(9)) {
        case 0, 1 -> text.append('\n');
        case 2 -> text.append("\0".repeat(1 + random.nextInt(3)));
        case 3 -> text.append('\n').append("\0".repeat(random.nextInt(60)));
        case 4 -> text.append("\0".repeat(random.nextInt(200)));
        case 5 -> text.append("x".repeat(random.nextInt(90)));
        default -> text.append("xy");
      }
    }
    return text.toString();
  }
}
