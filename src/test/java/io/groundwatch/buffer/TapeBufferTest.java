package io.groundwatch.buffer;

import static io.groundwatch.buffer.BufferOnDisk.numbers;
import static io.groundwatch.buffer.BufferOnDisk.range;
import static io.groundwatch.buffer.BufferOnDisk.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.tape2.QueueFile;
import io.groundwatch.codec.BatchCodec;
import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.pipeline.Buffer;
import io.groundwatch.pipeline.BufferContract;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.DirectoryLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeBufferTest extends BufferContract {
  private Path folder;
  private BufferOnDisk disk;
  private int opened;

  @BeforeEach
  void makeDisk(@TempDir Path temporary) {
    folder = temporary;
    disk = new BufferOnDisk(folder.resolve("queue"), 1 << 20, 4096);
  }

  @Override
  protected Buffer open(long maxBytes) throws IOException {
    opened++;
    disk = new BufferOnDisk(folder.resolve("contract-" + opened), maxBytes, maxBytes / 8);
    return disk.open(0);
  }

  @Override
  protected Buffer reopen(Buffer buffer, long settledSequence) throws IOException {
    buffer.close();
    Buffer again = disk.open(settledSequence);
    assertThat(disk.damages()).isZero();
    return again;
  }

  @Test
  void everySegmentIsAFileThatTapeReads() throws IOException {
    disk.fill(1, 30, 500);

    long sequence = 1;
    assertThat(disk.segments()).hasSizeGreaterThan(3);
    for (Path segment : disk.segments()) {
      try (QueueFile queue = new QueueFile.Builder(segment.toFile()).zero(false).build()) {
        for (byte[] element : queue) {
          assertThat(BatchCodec.decode(element).sequence()).isEqualTo(sequence);
          sequence++;
        }
      }
    }
    assertThat(sequence).isEqualTo(31);
  }

  @Test
  void noSegmentOutgrowsThePowerOfTwoAboveItsBound() throws IOException {
    disk.fill(1, 200, 117);
    for (Path segment : disk.segments()) {
      assertThat(Files.size(segment)).isEqualTo(4096);
    }
  }

  @Test
  void aBatchBeyondTheBoundGetsASegmentOfItsOwn() throws IOException {
    disk.fill(1, 2, 100);
    disk.fill(3, 3, 20_000);
    disk.fill(4, 5, 100);

    assertThat(disk.segments()).hasSize(3);
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, 5));
    }
  }

  @Test
  void fillsASegmentToItsVeryLastByte() throws IOException {
    int overhead = element(0);
    int free = 4096 - Segment.HEADER_BYTES - 2 * Segment.FRAME_BYTES - 2 * overhead;
    disk.fill(1, 1, 1000);
    disk.fill(2, 2, free - 1000);

    assertThat(disk.segments()).hasSize(1);
    disk.fill(3, 3, 10);
    assertThat(disk.segments()).hasSize(2);
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(range(1, 3));
    }
    assertThat(disk.damages()).isZero();
  }

  @Test
  void settledSegmentsAreDeletedAndTheirRoomCountsAtOnce() throws IOException {
    disk.fill(1, 30, 500);
    try (TapeBuffer buffer = disk.open(0)) {
      long before = buffer.bytes();
      buffer.settled(15);

      assertThat(disk.segments()).hasSizeLessThan(6);
      assertThat(buffer.bytes()).isLessThan(before);
      assertThat(buffer.batches()).isEqualTo(15);
      buffer.settled(30);
      assertThat(disk.segments()).as("the last one is kept while it is small").hasSize(1);
      assertThat(numbers(buffer)).isEmpty();
    }
  }

  @Test
  void aSettledSegmentThatIsStillWrittenIsReplacedOnceItIsLarge() throws IOException {
    disk = new BufferOnDisk(folder.resolve("queue"), 1 << 26, 1 << 23);
    try (TapeBuffer buffer = disk.open(0)) {
      store(buffer, 1, 2_500_000);
      buffer.settled(1);
      assertThat(disk.segments()).hasSize(1);
      store(buffer, 2, 2_500_000);
      buffer.settled(2);
      assertThat(disk.segments()).isEmpty();
      assertThat(buffer.bytes()).isZero();
      assertThat(buffer.store(SampleBatches.logs(3, "y")).orElseThrow().sequence()).isEqualTo(3);
      assertThat(numbers(buffer)).containsExactly(3L);
    }
  }

  @Test
  void theSegmentOfWhatIsDroppedIsDeletedOnceNothingIsLeftInItButNeverTheNewest()
      throws IOException {
    disk.fill(1, 30, 500);
    try (TapeBuffer buffer = disk.open(0)) {
      int files = disk.segments().size();
      for (long sequence = 2; sequence <= 30; sequence++) {
        buffer.dropped(sequence);
      }
      assertThat(files).isGreaterThan(3);
      assertThat(disk.segments()).as("the first and the last").hasSize(2);
      assertThat(buffer.batches()).isEqualTo(1);
      assertThat(numbers(buffer)).containsExactly(1L);
      buffer.settled(1);
      assertThat(buffer.batches()).isZero();
    }
    try (TapeBuffer buffer = disk.open(1)) {
      assertThat(buffer.store(SampleBatches.logs(31, "y")).orElseThrow().sequence())
          .as("sequences never restart")
          .isEqualTo(31);
    }
  }

  @Test
  void countsItsBytesTheSameAfterARestart() throws IOException {
    long before;
    try (TapeBuffer buffer = disk.open(0)) {
      for (int i = 1; i <= 20; i++) {
        store(buffer, i, 500);
      }
      before = buffer.bytes();
    }
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(buffer.bytes()).isEqualTo(before);
    }
  }

  @Test
  void keepsABatchOfPositionsAlone() throws IOException {
    Batch.Logs some = (Batch.Logs) SampleBatches.logs(1);
    try (TapeBuffer buffer = disk.open(0)) {
      buffer.store(new Batch.Logs(new BatchId(1, 1), 0, some.lines(), some.positions()));
    }
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(buffer.positionsAtOpen()).containsExactly(SampleBatches.position(1));
      assertThat(buffer.after(0).orElseThrow().records()).isZero();
    }
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    disk.fill(1, 1, 10);

    assertThat(mode(disk.directory)).isEqualTo("rwx------");
    assertThat(mode(disk.segments().get(0))).isEqualTo("rw-------");
    assertThat(mode(disk.directory.resolve("lock"))).isEqualTo("rw-------");
  }

  @Test
  void aSecondOpenerIsToldWhoHasIt() throws IOException {
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(buffer.batches()).isZero();
      assertThatThrownBy(() -> disk.open(0))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    disk.open(0).close();
  }

  @Test
  void compressesAsItIsTold() throws IOException {
    for (Compression compression : Compression.values()) {
      TapeBufferSettings settings = new TapeBufferSettings("test/logs", 1 << 20, compression);
      Path directory = folder.resolve(compression.key());
      try (TapeBuffer buffer =
          TapeBuffer.open(directory, settings, 0, disk.metrics, BufferOnDisk.CLOCK)) {
        store(buffer, 1, 1000);
        assertThat(buffer.after(0).orElseThrow().compression()).isEqualTo(compression);
      }
    }
  }

  @Test
  void refusesLimitsThatLeaveNoRoom() {
    assertThatThrownBy(() -> new TapeBufferSettings("a/logs", 0, Compression.NONE))
        .hasMessage("maxBytes: 0 (expected: > 0)");
    assertThatThrownBy(() -> new TapeBufferSettings("a/logs", 1, 0, Compression.NONE))
        .hasMessageContaining("segmentBytes: 0");
  }

  /** Bytes of the element of a batch with one message of so many bytes. */
  static int element(int message) {
    Batch batch = SampleBatches.logs(1, "x".repeat(message));
    return BatchCodec.encode(new BatchEncoder(Compression.NONE).encode(batch, 1)).length;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
