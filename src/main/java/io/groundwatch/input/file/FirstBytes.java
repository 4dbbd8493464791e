package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What the first bytes of a file say against its being lines of text. Stateless. */
final class FirstBytes {
  private static final int LOOK_BYTES = 1024;

  /** How compressed files begin, whatever they are called (RFC 1952, RFC 8878, xz and bzip2). */
  private static final Map<String, byte[]> MAGIC =
      Map.of(
          "gzip", new byte[] {0x1f, (byte) 0x8b},
          "zstd", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
          "xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
          "bzip2", new byte[] {'B', 'Z', 'h'});

  private FirstBytes() {}

  /** In words; empty where there is no doubt. */
  static Optional<String> doubt(FileChannel file, Charset charset) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LOOK_BYTES);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {}
    byte[] head = Arrays.copyOf(buffer.array(), buffer.position());
    for (Map.Entry<String, byte[]> magic : MAGIC.entrySet()) {
      byte[] bytes = magic.getValue();
      if (head.length >= bytes.length
          && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length)) {
        return Optional.of("it begins like a file that " + magic.getKey() + " compressed");
      }
    }
    return doubtOfZeros(head, charset);
  }

  private static Optional<String> doubtOfZeros(byte[] head, Charset charset) {
    int zeros = 0;
    for (byte b : head) {
      zeros += b == 0 ? 1 : 0;
    }
    boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    if (zeros == 0 || wide) {
      return Optional.empty();
    }
    boolean everyOther = zeros >= head.length / 3 && zeros <= head.length / 2;
    return Optional.of(
        everyOther
            ? "every other of its first bytes is zero, as in UTF-16: encoding may be missing"
            : "there are zero bytes at its beginning: it may be no text");
  }
}
