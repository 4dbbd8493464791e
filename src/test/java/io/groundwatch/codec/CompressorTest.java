package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorTest {
  private static final byte[] TEXT =
      "a line of a log, quite like the next\n".repeat(500).getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource(Compression.class)
  void decompressesToWhatWasCompressed(Compression compression) throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    for (byte[] bytes : new byte[][] {TEXT, noise, {}, {1}}) {
      byte[] packed = Compressor.compress(compression, bytes, 0, bytes.length);
      assertThat(Compressor.decompress(compression, packed, bytes.length)).isEqualTo(bytes);
      try (InputStream in = Compressor.reading(compression, new ByteArrayInputStream(packed))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressesOnlyTheBytesAskedFor(Compression compression) throws IOException {
    byte[] packed = Compressor.compress(compression, TEXT, 37, 74);
    assertThat(Compressor.decompress(compression, packed, 74))
        .isEqualTo(java.util.Arrays.copyOfRange(TEXT, 37, 111));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void givesTheSameBytesEveryTime(Compression compression) {
    assertThat(Compressor.compress(compression, TEXT, 0, TEXT.length))
        .isEqualTo(Compressor.compress(compression, TEXT.clone(), 0, TEXT.length));
  }

  @Test
  void writesAGzipThatTheJdkReadsWithAHeaderThatNeverChanges() throws IOException {
    byte[] packed = Compressor.compress(Compression.GZIP, TEXT, 0, TEXT.length);
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void refusesAPayloadOfAnotherLengthThanNoted(Compression compression) {
    byte[] packed = Compressor.compress(compression, TEXT, 0, TEXT.length);
    for (int noted : new int[] {0, 1, TEXT.length - 1, TEXT.length + 1, -1}) {
      assertThatThrownBy(() -> Compressor.decompress(compression, packed, noted))
          .isInstanceOf(DamagedPayloadException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD"})
  void refusesAPayloadThatIsCutOrNotOfItsFormat(Compression compression) {
    byte[] packed = Compressor.compress(compression, TEXT, 0, TEXT.length);
    for (byte[] bad :
        new byte[][] {{}, {1, 2, 3}, TEXT, java.util.Arrays.copyOf(packed, packed.length - 1)}) {
      assertThatThrownBy(() -> Compressor.decompress(compression, bad, TEXT.length))
          .isInstanceOf(DamagedPayloadException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "ZSTD"})
  void aPayloadThatWouldSwellIsStoppedAtItsNotedLength(String name) {
    Compression compression = Compression.valueOf(name);
    byte[] zeros = new byte[32 << 20];
    byte[] packed = Compressor.compress(compression, zeros, 0, zeros.length);
    assertThat(packed).hasSizeLessThan(1 << 20);
    assertThatThrownBy(() -> Compressor.decompress(compression, packed, 100))
        .isInstanceOf(DamagedPayloadException.class);
  }
}
