package io.groundwatch.buffer;

import static io.groundwatch.buffer.BufferOnDisk.numbers;
import static io.groundwatch.buffer.BufferOnDisk.range;
import static io.groundwatch.buffer.BufferOnDisk.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three segments of five batches each, of which the middle one (6 to 10) meets with something. */
class TapeBufferDamageTest {
  private static final int LAST = 15;

  private BufferOnDisk disk;

  @BeforeEach
  void fill(@TempDir Path folder) throws IOException {
    disk = new BufferOnDisk(folder.resolve("queue"), 1 << 20, 4096);
    disk.fill(1, LAST, 500);
    assertThat(disk.segments()).hasSize(3);
    assertThat(middle().getFileName().toString()).isEqualTo("00000000000000000006.tape");
  }

  /** What is done to the file, and which batches of it are whole then. */
  record Damage(String name, UnaryOperator<byte[]> act, List<Long> whole) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Damage> damages() {
    int length = elementLength();
    List<Long> all = range(6, 10);
    return Stream.of(
        new Damage("header count too high", put(12, 1_000_000), all),
        new Damage("header count too low", put(12, 3), all),
        new Damage("header count zero", put(12, 0), all),
        new Damage("header count negative", put(12, -1), all),
        new Damage("header first beyond the file", put(16, 1_000_000), all),
        new Damage("header last within the file", put(28, 64), all),
        new Damage("header last beyond the file", put(24, 99), all),
        new Damage("header file length", put(8, 1 << 30), all),
        new Damage("header version", put(0, 7), all),
        new Damage("header all zero", bytes -> zeroed(bytes, 0, 32), all),
        new Damage("first length negative", put(32, -5), all),
        new Damage("first length huge", put(32, Integer.MAX_VALUE), all),
        new Damage("second length small", put(32 + length + 4, 1), all),
        new Damage("own length huge", put(36 + 52, Integer.MAX_VALUE), range(7, 10)),
        new Damage("cut to half", bytes -> Arrays.copyOf(bytes, 2048), range(6, 7)),
        new Damage("cut within the header", bytes -> Arrays.copyOf(bytes, 20), List.of()),
        new Damage("empty", bytes -> new byte[0], List.of()),
        new Damage("all zero", bytes -> new byte[4096], List.of()),
        new Damage("garbage", bytes -> garbage(4096), List.of()),
        new Damage("foreign", bytes -> "A text.\n".getBytes(StandardCharsets.UTF_8), List.of()),
        new Damage("first payload bit", flip(36 + 300), range(7, 10)),
        new Damage("last payload bit", flip(36 + 4 * (length + 4) + 300), range(6, 9)),
        new Damage("three bytes in front", bytes -> inserted(bytes, 0), all),
        new Damage("three bytes between", bytes -> inserted(bytes, 32 + length + 4), all));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatIsWholeIsStillDelivered(Damage damage) throws IOException {
    byte[] damaged = damage.act().apply(Files.readAllBytes(middle()));
    Files.write(middle(), damaged);
    List<Long> expected = new ArrayList<>(range(1, 5));
    expected.addAll(damage.whole());
    expected.addAll(range(11, LAST));

    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(expected);
      assertThat(buffer.batches()).isEqualTo(expected.size());
      assertThat(buffer.positionsAtOpen())
          .isEqualTo(expected.stream().map(SampleBatches::position).toList());
      assertThat(disk.damages()).isEqualTo(1);
      assertThat(disk.aside()).hasSize(1);
      assertThat(Files.readAllBytes(disk.aside().get(0))).isEqualTo(damaged);
      store(buffer, 16, 500);
      expected.add(16L);
      assertThat(numbers(buffer)).isEqualTo(expected);
    }
    assertThatASecondStartFinds(expected);
  }

