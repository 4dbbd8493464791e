package io.groundwatch.buffer;

import static io.groundwatch.buffer.BufferOnDisk.numbers;
import static io.groundwatch.buffer.BufferOnDisk.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses the n-th write, for every n, in each way that Tape has of saying so. */
class FailingDiskTest {
  private static final int BATCHES = 5;
  private static final int OPERATIONS = 9;

  private Path folder;

  @BeforeEach
  void keep(@TempDir Path temporary) {
    folder = temporary;
  }

  /** How a write fails. */
  private enum Failure {
    OPENING,
    BEFORE,
    AFTER,
    ASSERTION,
    UNCHECKED
  }

  @Test
  void nothingIsLostAndNothingElseIsSentTwice() throws IOException {
    for (Failure failure : Failure.values()) {
      for (int failing = 1; failing <= OPERATIONS; failing++) {
        String name = failure + "-" + failing;
        BufferOnDisk disk = new BufferOnDisk(folder.resolve(name), 1 << 20, 2048);
        FailingWriters writers = new FailingWriters(failure, failing);
        int failures = storeAll(disk, writers, name);
        assertThat(failures).as(name).isEqualTo(writers.failed ? 1 : 0);
        assertThatARestartFindsAll(disk, name);
      }
    }
  }

  @Test
  void aDiskThatStaysFullLeavesNoFilesBehind() throws IOException {
    BufferOnDisk disk = new BufferOnDisk(folder.resolve("full"), 1 << 20, 4096);
    disk.open(0).close();
    SegmentWriter.Opener full = (file, bytes) -> new Refusing(TapeSegmentWriter.open(file, bytes));
    try (TapeBuffer buffer = disk.open(0, full)) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> buffer.store(SampleBatches.logs(1, "x")))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cannot be written: No space left on device");
      }
      assertThat(disk.segments()).isEmpty();
      assertThat(buffer.bytes()).isZero();
      assertThat(buffer.batches()).isZero();
    }
  }

  @Test
  void aFolderThatWasRemovedIsNotCalledAFullDisk() throws IOException {
    BufferOnDisk disk = new BufferOnDisk(folder.resolve("removed"), 1 << 20, 4096);
    try (TapeBuffer buffer = disk.open(0)) {
      for (Path file : disk.files("")) {
        Files.delete(file);
      }
      Files.delete(disk.directory);
      assertThatThrownBy(() -> buffer.store(SampleBatches.logs(1, "x")))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(disk.directory + " was removed");
    }
  }

  @Test
  void aSegmentThatCannotBeMadeLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("00000000000000000001.tape");
    assertThatThrownBy(() -> TapeSegmentWriter.open(file, Long.MAX_VALUE))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  private static int storeAll(BufferOnDisk disk, FailingWriters writers, String name)
      throws IOException {
    int failures = 0;
    disk.open(0).close();
    try (TapeBuffer buffer = disk.open(0, writers)) {
      for (int number = 1; number <= BATCHES; number++) {
        try {
          BufferOnDisk.store(buffer, number, 500);
        } catch (IOException e) {
          failures++;
          number--;
        }
      }
      assertThat(numbers(buffer)).as(name).isEqualTo(range(1, BATCHES));
      assertThat(buffer.batches()).as(name).isEqualTo(BATCHES);
    }
    return failures;
  }

  private static void assertThatARestartFindsAll(BufferOnDisk disk, String name)
      throws IOException {
    try (TapeBuffer buffer = disk.open(0)) {
      List<Long> found = numbers(buffer);
      assertThat(found).as(name).isSorted().hasSizeLessThanOrEqualTo(BATCHES + 1);
      assertThat(found.stream().distinct()).as(name).isEqualTo(range(1, BATCHES));
    }
    assertThat(disk.damages()).as(name).isZero();
  }

  /** Real writers, of whose operations one fails. */
  private static final class FailingWriters implements SegmentWriter.Opener {
    private final Failure failure;
    private final int failing;
    private int operations;
    private boolean failed;

    private FailingWriters(Failure failure, int failing) {
      this.failure = failure;
      this.failing = failing;
    }

    @Override
    public SegmentWriter open(Path file, long bytes) throws IOException {
      operations++;
      if (operations == failing && failure == Failure.OPENING) {
        failed = true;
        throw new IOException("Input/output error");
      }
      SegmentWriter real = TapeSegmentWriter.open(file, bytes);
      return new SegmentWriter() {
        @Override
        public void add(byte[] element) throws IOException {
          operations++;
          if (operations >= failing && !failed) {
            failed = true;
            fail(real, element);
          }
          real.add(element);
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }

    private void fail(SegmentWriter real, byte[] element) throws IOException {
      switch (failure) {
        case OPENING, BEFORE -> throw new IOException("No space left on device");
        case AFTER -> {
          real.add(element);
          throw new IOException("Input/output error");
        }
        case ASSERTION -> throw new AssertionError("Copied insufficient number of bytes!");
        case UNCHECKED -> throw new IndexOutOfBoundsException("position");
      }
    }
  }

  /** A writer that never has room. */
  private record Refusing(SegmentWriter real) implements SegmentWriter {
    @Override
    public void add(byte[] element) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
