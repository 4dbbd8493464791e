package io.groundwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.SourceId;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BatchCodecTest {

  @Test
  void givesBackWhatWasEncoded() throws IOException {
    for (Compression compression : Compression.values()) {
      for (SignalKind kind : SignalKind.values()) {
        StoredBatch batch = batch(compression, kind, new byte[] {1, 2, 3});

        StoredBatch decoded = BatchCodec.decode(BatchCodec.encode(batch));

        assertThat(decoded).usingRecursiveComparison().isEqualTo(batch);
      }
    }
  }

  @Test
  void holdsABatchOfPositionsAlone() throws IOException {
    StoredBatch batch = batch(Compression.NONE, SignalKind.LOGS, new byte[0]);

    assertThat(BatchCodec.decode(BatchCodec.encode(batch)).positions())
        .isEqualTo(batch.positions());
  }

  @Test
  void saysItsOwnLength() {
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[100]));

    assertThat(BatchCodec.lengthOf(ByteBuffer.wrap(element))).isEqualTo(element.length);
  }

  @Test
  void noticesEveryFlippedBitOfASmallBatch() {
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[40]));
    for (int bit = 0; bit < element.length * 8; bit++) {
      assertDamaged(flipped(element, bit), "bit " + bit);
    }
  }

  @Test
  void noticesFlippedBitsOfALargeBatch() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] payload = new byte[300_000];
    random.nextBytes(payload);
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, payload));
    for (int i = 0; i < 200; i++) {
      int bit = random.nextInt(element.length * 8);
      assertDamaged(flipped(element, bit), "seed " + seed + ", bit " + bit);
    }
  }

  @Test
  void noticesEveryTruncation() {
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[40]));
    for (int length = 0; length < element.length; length++) {
      assertDamaged(Arrays.copyOf(element, length), "length " + length);
    }
  }

  @Test
  void noticesEveryExtension() {
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[40]));
    for (int more = 1; more < 100; more++) {
      assertDamaged(Arrays.copyOf(element, element.length + more), "zeros " + more);
    }
  }

  @Test
  void tellsANewerVersionFromDamage() {
    byte[] newer = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[9]));
    newer[4] = 2;
    assertDamaged(newer, "newer version with the old checksum");
    seal(newer);

    assertThatThrownBy(() -> BatchCodec.decode(newer))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("version: 2");
  }

  @Test
  void tellsANewerCompressionFromDamage() {
    byte[] newer = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[9]));
    newer[6] = 7;
    seal(newer);

    assertThatThrownBy(() -> BatchCodec.decode(newer))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("compression: 7");
  }

  @Test
  void takesNoMemoryForLengthsThatAreImpossible() {
    byte[] element = BatchCodec.encode(batch(Compression.ZSTD, SignalKind.LOGS, new byte[9]));
    for (int at : new int[] {48, 52}) {
      for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        byte[] wrong = element.clone();
        ByteBuffer.wrap(wrong).putInt(at, length);
        seal(wrong);

        assertDamaged(wrong, "length " + length + " at " + at);
        assertThat(BatchCodec.lengthOf(ByteBuffer.wrap(wrong))).isEqualTo(-1);
      }
    }
  }

  @Test
  void refusesToEncodeWhatNobodyWouldReadBack() {
    byte[] payload = new byte[BatchCodec.MAX_BYTES];
    assertThatThrownBy(() -> BatchCodec.encode(batch(Compression.NONE, SignalKind.LOGS, payload)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertDamaged(byte[] element, String what) {
    try {
      BatchCodec.decode(element);
      fail("Not noticed: " + what);
    } catch (DamagedBatchException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (UnknownFormatException e) {
      fail("Taken for a newer format: " + what, e);
    }
  }

  private static byte[] flipped(byte[] element, int bit) {
    byte[] flipped = element.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private static void seal(byte[] element) {
    CRC32C crc = new CRC32C();
    crc.update(element, 0, element.length - 4);
    ByteBuffer.wrap(element).putInt(element.length - 4, (int) crc.getValue());
  }

  private static StoredBatch batch(Compression compression, SignalKind kind, byte[] payload) {
    Position first =
        new Position(
            new SourceId(1, -2),
            new FileKey(3, 4),
            new Fingerprint(5, 6),
            new Fingerprint(7, -8),
            "/var/log/grün.log",
            9,
            10,
            false);
    Position second =
        new Position(
            new SourceId(-11, 12),
            new FileKey(13, 14),
            Fingerprint.EMPTY,
            Fingerprint.EMPTY,
            "",
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            true);
    List<Position> positions = List.of(first, second);
    BatchId id = new BatchId(77, -78);
    return new StoredBatch(
        42, id, kind, 1_700_000_000_123_456_789L, 3, 99, positions, compression, payload);
  }
}