  private void assertThatASecondStartFinds(List<Long> expected) throws IOException {
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(expected);
      assertThat(disk.damages()).isEqualTo(1);
    }
  }

  @Test
  void anyFlippedBitCostsOneBatchAtMost() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] whole = Files.readAllBytes(middle());
    for (int i = 0; i < 100; i++) {
      int at = random.nextInt(whole.length);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(middle(), flipped);
      try (TapeBuffer buffer = disk.open(0)) {
        List<Long> missing = new ArrayList<>(range(1, LAST));
        missing.removeAll(numbers(buffer));
        assertThat(missing).as("seed %d, byte %d", seed, at).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void noGarbageStopsIt() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] whole = Files.readAllBytes(middle());
    for (int i = 0; i < 100; i++) {
      byte[] torn = Arrays.copyOf(whole, random.nextInt(6000));
      for (int change = random.nextInt(20); change > 0 && torn.length > 0; change--) {
        torn[random.nextInt(torn.length)] = (byte) random.nextInt();
      }
      Files.write(middle(), torn);
      try (TapeBuffer buffer = disk.open(0)) {
        List<Long> found = numbers(buffer);
        assertThat(found).as("seed %d", seed).containsAll(range(1, 5)).isSorted();
        assertThat(found).as("seed %d", seed).containsAll(range(11, LAST));
      }
    }
  }

  @Test
  void aMissingSegmentIsAGap() throws IOException {
    Files.delete(middle());
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).hasSize(10).doesNotContainAnyElementsOf(range(6, 10));
      assertThat(buffer.batches()).isEqualTo(10);
      buffer.settled(5);
      assertThat(buffer.batches()).isEqualTo(5);
    }
  }

  @Test
  void whatANewerVersionWroteIsRefusedUntouched() throws IOException {
    byte[] newer = Files.readAllBytes(middle());
    int length = elementLength();
    newer[36 + 4] = 2;
    CRC32C crc = new CRC32C();
    crc.update(newer, 36, length - 4);
    ByteBuffer.wrap(newer).putInt(36 + length - 4, (int) crc.getValue());
    Files.write(middle(), newer);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> disk.open(0))
          .isInstanceOf(UnknownFormatException.class)
          .hasMessageContaining("00000000000000000006.tape was written by a newer version");
    }
    assertThat(Files.readAllBytes(middle())).isEqualTo(newer);
    assertThat(disk.aside()).isEmpty();
  }

  @Test
  void anOldFileUnderANewNameIsNotDeliveredTwice() throws IOException {
    Files.copy(disk.segments().get(0), disk.directory.resolve("00000000000000000099.tape"));
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, LAST));
      assertThat(disk.aside()).hasSize(1);
    }
  }

  @Test
  void settledBatchesOfADamagedFileStaySettled() throws IOException {
    Files.write(middle(), put(12, 99).apply(Files.readAllBytes(middle())));
    try (TapeBuffer buffer = disk.open(8)) {
      assertThat(numbers(buffer)).isEqualTo(range(9, LAST));
    }
  }

  @Test
  void aFileThatTapeHadOnlyLengthenedIsNotDamaged() throws IOException {
    Files.write(middle(), Arrays.copyOf(Files.readAllBytes(middle()), 8192));
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, LAST));
    }
    assertThat(disk.damages()).isZero();
  }

  @Test
  void anElementThatWasNeverCommittedIsNotDamage() throws IOException {
    Path last = disk.segments().get(2);
    byte[] before = Files.readAllBytes(last);
    byte[] longer = Arrays.copyOf(before, 8192);
    System.arraycopy(Files.readAllBytes(middle()), 32, longer, 32 + 5 * (elementLength() + 4), 700);
    ByteBuffer.wrap(longer).putLong(4, 8192);
    Files.write(last, longer);
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, LAST));
    }
    assertThat(disk.damages()).isZero();
  }

  @Test
  void damageThatComesLaterIsPassedOver() throws IOException {
    try (TapeBuffer buffer = disk.open(0)) {
      Files.write(middle(), flip(36 + 300).apply(Files.readAllBytes(middle())));

      assertThat(numbers(buffer)).hasSize(14).doesNotContain(6L).isSorted();
      assertThat(disk.damages()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheNewestDamagedFilesOnly() throws IOException {
    byte[] whole = Files.readAllBytes(middle());
    for (int i = 0; i < 12; i++) {
      Files.write(middle(), Arrays.copyOf(whole, i));
      disk.open(0).close();
    }
    assertThat(disk.aside()).hasSize(8);
    assertThat(Files.size(disk.aside().get(7))).isEqualTo(11);
  }

  @Test
  void whatACutOffStartLeftBehindIsCleared() throws IOException {
    Files.write(disk.directory.resolve("00000000000000000006.tape.salvaged"), garbage(100));
    Files.write(disk.directory.resolve("00000000000000000016.tape.tmp"), garbage(100));
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, LAST));
    }
    assertThat(disk.files(".salvaged")).isEmpty();
    assertThat(disk.files(".tmp")).isEmpty();
  }

  private Path middle() {
    return disk.directory.resolve("00000000000000000006.tape");
  }

  /** Of the batches that {@link #fill} stores. */
  private static int elementLength() {
    return TapeBufferTest.element(500);
  }

  private static UnaryOperator<byte[]> put(int at, int value) {
    return bytes -> {
      ByteBuffer.wrap(bytes).putInt(at, value);
      return bytes;
    };
  }

  private static UnaryOperator<byte[]> flip(int at) {
    return bytes -> {
      bytes[at] ^= 0x10;
      return bytes;
    };
  }

  private static byte[] zeroed(byte[] bytes, int from, int to) {
    Arrays.fill(bytes, from, to, (byte) 0);
    return bytes;
  }

  private static byte[] inserted(byte[] bytes, int at) {
    byte[] longer = new byte[bytes.length + 3];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, at, longer, at + 3, bytes.length - at);
    return longer;
  }

  private static byte[] garbage(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
