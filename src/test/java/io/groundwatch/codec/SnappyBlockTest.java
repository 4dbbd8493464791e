package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is compressed is read back by another's reader. */
class SnappyBlockTest {
  @Test
  void whatIsCompressedReadsBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int size :
        new int[] {0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 4096, 65_535, 65_536, 65_537}) {
      assertReadsBack(random(random, size, 256), "random of " + size + ", seed " + seed);
      assertReadsBack(random(random, size, 2), "few letters of " + size + ", seed " + seed);
      assertReadsBack(new byte[size], "zeros of " + size);
    }
    assertReadsBack(random(random, 1_000_000, 4), "seed " + seed);
    assertReadsBack(random(random, 300_000, 256), "seed " + seed);
  }

  @Test
  void whatRepeatsBecomesSmall() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("cpu_usage_active{host=\"web1\",cpu=\"cpu").append(i).append("\"}\n");
    }
    byte[] bytes = text.toString().getBytes(US_ASCII);
    assertReadsBack(bytes, "text");
    assertThat(SnappyBlock.compress(bytes).length).isLessThan(bytes.length / 3);
  }

  private static byte[] random(Random random, int size, int letters) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(letters);
    }
    return bytes;
  }

  private static void assertReadsBack(byte[] bytes, String what) {
    ByteBuf out = Unpooled.buffer();
    new Snappy().decode(Unpooled.wrappedBuffer(SnappyBlock.compress(bytes)), out);
    assertThat(ByteBufUtil.getBytes(out)).as(what).isEqualTo(bytes);
  }
}
