package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.groundwatch.text.EventSplitter.End;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainSplitterTest {
  private static final int MAX = 16;
  private static final int WINDOW = 2 * MAX;

  private final PlainSplitter splitter = new PlainSplitter(MAX);
  private final PlainSplitter cutter = new PlainSplitter(LineBreaks.BYTES, MAX, LongLines.TRUNCATE);

  @Test
  void cutsAtLineFeedsAndLeavesTheUnfinishedLine() {
    assertThat(lines("one\ntwo\n\nthree")).containsExactly("one", "two", "");
  }

  @Test
  void takesTheUnfinishedLineOfAnIdleFile() {
    assertThat(idleLines("one\ntwo")).containsExactly("one", "?two");
    assertThat(idleLines("one\ntwo\r")).containsExactly("one", "?two");
  }

  @Test
  void theEndOfAnIdleLineThatComesLaterIsNoLine() {
    for (String end : List.of("\n", "\r\n")) {
      byte[] bytes = ("two" + end + "three\n").getBytes(StandardCharsets.UTF_8);
      List<String> after = new ArrayList<>();
      splitter.split(bytes, 3, bytes.length, false, (b, at, n, how) -> after.add(text(b, at, n)));
      assertThat(after).containsExactly("three");
    }
  }

  @Test
  void leavesOutACarriageReturnOnlyBeforeALineFeed() {
    assertThat(lines("a\r\nb\rc\n\r\n")).containsExactly("a", "b\rc", "");
  }

  @Test
  void aLineOfExactlyTheLimitIsWhole() {
    assertThat(lines("0123456789abcdef\r\nx\n")).containsExactly("0123456789abcdef", "x");
  }

  @Test
  void aLongerLineBecomesPiecesAndTheNextLineIsWhole() {
    assertThat(lines("0123456789abcdefGHI\nnext\n"))
        .containsExactly("+0123456789abcdef", "GHI", "next");
  }

  @Test
  void noPieceEndsWithinACharacter() {
    assertThat(lines("0123456789abcd€€\n")).containsExactly("+0123456789abcd", "€€");
  }

  @Test
  void aTruncatedLineIsOnePieceHoweverLongItIs() {
    for (int length : List.of(17, 18, 31, 32, 33, 200)) {
      assertThat(truncated("x".repeat(length) + "\nnext\n", false))
          .containsExactly("!" + "x".repeat(MAX), "next");
    }
    assertThat(truncated("0123456789abcd€€\r\n\nnext\n", false))
        .containsExactly("!0123456789abcd", "", "next");
  }

  @Test
  void aTruncatedLineIsTakenWhenItsEndIsSeenOrTheFileIsIdle() {
    assertThat(truncated("one\n" + "x".repeat(200), false)).containsExactly("one");
    assertThat(truncated("one\n" + "x".repeat(200), true))
        .containsExactly("one", "!" + "x".repeat(MAX));
    assertThat(truncated("one\ntwo", true)).containsExactly("one", "?two");
  }

  @Test
  void noOffsetIsWithinALineWhoseRestIsLeftOut() {
    byte[] bytes = ("x".repeat(20) + "y".repeat(10)).getBytes(StandardCharsets.UTF_8);
    assertThat(cutter.split(bytes, 0, bytes.length, false, (b, at, n, how) -> true)).isZero();
    assertThat(cutter.afterLine(bytes, 20, bytes.length)).isEqualTo(-1);
    bytes[25] = '\n';
    assertThat(cutter.afterLine(bytes, 20, bytes.length)).isEqualTo(26);
    assertThat(cutter.split(bytes, 0, bytes.length, false, (b, at, n, how) -> how == End.CUT))
        .isEqualTo(26);
  }

  @Test
  void carriageReturnsEndLinesWhereTheFileSaysSo() {
    PlainSplitter returns = new PlainSplitter(LineBreaks.BYTES_CR, MAX, LongLines.SPLIT);
    assertThat(events(returns, "one\rtwo\r\rthr\nee\rfour", true))
        .containsExactly("one", "two", "", "thr\nee", "?four");
    assertThat(events(returns, "x".repeat(20) + "\ry\r", false))
        .containsExactly("+" + "x".repeat(MAX), "xxxx", "y");
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      // U+0D0A and U+0A0D have the bytes of a line end in the wrong places.
      byte[] bytes = "a\u0a0d\u0d0a\r€\n\r".getBytes(charset);
      PlainSplitter wide =
          new PlainSplitter(Charsets.lineBreaks(charset, LineEnding.CR), MAX, LongLines.SPLIT);
      assertThat(new GrowingFile(bytes, WINDOW, charset).events(wide, true, new Random(1), 3))
          .containsExactly("a\u0a0d\u0d0a", "€\n");
    }
  }

  @Test
  void stopsBeforeALineThatIsNotTaken() {
    byte[] bytes = "a\nb\nc\n".getBytes(StandardCharsets.UTF_8);
    List<String> taken = new ArrayList<>();
    int end =
        splitter.split(
            bytes,
            0,
            bytes.length,
            false,
            (b, at, n, how) -> taken.size() < 2 && taken.add("line"));
    assertThat(end).isEqualTo(4);
  }

  @Test
  void findsLineFeedsOfTwoBytesAndHoldsTheOddByte() {
    // U+0A0D and U+0D0A have the bytes of a line end in the wrong places.
    String text = "a\u0a0d\u0d0a\r\n€\n";
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      byte[] bytes = Arrays.copyOf(text.getBytes(charset), text.length() * 2 + 1);
      assertThat(wide(bytes, charset, WINDOW)).containsExactly("a\u0a0d\u0d0a", "€");
    }
  }

  @Test
  void noPieceEndsBetweenSurrogates() {
    byte[] bytes = "0123456😀😀\n".getBytes(UTF_16LE);
    assertThat(wide(bytes, UTF_16LE, WINDOW)).containsExactly("+0123456", "😀😀");
  }

  @Test
  void anyChunkingGivesTheSameLines() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      String text = randomText(random);
      GrowingFile file = GrowingFile.of(text, WINDOW);
      assertThat(file.events(splitter, true, random, 1 + random.nextInt(9)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(GrowingFile.of(text, 4096).events(splitter, true));
      Charset charset = random.nextBoolean() ? UTF_16LE : UTF_16BE;
      byte[] bytes = text.getBytes(charset);
      assertThat(wide(bytes, charset, WINDOW, random))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(wide(bytes, charset, 4096));
    }
  }

  @Test
  void anyChunkingGivesTheSameLinesWhateverEndsThemAndIsLeftOut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Charset> charsets = List.of(StandardCharsets.UTF_8, UTF_16LE, UTF_16BE);
    for (int round = 0; round < 6000; round++) {
      Charset charset = charsets.get(round % charsets.size());
      LineEnding ending = random.nextBoolean() ? LineEnding.LF : LineEnding.CR;
      LineBreaks breaks = Charsets.lineBreaks(charset, ending);
      PlainSplitter each = new PlainSplitter(breaks, MAX, LongLines.TRUNCATE);
      byte[] bytes = randomText(random).getBytes(charset);
      boolean idle = random.nextBoolean();
      List<String> lines =
          new GrowingFile(bytes, WINDOW, charset)
              .truncated()
              .events(each, idle, random, 1 + random.nextInt(40));
      assertThat(lines)
          .as("seed %d, round %d, %s, %s", seed, round, charset, ending)
          .isEqualTo(new GrowingFile(bytes, 4096, charset).truncated().events(each, idle))
          .allMatch(line -> line.getBytes(charset).length <= MAX + "?".getBytes(charset).length);
    }
  }

  @Test
  void everyByteOfGarbageIsInALineOrALineEnd() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      GrowingFile file = new GrowingFile(garbage, WINDOW, StandardCharsets.ISO_8859_1);
      String joined = String.join("", file.events(splitter, true, random, 20));
      String expected = new String(garbage, StandardCharsets.ISO_8859_1);
      assertThat(joined.replaceAll("[\r\n?+!]", ""))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected.replaceAll("[\r\n?+!]", ""));
    }
  }

  @Test
  void findsTheFirstLineFeedWhereverItLies() {
    for (int length = 0; length < 40; length++) {
      for (int at = 0; at < length; at++) {
        byte[] bytes = new byte[length];
        // 0x0b beside 0x0a is what a sloppy zero-byte test confuses.
        Arrays.fill(bytes, (byte) 0x0b);
        bytes[at] = '\n';
        assertThat(LineBreaks.BYTES.lineBreak(bytes, 0, length)).isEqualTo(at);
        assertThat(LineBreaks.BYTES.lineBreak(bytes, at + 1, length)).isEqualTo(-1);
      }
    }
  }

  @Test
  void findsTheFirstLineFeedOfTwoBytesWhereverItLies() {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      LineBreaks breaks = Charsets.lineBreaks(charset, LineEnding.LF);
      for (int length = 0; length < 20; length++) {
        for (int at = 0; at < length; at++) {
          // These differ from LF in the lowest bit of either byte, and in nothing but their order.
          StringBuilder text = new StringBuilder("\u000b\u010a\u0a00".repeat(7));
          text.setCharAt(at, '\n');
          byte[] bytes = text.substring(0, length).getBytes(charset);
          assertThat(breaks.lineBreak(bytes, 0, 2 * length)).isEqualTo(2 * at);
          assertThat(breaks.lineBreak(bytes, 2 * at + 2, 2 * length)).isEqualTo(-1);
          assertThat(breaks.lineBreak(bytes, 0, 2 * at + 1)).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void refusesALimitThatHoldsNoCharacter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainSplitter(7))
        .withMessage("maxBytes: 7 (expected: >= 8)");
  }

  private List<String> lines(String text) {
    return events(splitter, text, false);
  }

  private List<String> idleLines(String text) {
    return events(splitter, text, true);
  }

  private List<String> truncated(String text, boolean idle) {
    return GrowingFile.of(text, WINDOW).truncated().events(cutter, idle);
  }

  private static List<String> events(EventSplitter splitter, String text, boolean idle) {
    return GrowingFile.of(text, WINDOW).events(splitter, idle);
  }

  private static List<String> wide(byte[] bytes, Charset charset, int window) {
    return new GrowingFile(bytes, window, charset).events(wideSplitter(charset), true);
  }

  private static List<String> wide(byte[] bytes, Charset charset, int window, Random random) {
    return new GrowingFile(bytes, window, charset)
        .events(wideSplitter(charset), true, random, 1 + random.nextInt(9));
  }

  private static PlainSplitter wideSplitter(Charset charset) {
    LineBreaks breaks = charset.equals(UTF_16LE) ? LineBreaks.UTF_16LE : LineBreaks.UTF_16BE;
    return new PlainSplitter(breaks, MAX, LongLines.SPLIT);
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(120);
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(12)) {
            case 0, 1 -> "\n";
            case 2 -> "\r";
            case 3 -> "é";
            case 4 -> "😀";
            default -> "x";
          });
    }
    return text.toString();
  }
}
