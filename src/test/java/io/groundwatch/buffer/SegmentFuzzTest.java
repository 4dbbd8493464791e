package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random damage to the bytes of random segments: whatever comes to pass, the buffer opens, what it
 * gives is what was stored, in order and once, and what lies in files that were left alone is all
 * there.
 *
 * <p>{@code -Dgroundwatch.fuzz.rounds=100000} makes it run long.
 */
class SegmentFuzzTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.fuzz.rounds", 40);
  private static final int SEGMENT_BYTES = 4096;

  @TempDir Path folder;
  private final long seed = Long.getLong("groundwatch.fuzz.seed", new Random().nextLong());

  @Test
  void givesWhatWasStoredAndNothingElseWhateverBecomesOfTheFiles() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      BufferOnDisk disk = new BufferOnDisk(folder.resolve("r" + round), 1 << 20, SEGMENT_BYTES);
      new Round(disk, random, "seed " + seed + ", round " + round).run();
    }
  }

  private static final class Round {
    private final BufferOnDisk disk;
    private final Random random;
    private final String name;
    private final Map<Long, StoredBatch> stored = new TreeMap<>();
    private final List<String> damages = new ArrayList<>();

    private Round(BufferOnDisk disk, Random random, String name) {
      this.disk = disk;
      this.random = random;
      this.name = name;
    }

    private void run() throws IOException {
      fill();
      Set<Long> safe = new HashSet<>(stored.keySet());
      List<Path> segments = disk.segments();
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        int hit = random.nextInt(segments.size());
        safe.removeAll(sequencesIn(segments, hit));
        damage(segments.get(hit));
      }
      List<StoredBatch> found = open(safe);
      assertThat(open(safe)).as("%s: a second start, after %s", name, damages).hasSameSizeAs(found);
    }

    private void fill() throws IOException {
      try (TapeBuffer buffer = disk.open(0)) {
        int batches = 3 + random.nextInt(15);
        for (int number = 1; number <= batches; number++) {
          String text = "x".repeat(1 + random.nextInt(random.nextInt(8) == 0 ? 9000 : 900));
          StoredBatch batch = buffer.store(SampleBatches.logs(number, text)).orElseThrow();
          stored.put(batch.sequence(), batch);
        }
      }
    }

    /** A segment is named by its first sequence; it holds all up to the next one's. */
    private Set<Long> sequencesIn(List<Path> segments, int index) {
      long first = first(segments.get(index));
      long next = index + 1 < segments.size() ? first(segments.get(index + 1)) : Long.MAX_VALUE;
      Set<Long> sequences = new HashSet<>(stored.keySet());
      sequences.removeIf(sequence -> sequence < first || sequence >= next);
      return sequences;
    }

    private static long first(Path segment) {
      return Long.parseLong(segment.getFileName().toString().replace(".tape", ""));
    }

    private void damage(Path segment) throws IOException {
      if (!Files.exists(segment)) {
        return;
      }
      byte[] bytes = Files.readAllBytes(segment);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        bytes = damaged(bytes, random.nextInt(9));
      }
      if (random.nextInt(12) == 0) {
        damages.add("removed " + segment.getFileName());
        Files.delete(segment);
      } else {
        Files.write(segment, bytes);
      }
    }

    private byte[] damaged(byte[] bytes, int how) {
      int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      int length = bytes.length == 0 ? 0 : random.nextInt(Math.min(600, bytes.length - at) + 1);
      damages.add(how + " at " + at + ", " + length);
      byte[] changed = bytes.clone();
      switch (how) {
        case 0 -> flip(changed, at);
        case 1 -> Arrays.fill(changed, at, at + length, (byte) 0);
        case 2 -> {
          byte[] noise = new byte[length];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, changed, at, length);
        }
        case 3 -> changed = Arrays.copyOf(bytes, at);
        case 4 -> changed = Arrays.copyOf(bytes, bytes.length + random.nextInt(5000));
        case 5 -> changed = spliced(bytes, at, new byte[length], at);
        case 6 -> changed = spliced(bytes, at, new byte[0], at + length);
        case 7 -> changed = spliced(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
        default -> {
          // A header's field: version, length, count, first, last.
          for (int i = 0; i < 4 && changed.length >= 32; i++) {
            changed[random.nextInt(32)] = (byte) random.nextInt();
          }
        }
      }
      return changed;
    }

    private void flip(byte[] bytes, int at) {
      if (bytes.length > 0) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }

    /** {@code bytes} with {@code put} in place of what lies from {@code from} to {@code to}. */
    private static byte[] spliced(byte[] bytes, int from, byte[] put, int to) {
      byte[] spliced = new byte[from + put.length + bytes.length - to];
      System.arraycopy(bytes, 0, spliced, 0, from);
      System.arraycopy(put, 0, spliced, from, put.length);
      System.arraycopy(bytes, to, spliced, from + put.length, bytes.length - to);
      return spliced;
    }

    private List<StoredBatch> open(Set<Long> safe) throws IOException {
      List<StoredBatch> found = new ArrayList<>();
      try (TapeBuffer buffer = disk.open(0)) {
        Optional<StoredBatch> batch = buffer.after(0);
        while (batch.isPresent()) {
          found.add(batch.get());
          batch = buffer.after(batch.get().sequence());
        }
        assertThat(buffer.batches()).as("%s: after %s", name, damages).isEqualTo(found.size());
      }
      assertThat(found.stream().map(StoredBatch::sequence).toList())
          .as("%s: after %s", name, damages)
          .doesNotHaveDuplicates()
          .isSorted()
          .containsAll(safe);
      for (StoredBatch batch : found) {
        StoredBatch before = stored.get(batch.sequence());
        assertThat(before).as("%s: nothing that was not stored", name).isNotNull();
        assertThat(batch.id()).as(name).isEqualTo(before.id());
        assertThat(batch.payload()).as(name).isEqualTo(before.payload());
        assertThat(batch.positions()).as(name).isEqualTo(before.positions());
      }
      return found;
    }
  }
}
