package io.groundwatch.buffer;

import static io.groundwatch.buffer.BufferOnDisk.numbers;
import static io.groundwatch.buffer.BufferOnDisk.range;
import static io.groundwatch.buffer.BufferOnDisk.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.BatchCodec;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A look through a queue from outside. */
class QueueViewTest {
  private static final int ROUNDS = 200;

  @TempDir Path temporary;
  private BufferOnDisk disk;

  @BeforeEach
  void choose() {
    disk = new BufferOnDisk(temporary.resolve("queue"), 1 << 22, 4096);
  }

  @Test
  void seesWhatARunningAgentHasQueued() throws IOException {
    try (TapeBuffer buffer = disk.open(0)) {
      for (long number = 1; number <= 12; number++) {
        store(buffer, number, 500);
      }
      buffer.settled(3);

      Seen<QueuedBatch> heads = heads(3);
      assertThat(heads.troubles).isEmpty();
      assertThat(heads.batches)
          .extracting(batch -> batch.head().id().low())
          .isEqualTo(range(4, 12))
          .isEqualTo(numbers(buffer));
      QueuedBatch first = heads.batches.get(0);
      assertThat(first.head().sequence()).isEqualTo(4);
      assertThat(first.head().createdNanos()).isEqualTo(4);
      assertThat(first.head().records()).isEqualTo(1);
      assertThat(first.positions()).containsExactly(SampleBatches.position(4));

      Seen<StoredBatch> whole = whole(3);
      assertThat(whole.troubles).isEmpty();
      for (int i = 0; i < whole.batches.size(); i++) {
        byte[] element = BatchCodec.encode(whole.batches.get(i));
        assertThat(heads.batches.get(i).storedBytes()).isEqualTo(4 + element.length);
        assertThat(heads.batches.get(i).head().rawBytes())
            .isEqualTo(whole.batches.get(i).rawBytes());
      }
    }
  }

  @Test
  void seesNothingWhereThereIsNothing() throws IOException {
    assertThat(heads(0).batches).isEmpty();
    disk.open(0).close();
    assertThat(heads(0).batches).isEmpty();
    assertThat(heads(0).troubles).isEmpty();
  }

  @Test
  void seesNothingOfWhatIsSettledThoughItIsStillThere() throws IOException {
    disk.fill(1, 15, 500);
    assertThat(disk.segments()).hasSize(3);
    for (long settled = 0; settled <= 16; settled++) {
      assertThat(numbersOfHeads(settled)).isEqualTo(range(settled + 1, 15));
    }
  }

  @Test
  void readsNoSegmentThatIsSpent() throws IOException {
    disk.fill(1, 15, 500);
    Files.write(disk.segments().get(0), new byte[] {1, 2, 3});
    assertThat(heads(5).troubles).isEmpty();
    assertThat(numbersOfHeads(5)).isEqualTo(range(6, 15));
    assertThat(heads(4).troubles).hasSize(1);
  }

  @Test
  void changesNothing() throws IOException {
    disk.fill(1, 15, 500);
    flip(disk.segments().get(1), 200);
    Files.writeString(disk.directory.resolve("x.tape.salvaged"), "half");
    Map<Path, String> before = contents();
    heads(2);
    whole(2);
    assertThat(contents()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("io.groundwatch.buffer.TapeBufferDamageTest#damages")
  void seesOfADamagedFileWhatTheAgentWillFind(TapeBufferDamageTest.Damage damage)
      throws IOException {
    disk.fill(1, 15, 500);
    Path middle = disk.segments().get(1);
    Files.write(middle, damage.act().apply(Files.readAllBytes(middle)));

    List<Long> expected = new ArrayList<>(range(1, 5));
    expected.addAll(damage.whole());
    expected.addAll(range(11, 15));
    Seen<StoredBatch> whole = whole(0);
    assertThat(whole.batches).extracting(batch -> batch.id().low()).isEqualTo(expected);
    assertThat(whole.troubles).hasSize(1).first().asString().contains("06.tape is damaged at byte");
    try (TapeBuffer buffer = disk.open(0)) {
      assertThat(numbers(buffer)).isEqualTo(expected);
    }
  }

  @Test
  void seesWhatTheAgentWillFindWhateverTheDamage() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    disk.fill(1, 8, 300);
    Path whole = disk.segments().get(0);
    for (int round = 0; round < ROUNDS; round++) {
      disk = new BufferOnDisk(temporary.resolve("random-" + round), 1 << 22, 4096);
      Path file = Files.createDirectory(disk.directory).resolve(whole.getFileName());
      Files.copy(whole, file);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        flip(file, random.nextInt(2500));
      }
      String what = "seed " + seed + ", round " + round;
      heads(0);
      List<Long> seen = whole(0).batches.stream().map(batch -> batch.id().low()).toList();
      try (TapeBuffer buffer = disk.open(0)) {
        assertThat(seen).as(what).isEqualTo(numbers(buffer));
      }
    }
  }

