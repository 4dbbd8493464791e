package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static final int MAX = 16;
  private final LineSplitter splitter = new LineSplitter(MAX);

  @Test
  void cutsAtLineFeedsAndLeavesTheUnfinishedLine() {
    assertThat(lines("one\ntwo\n\nthree", 100)).containsExactly("one", "two", "");
  }

  @Test
  void leavesOutACarriageReturnOnlyBeforeALineFeed() {
    assertThat(lines("a\r\nb\rc\n\r\n", 100)).containsExactly("a", "b\rc", "");
  }

  @Test
  void aLineOfExactlyTheLimitIsWhole() {
    assertThat(lines("0123456789abcdef\r\nx\n", 100)).containsExactly("0123456789abcdef", "x");
  }

  @Test
  void aLongerLineBecomesPiecesAndTheNextLineIsWhole() {
    assertThat(lines("0123456789abcdefGHI\nnext\n", 100))
        .containsExactly("0123456789abcdef|", "GHI", "next");
  }

  @Test
  void noPieceEndsWithinACharacter() {
    assertThat(lines("0123456789abcd€€\n", 100)).containsExactly("0123456789abcd|", "€€");
  }

  @Test
  void stopsBeforeALineThatIsNotTaken() {
    byte[] bytes = "a\nb\nc\n".getBytes(StandardCharsets.UTF_8);
    List<String> taken = new ArrayList<>();
    int end =
        splitter.split(
            bytes, 0, bytes.length, (b, at, n, whole) -> taken.size() < 2 && taken.add("line"));
    assertThat(end).isEqualTo(4);
  }

  @Test
  void anyChunkingGivesTheSameLines() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      String text = randomText(random);
      List<String> whole = lines(text, text.length() * 4 + 1);
      assertThat(lines(text, 1 + random.nextInt(7)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(whole);
    }
  }

  @Test
  void findsTheFirstLineFeedWhereverItLies() {
    for (int length = 0; length < 40; length++) {
      for (int at = 0; at < length; at++) {
        byte[] bytes = new byte[length];
        // 0x0b beside 0x0a is what a sloppy zero-byte test confuses.
        java.util.Arrays.fill(bytes, (byte) 0x0b);
        bytes[at] = '\n';
        assertThat(LineSplitter.indexOfLineFeed(bytes, 0, length)).isEqualTo(at);
        assertThat(LineSplitter.indexOfLineFeed(bytes, at + 1, length)).isEqualTo(-1);
      }
    }
  }

  /** Feeds the text as a file that grows by {@code chunk} bytes, as a tail would read it. */
  private List<String> lines(String text, int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to = Math.min(chunk, bytes.length); ; to = Math.min(to + chunk, bytes.length)) {
      from =
          splitter.split(
              bytes,
              from,
              to,
              (b, at, length, whole) ->
                  lines.add(
                      new String(b, at, length, StandardCharsets.UTF_8) + (whole ? "" : "|")));
      if (to == bytes.length) {
        return lines;
      }
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(120);
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(8)) {
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
