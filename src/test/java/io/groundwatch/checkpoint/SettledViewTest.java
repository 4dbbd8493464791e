package io.groundwatch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A settle log looked at from outside. That it sees what a start finds, wherever the agent was
 * stopped, is held by {@link FileCheckpointsCrashTest}.
 */
class SettledViewTest {
  private static final int ROUNDS = 200;

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("checkpoint");
  }

  @Test
  void seesWhatARunningAgentHasSettled() throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      checkpoints.settle(7, List.of(SamplePositions.of(1, 0, 10, false)));
      SettledView view = SettledView.of(folder);
      assertThat(view.sequence()).isEqualTo(7);
      assertThat(view.coverage()).isEqualTo(checkpoints.coverage());
      assertThat(view.trouble()).isEmpty();
    }
  }

  @Test
  void seesNothingWhereThereIsNothing() throws IOException {
    SettledView view = SettledView.of(folder);
    assertThat(view.sequence()).isZero();
    assertThat(view.coverage()).isEmpty();
    assertThat(view.trouble()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void seesWhatAStartFindsWhateverTheDamageAndChangesNothing() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int said = 0;
    settle(6);
    byte[] whole = Files.readAllBytes(folder.resolve("settled.log"));
    for (int round = 0; round < ROUNDS; round++) {
      folder = Files.createDirectory(temporary.resolve("random-" + round));
      Path log = folder.resolve("settled.log");
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(log, Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * 5));
      byte[] before = Files.readAllBytes(log);

      SettledView view = SettledView.of(folder);
      assertThat(Files.readAllBytes(log)).isEqualTo(before);
      said += view.trouble().isPresent() ? 1 : 0;
      try (FileCheckpoints checkpoints = open()) {
        assertThat(view.sequence())
            .as("seed %d, round %d", seed, round)
            .isEqualTo(checkpoints.settledSequence());
        assertThat(view.coverage())
            .as("seed %d, round %d", seed, round)
            .isEqualTo(checkpoints.coverage());
      }
    }
    assertThat(said).as("damages that were said").isGreaterThan(ROUNDS / 2);
  }

  @Test
  void refusesWhatANewerVersionWrote() throws IOException {
    settle(1);
    Path log = folder.resolve("settled.log");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log)).putInt(4, 9);
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, 12);
    Files.write(log, bytes.putInt(12, (int) crc.getValue()).array());
    assertThatThrownBy(() -> SettledView.of(folder))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  @Timeout(60)
  void isNotMisledByAnAgentThatSettlesAndCompactsMeanwhile() throws Exception {
    int last = 200;
    try (FileCheckpoints checkpoints =
        FileCheckpoints.open(folder, new FrozenClock(), DiskStep.NONE, 400)) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 1; i <= last; i++) {
                    checkpoints.settle(i, List.of(SamplePositions.of(1, i - 1, i, false)));
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      checkpoints.settle(1, List.of(SamplePositions.of(1, 0, 1, false)));
      writer.start();
      long seen = 1;
      while (writer.isAlive()) {
        SettledView view = SettledView.of(folder);
        assertThat(view.trouble()).isEmpty();
        assertThat(view.sequence()).as("never goes back").isGreaterThanOrEqualTo(seen);
        seen = view.sequence();
      }
      writer.join();
      assertThat(SettledView.of(folder).sequence()).isEqualTo(last);
    }
  }

  private void settle(int batches) throws IOException {
    try (FileCheckpoints checkpoints = open()) {
      for (int i = 1; i <= batches; i++) {
        checkpoints.settle(i, List.of(SamplePositions.of(i % 2, i, i + 1, false)));
      }
    }
  }

  private FileCheckpoints open() throws IOException {
    return FileCheckpoints.open(folder, new FrozenClock());
  }
}
