package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTextTest {
  private final LineText line = new LineText();

  @Test
  void showsAnyTextAndKnowsTheBytesOfEachCharacter() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.appendCodePoint("aZ ~éÿ€\ud7ff\ue000😀".codePointAt(random.nextInt(9)));
      }
      byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
      CharSequence shown = line.of(bytes, 1, bytes.length - 2);
      assertThat(shown.toString()).as("seed %d", seed).isEqualTo(text.toString());
      for (int i = 0; i <= text.length(); i++) {
        boolean inPair = i > 0 && i < text.length() && Character.isLowSurrogate(text.charAt(i));
        int before = text.substring(0, inPair ? i - 1 : i).getBytes(UTF_8).length;
        assertThat(line.place(i)).as("seed %d, %d", seed, i).isEqualTo(1 + before);
      }
    }
  }

  @Test
  void anyBytesAreCharactersInTheirOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] bytes = new byte[60];
    for (int round = 0; round < 5000; round++) {
      random.nextBytes(bytes);
      CharSequence shown = line.of(bytes, 0, bytes.length);
      assertThat(line.place(0)).as("seed %d", seed).isZero();
      assertThat(line.place(shown.length())).as("seed %d", seed).isEqualTo(bytes.length);
      for (int i = 0; i < shown.length(); i++) {
        assertThat(line.place(i)).as("seed %d", seed).isLessThanOrEqualTo(line.place(i + 1));
      }
    }
  }

  @Test
  void whatIsNoUtf8IsOneCharacterAByte() {
    byte[][] wrong = {
      {(byte) 0x80},
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf0, (byte) 0x80, (byte) 0x80, (byte) 0xaf},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xf5, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82}
    };
    for (byte[] bytes : wrong) {
      assertThat(line.of(bytes, 0, bytes.length).toString())
          .isEqualTo("\ufffd".repeat(bytes.length));
    }
  }
}
