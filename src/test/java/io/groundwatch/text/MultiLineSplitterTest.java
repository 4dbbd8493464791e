package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.groundwatch.text.MultiLineSplitter.Limits;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiLineSplitterTest {
  private static final int MAX = 32;
  private static final int WINDOW = 2 * MAX;
  private static final LinePattern START = LinePattern.compile("^\\d");

  private final MultiLineSplitter splitter = splitter(5);

  @Test
  void anEventEndsBeforeTheNextStart() {
    assertThat(events("1 a\n at b\nCaused by\n2 c\n3 d\n", false))
        .containsExactly("1 a\n at b\nCaused by", "2 c");
  }

  @Test
  void anIdleFileEndsItsLastEvent() {
    assertThat(events("1 a\n at b\n", true)).containsExactly("1 a\n at b");
    assertThat(events("1 a\n at b", true)).containsExactly("?1 a\n at b");
    assertThat(events("1 a\n2 b", true)).containsExactly("1 a", "?2 b");
  }

  @Test
  void linesBeforeTheFirstStartBeginWhereTextIsNotIndented() {
    assertThat(events(" tail\n more\n\nbanner\n line\nother\n1 a\n2 b\n", false))
        .containsExactly(" tail\n more\n", "banner\n line", "other", "1 a");
  }

  @Test
  void whatIsOverTheLimitOfBytesFollowsAsTheNextEvent() {
    assertThat(events("1 a\n" + " 23456789012345\n".repeat(3) + "2 b\n3\n", false))
        .containsExactly("+1 a\n 23456789012345", " 23456789012345\n 23456789012345", "2 b");
  }

  @Test
  void whatIsOverTheLimitOfLinesFollowsAsTheNextEvent() {
    assertThat(events("1\n a\n b\n c\n d\n e\n f\n2\n", true))
        .containsExactly("+1\n a\n b\n c\n d", " e\n f", "2");
  }

  @Test
  void anEventOfExactlyTheLimitsIsWhole() {
    assertThat(events("1\n a\n b\n c\n d\n2\n", false)).containsExactly("1\n a\n b\n c\n d");
    assertThat(events("1" + "x".repeat(MAX - 1) + "\r\n2\n", false))
        .containsExactly("1" + "x".repeat(MAX - 1));
  }

  @Test
  void aLineOverTheLimitBecomesPieces() {
    assertThat(events("1" + "x".repeat(2 * MAX) + "\n y\n2\n", false))
        .containsExactly("+1" + "x".repeat(MAX - 1), "+" + "x".repeat(MAX), "x\n y");
  }

  @Test
  void carriageReturnsAreLeftOutOnlyAtTheEventsEnd() {
    assertThat(events("1 a\r\n b\r\n2\r\n", true)).containsExactly("1 a\r\n b", "2");
  }

  @Test
  void anyChunkingGivesTheSameEvents() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      String text = randomText(random);
      MultiLineSplitter each = splitter(1 + random.nextInt(6));
      assertThat(GrowingFile.of(text, WINDOW).events(each, true, random, 1 + random.nextInt(20)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(GrowingFile.of(text, 4096).events(each, true));
    }
  }

  @Test
  void joinsLinesOfTwoByteUnits() {
    Charset charset = StandardCharsets.UTF_16BE;
    LineCheck decoded =
        (bytes, offset, length) -> {
          byte[] utf8 = new String(bytes, offset, length, charset).getBytes(StandardCharsets.UTF_8);
          return START.find(utf8, 0, utf8.length);
        };
    MultiLineSplitter wide =
        new MultiLineSplitter(LineBreaks.UTF_16BE, decoded, new Limits(MAX, 5, LongLines.SPLIT));
    GrowingFile file =
        new GrowingFile("1 a\u0a0d\r\n b\r\n2\r\n".getBytes(charset), WINDOW, charset);
    assertThat(file.events(wide, true, new Random(1), 3)).containsExactly("1 a\u0a0d\r\n b", "2");
  }

  @Test
  void everyByteOfGarbageIsInAnEventOrALineEnd() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] garbage = new byte[random.nextInt(300)];
      for (int i = 0; i < garbage.length; i++) {
        garbage[i] =
            (byte) (random.nextInt(4) == 0 ? "\n\r1 ".charAt(random.nextInt(4)) : random.nextInt());
      }
      GrowingFile file = new GrowingFile(garbage, WINDOW, StandardCharsets.ISO_8859_1);
      String joined = String.join("", file.events(splitter, true, random, 20));
      String expected = new String(garbage, StandardCharsets.ISO_8859_1);
      assertThat(joined.replaceAll("[\r\n?+]", ""))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected.replaceAll("[\r\n?+]", ""));
    }
  }

  @Test
  void refusesLimitsThatHoldNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(15, 1, LongLines.SPLIT))
        .withMessage("maxBytes: 15 (expected: >= 16)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(16, 0, LongLines.SPLIT))
        .withMessage("maxLines: 0 (expected: >= 1)");
  }

  @Test
  void theRestOfALineOverTheLimitIsLeftOutAndTheLinesAfterItAreNot() {
    assertThat(truncated("1" + "x".repeat(200) + "\n y\n2\n", true))
        .containsExactly("!1" + "x".repeat(MAX - 1), " y", "2");
    assertThat(truncated("1 a\n" + "x".repeat(50) + "\n2\n", true))
        .containsExactly("+1 a", "!" + "x".repeat(MAX), "2");
    assertThat(truncated("1 a\n" + "x".repeat(50), false)).containsExactly("+1 a");
    assertThat(truncated("1 a\n" + "x".repeat(50), true))
        .containsExactly("+1 a", "!" + "x".repeat(MAX));
  }

  @Test
  void anyChunkingGivesTheSameEventsWhateverEndsLinesAndIsLeftOut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 6000; round++) {
      LineBreaks breaks = random.nextBoolean() ? LineBreaks.BYTES : LineBreaks.BYTES_CR;
      Limits limits = new Limits(MAX, 1 + random.nextInt(6), LongLines.TRUNCATE);
      MultiLineSplitter each = new MultiLineSplitter(breaks, START, limits);
      String text =
          breaks == LineBreaks.BYTES ? randomText(random) : randomText(random).replace('\n', '\r');
      boolean idle = random.nextBoolean();
      List<String> events =
          GrowingFile.of(text, WINDOW)
              .truncated()
              .events(each, idle, random, 1 + random.nextInt(60));
      assertThat(events)
          .as("seed %d, round %d", seed, round)
          .isEqualTo(GrowingFile.of(text, 4096).truncated().events(each, idle))
          .allMatch(event -> event.getBytes(StandardCharsets.UTF_8).length <= MAX + 1);
    }
  }

  private static MultiLineSplitter splitter(int maxLines) {
    return new MultiLineSplitter(
        LineBreaks.BYTES, START, new Limits(MAX, maxLines, LongLines.SPLIT));
  }

  private List<String> events(String text, boolean idle) {
    return GrowingFile.of(text, WINDOW).events(splitter, idle);
  }

  private static List<String> truncated(String text, boolean idle) {
    Limits limits = new Limits(MAX, 5, LongLines.TRUNCATE);
    MultiLineSplitter cutter = new MultiLineSplitter(LineBreaks.BYTES, START, limits);
    return GrowingFile.of(text, WINDOW).truncated().events(cutter, idle);
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(60); n > 0; n--) {
      text.append(
          switch (random.nextInt(10)) {
            case 0, 1 -> "\n";
            case 2 -> "\r\n";
            case 3 -> "\n1";
            case 4 -> "\n ";
            case 5 -> "é";
            case 6 -> "x".repeat(random.nextInt(40));
            default -> "xy";
          });
    }
    return text.toString();
  }
}
