package io.groundwatch.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  /** Test vectors of draft-eastlake-fnv. */
  @ParameterizedTest
  @CsvSource({"'',cbf29ce484222325", "a,af63dc4c8601ec8c", "foobar,85944171f73967e8"})
  void isFnv1a(String text, String hash) {
    byte[] bytes = text.getBytes(US_ASCII);
    Fingerprint expected = new Fingerprint(bytes.length, Long.parseUnsignedLong(hash, 16));
    assertThat(Fingerprint.of(bytes, 0, bytes.length)).isEqualTo(expected);
    assertThat(Fingerprint.of(ByteBuffer.wrap(bytes))).isEqualTo(expected);
  }

  @Test
  void isOfTheStretchAloneAndMovesNothing() {
    byte[] bytes = "xxfoobar\u00ffyy".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Fingerprint expected = Fingerprint.of("foobar".getBytes(US_ASCII), 0, 6);
    assertThat(Fingerprint.of(bytes, 2, 6)).isEqualTo(expected);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 2, 6);
    assertThat(Fingerprint.of(buffer)).isEqualTo(expected);
    assertThat(buffer.position()).isEqualTo(2);
    assertThat(Fingerprint.of(bytes, 8, 1))
        .as("a byte above 127")
        .isEqualTo(new Fingerprint(1, 0xaf64724c8602eb6eL));
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(Fingerprint.of(new byte[0], 0, 0)).isEqualTo(Fingerprint.EMPTY);
  }
}
