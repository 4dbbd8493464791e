package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of PEM blocks (RFC 7468), whatever stands between them. */
final class PemFile {
  /** More than all authorities of a platform together. */
  private static final int MAX_BYTES = 4 << 20;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private PemFile() {}

  /**
   * One block.
   *
   * @param label such as {@code CERTIFICATE}
   * @param encrypted whether it says so in a header of its own (RFC 1421), as old keys do
   * @param der its content; empty where it is encrypted
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Block(String label, boolean encrypted, byte[] der) {
    /** Shows no content: it may be a key. */
    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * The blocks in the order of the file; empty where it holds none.
   *
   * @throws IOException where it cannot be read
   */
  static List<Block> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("too large (expected: at most 4MiB)");
    }
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(bytes, ISO_8859_1));
    while (matcher.find()) {
      blocks.add(block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static Block block(String label, String content) throws IOException {
    if (content.contains("ENCRYPTED")) {
      return new Block(label, true, new byte[0]);
    }
    try {
      return new Block(label, false, Base64.getMimeDecoder().decode(content));
    } catch (IllegalArgumentException e) {
      throw new IOException("a damaged block " + label + " (expected: Base64)", e);
    }
  }
}
