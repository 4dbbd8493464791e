package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8RepairTest {
  private final Utf8Repair repair = new Utf8Repair();

  @Test
  void agreesWithAStrictDecoderOnRandomBytes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = randomText(random).getBytes(UTF_8);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      boolean expected = isValid(bytes);
      valid += expected ? 1 : 0;
      byte[] padded = new byte[bytes.length + 7];
      Arrays.fill(padded, (byte) 0xff);
      System.arraycopy(bytes, 0, padded, 3, bytes.length);
      assertThat(repair.isValid(padded, 3, bytes.length))
          .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(expected);
      assertThat(isValid(repair.repaired(padded, 3, bytes.length))).as("seed %d", seed).isTrue();
    }
    assertThat(valid).isBetween(5_000, 19_000);
  }

  @Test
  void looksAtAllOfALineLongerThanItsScratch() {
    byte[] bytes = "\u00e9".repeat(10_000).getBytes(UTF_8);
    assertThat(repair.isValid(bytes, 0, bytes.length)).isTrue();
    assertThat(repair.isValid(bytes, 0, bytes.length - 1)).as("cut in a character").isFalse();
    assertThat(repair.isValid(bytes, 0, bytes.length)).as("nothing is left over").isTrue();
  }

  /** No byte of UTF-8, cut sequences, overlong forms: Unicode Standard, table 3-8 and after. */
  @ParameterizedTest
  @CsvSource({
    "61ff62, 61efbfbd62",
    "61f1808062, 61efbfbd62",
    "c0af, efbfbdefbfbd",
    "e18041, efbfbd41"
  })
  void replacesEachInvalidSequence(String line, String expected) {
    byte[] bytes = HexFormat.of().parseHex(line);
    assertThat(repair.isValid(bytes, 0, bytes.length)).isFalse();
    assertThat(HexFormat.of().formatHex(repair.repaired(bytes, 0, bytes.length)))
        .isEqualTo(expected);
  }

  private static boolean isValid(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).length() <= bytes.length;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(30); n > 0; n--) {
      int[] ranges = {0x80, 0x800, 0xd800, 0x10000, 0x110000};
      int point = random.nextInt(random.nextInt(3) > 0 ? 0x80 : ranges[random.nextInt(5)]);
      text.appendCodePoint(Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : point);
    }
    return text.toString();
  }
}
