package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelBytesTest {
  private static final int MARK = 0x475742e1;

  @Test
  void findsAMarkWhereverItLies(@TempDir Path folder) throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Path file = folder.resolve("file");
    for (int at : new int[] {0, 1, 65_532, 65_533, 65_534, 65_535, 65_536, 131_066, 199_996}) {
      byte[] bytes = new byte[200_000];
      ByteBuffer.wrap(bytes).putInt(at, MARK);
      Files.write(file, bytes);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        int from = random.nextInt(at + 1);
        assertThat(ChannelBytes.indexOf(channel, MARK, from, 200_000))
            .as("seed %d", seed)
            .isEqualTo(at);
        assertThat(ChannelBytes.indexOf(channel, MARK, from, at + 3)).isEqualTo(-1);
        assertThat(ChannelBytes.indexOf(channel, MARK, at + 1, 300_000)).isEqualTo(-1);
      }
    }
  }

  @Test
  void saysWhereAFileEndsTooEarly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, new byte[] {1, 2, 3});
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer into = ByteBuffer.allocate(2);
      assertThat(ChannelBytes.read(channel, into, 1)).isTrue();
      assertThat(into.array()).containsExactly(2, 3);
      into.clear();
      assertThat(ChannelBytes.read(channel, into, 2)).isFalse();
      assertThat(into.position()).isEqualTo(1);
    }
  }
}