  @Test
  void theHeadsAloneSeeNoDamageInAPayload() throws IOException {
    disk.fill(1, 3, 500);
    flip(disk.segments().get(0), 36 + 300);
    assertThat(heads(0).troubles).isEmpty();
    assertThat(numbersOfHeads(0)).isEqualTo(range(1, 3));
    assertThat(whole(0).troubles).hasSize(1);
    assertThat(checked().troubles).isEqualTo(whole(0).troubles);
    assertThat(checked().batches).hasSize(2).isEqualTo(heads(0).batches.subList(1, 3));
  }

  @Test
  void saysThatANewerVersionWroteIt() throws IOException {
    disk.fill(1, 15, 500);
    Path middle = disk.segments().get(1);
    byte[] bytes = Files.readAllBytes(middle);
    int length = ByteBuffer.wrap(bytes).getInt(32);
    bytes[36 + 4] = 9;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 36, length - 4);
    ByteBuffer.wrap(bytes).putInt(36 + length - 4, (int) crc.getValue());
    Files.write(middle, bytes);
    for (Seen<?> seen : List.of(heads(0), whole(0))) {
      assertThat(seen.troubles)
          .hasSize(1)
          .first()
          .asString()
          .contains("was written by a newer version of Groundwatch (version: 9");
      assertThat(seen.batches).hasSize(10);
    }
  }

  @Test
  @Timeout(60)
  void isNotMisledByAnAgentThatWritesMeanwhile() throws Exception {
    int last = 400;
    try (TapeBuffer buffer = disk.open(0)) {
      Thread writer = new Thread(() -> addAndSettle(buffer, last));
      writer.start();
      int looks = 0;
      while (writer.isAlive() || looks == 0) {
        looks++;
        assertRising(heads(0));
        assertRisingWhole(whole(0));
      }
      writer.join();
    }
    assertThat(numbersOfHeads(last - 5)).isEqualTo(range(last - 4, last));
  }

  private static void addAndSettle(TapeBuffer buffer, int last) {
    try {
      for (long number = 1; number <= last; number++) {
        store(buffer, number, 500);
        buffer.settled(number - 5);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRising(Seen<QueuedBatch> seen) {
    assertThat(seen.troubles).isEmpty();
    assertThat(seen.batches)
        .extracting(batch -> batch.head().sequence())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static void assertRisingWhole(Seen<StoredBatch> seen) {
    assertThat(seen.troubles).isEmpty();
    assertThat(seen.batches).extracting(StoredBatch::sequence).isSorted().doesNotHaveDuplicates();
  }

  private List<Long> numbersOfHeads(long settled) throws IOException {
    return heads(settled).batches.stream().map(batch -> batch.head().id().low()).toList();
  }

  private Seen<QueuedBatch> heads(long settled) throws IOException {
    Seen<QueuedBatch> seen = new Seen<>();
    QueueView.heads(disk.directory, settled, false, seen);
    return seen;
  }

  private Seen<QueuedBatch> checked() throws IOException {
    Seen<QueuedBatch> seen = new Seen<>();
    QueueView.heads(disk.directory, 0, true, seen);
    return seen;
  }

  private Seen<StoredBatch> whole(long settled) throws IOException {
    Seen<StoredBatch> seen = new Seen<>();
    QueueView.batches(disk.directory, settled, seen);
    return seen;
  }

  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(disk.directory)) {
      for (Path file : files.toList()) {
        contents.put(
            file,
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x10;
    Files.write(file, bytes);
  }

  private static final class Seen<T> implements QueueVisitor<T> {
    private final List<T> batches = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    @Override
    public void batch(T batch) {
      batches.add(batch);
    }

    @Override
    public void trouble(Path file, String what) {
      troubles.add(file + " " + what);
    }
  }
}
