package io.groundwatch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.DirectoryLockedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointsTest {
  private Path folder;
  private Path file;

  @BeforeEach
  void choose(@TempDir Path temporary) {
    folder = temporary.resolve("lane");
    file = folder.resolve("settled.log");
  }

  @Test
  void startsFromNothing() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.settledSequence()).isZero();
      assertThat(checkpoints.coverage()).isEmpty();
    }
    assertThat(aside()).isEmpty();
  }

  @Test
  void remembersWhatIsSettled() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(1, List.of(position(1, 0, 10), position(2, 0, 5)));
      checkpoints.settle(2, List.of(position(1, 10, 30)));
      checkpoints.settle(2, List.of(position(2, 7, 9)));
    }
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.settledSequence()).isEqualTo(2);
      assertThat(coverage(checkpoints, 1).ranges()).containsExactly(new Coverage.Range(0, 30));
      assertThat(coverage(checkpoints, 1).last()).isEqualTo(position(1, 0, 30));
      assertThat(coverage(checkpoints, 2).ranges())
          .containsExactly(new Coverage.Range(0, 5), new Coverage.Range(7, 9));
    }
  }

  @Test
  void forgetsASourceThatIsFinishedWithoutAGap() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(1, List.of(position(1, 0, 10), finished(1, 20, 30)));
      assertThat(checkpoints.coverage()).hasSize(1);
      checkpoints.settle(2, List.of(position(1, 10, 20)));
      assertThat(checkpoints.coverage()).isEmpty();
      checkpoints.settle(3, List.of(finished(2, 0, 0)));
      assertThat(checkpoints.coverage()).isEmpty();
    }
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.coverage()).isEmpty();
      assertThat(checkpoints.settledSequence()).isEqualTo(3);
    }
  }

  @Test
  void aTornEndIsCutWhereverItIsTorn() throws IOException {
    long before = settleTwo();
    byte[] whole = Files.readAllBytes(file);
    for (int length = (int) before; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatOnlyTheFirstCounts("length " + length);
    }
  }

  @Test
  void anEndThatIsZerosIsCut() throws IOException {
    long before = settleTwo();
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, (int) before, whole.length, (byte) 0);
    Files.write(file, whole);
    assertThatOnlyTheFirstCounts("zeros");
  }

  private void assertThatOnlyTheFirstCounts(String what) throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.settledSequence()).as(what).isEqualTo(1);
      assertThat(coverage(checkpoints, 1).end()).as(what).isEqualTo(10);
      checkpoints.settle(2, List.of(position(1, 10, 12)));
    }
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.settledSequence()).as(what).isEqualTo(2);
      assertThat(coverage(checkpoints, 1).end()).as(what).isEqualTo(12);
    }
    assertThat(aside()).as(what).isEmpty();
  }

  @Test
  void damageInTheMiddleCostsNoMoreThanItsEntry() throws IOException {
    long at;
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(1, List.of(position(1, 0, 10)));
      at = Files.size(file);
      checkpoints.settle(2, List.of(position(1, 10, 20)));
      checkpoints.settle(3, List.of(position(1, 20, 30)));
    }
    byte[] damaged = Files.readAllBytes(file);
    damaged[(int) at + 30] ^= 1;
    Files.write(file, damaged);
    for (int start = 0; start < 2; start++) {
      try (FileCheckpoints checkpoints = open()) {
        assertThat(checkpoints.settledSequence()).isEqualTo(3);
        assertThat(coverage(checkpoints, 1).ranges())
            .containsExactly(new Coverage.Range(0, 10), new Coverage.Range(20, 30));
      }
      assertThat(aside()).hasSize(1);
      assertThat(Files.readAllBytes(aside().get(0))).isEqualTo(damaged);
    }
  }

  @Test
  void noFlippedBitMakesItStartFromNothingOrSayMoreThanWasSettled() throws IOException {
    settleTwo();
    byte[] whole = Files.readAllBytes(file);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      int bit = random.nextInt(whole.length * 8);
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      try (FileCheckpoints checkpoints = open()) {
        assertThat(checkpoints.settledSequence()).as("seed %d bit %d", seed, bit).isBetween(1L, 2L);
        Coverage known = coverage(checkpoints, 1);
        assertThat(known.ranges()).allMatch(range -> range.from() >= 0 && range.to() <= 20);
      }
    }
  }

  @Test
  void theLogBeforeCountsWhereTheLogIsMissingEmptyOrForeign() throws IOException {
    try (FileCheckpoints checkpoints = open(DiskStep.NONE, 400)) {
      for (int i = 1; i <= 10; i++) {
        checkpoints.settle(i, List.of(position(1, i - 1, i)));
      }
    }
    byte[] previous = Files.readAllBytes(folder.resolve("settled.log.previous"));
    for (byte[] current : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[5000])) {
      Files.write(folder.resolve("settled.log.previous"), previous);
      Files.write(file, current);
      try (FileCheckpoints checkpoints = open()) {
        assertThat(checkpoints.settledSequence()).isBetween(2L, 10L);
        assertThat(coverage(checkpoints, 1).end()).isEqualTo(checkpoints.settledSequence());
      }
      Files.delete(file);
      try (FileCheckpoints checkpoints = open()) {
        assertThat(checkpoints.settledSequence()).isBetween(2L, 10L);
      }
    }
  }

  @Test
  void theLogBeforeDoesNotBringBackWhatWasFinishedSince() throws IOException {
    try (FileCheckpoints checkpoints = open(DiskStep.NONE, 400)) {
      for (int i = 1; !Files.exists(folder.resolve("settled.log.previous")); i++) {
        checkpoints.settle(i, List.of(position(1, i - 1, i), position(2, i - 1, i)));
      }
      checkpoints.settle(99, List.of(finished(2, 0, 100)));
      assertThat(checkpoints.coverage()).hasSize(1);
    }
    byte[] damaged = Files.readAllBytes(file);
    damaged[0] ^= 1;
    Files.write(file, damaged);
    try (FileCheckpoints checkpoints = open()) {
      assertThat(checkpoints.settledSequence()).isEqualTo(99);
      assertThat(checkpoints.coverage()).containsOnlyKeys(new SourceId(1, 1));
    }
  }

  @Test
  void theEndOfAPartBelowAGapIsKnownAgainAfterCompaction() throws IOException {
    Coverage before;
    try (FileCheckpoints checkpoints = open(DiskStep.NONE, 400)) {
      checkpoints.settle(1, List.of(position(1, 0, 10)));
      checkpoints.settle(2, List.of(position(1, 20, 30)));
      for (int i = 3; !Files.exists(folder.resolve("settled.log.previous")); i++) {
        checkpoints.settle(i, List.of());
      }
      before = coverage(checkpoints, 1);
    }
    assertThat(before.parts())
        .extracting(Position::marker)
        .containsExactly(position(1, 0, 10).marker(), position(1, 20, 30).marker());
    try (FileCheckpoints checkpoints = open()) {
      assertThat(coverage(checkpoints, 1)).isEqualTo(before);
    }
  }

  @Test
  void whatANewerVersionWroteIsRefusedUntouched() throws IOException {
    settleTwo();
    byte[] newer = Files.readAllBytes(file);
    ByteBuffer.wrap(newer).putInt(4, 2);
    CRC32C crc = new CRC32C();
    crc.update(newer, 0, 12);
    ByteBuffer.wrap(newer).putInt(12, (int) crc.getValue());
    Files.write(file, newer);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(UnknownFormatException.class)
          .hasMessageContaining("settled.log was written by a newer version");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(newer);
  }

  @Test
  void nobodyElseMayReadItOrHaveItOpen() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(1, List.of());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThatThrownBy(this::open).isInstanceOf(DirectoryLockedException.class);
    }
  }

  private long settleTwo() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(1, List.of(position(1, 0, 10)));
      long before = Files.size(file);
      checkpoints.settle(2, List.of(position(1, 10, 20)));
      return before;
    }
  }

  private FileCheckpoints open() throws IOException {
    return open(DiskStep.NONE, 1 << 20);
  }

  private FileCheckpoints open(DiskStep disk, long minCompactedBytes) throws IOException {
    return FileCheckpoints.open(folder, new FrozenClock(), disk, minCompactedBytes);
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().contains(".corrupt-")).toList();
    }
  }

  private static Coverage coverage(FileCheckpoints checkpoints, long source) {
    Map<SourceId, Coverage> all = checkpoints.coverage();
    Coverage found = all.get(new SourceId(source, source));
    assertThat(found).as("source %d", source).isNotNull();
    return found;
  }

  private static Position position(long source, long from, long to) {
    return SamplePositions.of(source, from, to, false);
  }

  private static Position finished(long source, long from, long to) {
    return SamplePositions.of(source, from, to, true);
  }
}
