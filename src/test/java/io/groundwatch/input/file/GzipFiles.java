package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Compresses for tests. */
final class GzipFiles {
  private GzipFiles() {}

  /** One member that holds {@code text}. */
  static byte[] member(String text) {
    return member(text.getBytes(UTF_8));
  }

  /** One member that holds {@code bytes}. */
  static byte[] member(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What is written of a member that holds {@code text} and more, up to a whole block. */
  static byte[] unfinished(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      GZIPOutputStream gzip = new GZIPOutputStream(out, /* syncFlush= */ true);
      gzip.write(text.getBytes(UTF_8));
      gzip.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Puts {@code log.gz} in the place of {@code log}, with the same time, as logrotate does. */
  static Path replace(Path log) throws IOException {
    Path compressed = log.resolveSibling(log.getFileName() + ".gz");
    Files.write(compressed, member(Files.readAllBytes(log)));
    Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(log));
    Files.delete(log);
    return compressed;
  }

  /** The same by gzip(1). */
  static Path gzip(Path log) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("gzip", log.toString()).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("gzip " + log + ": exit " + process.exitValue());
    }
    return log.resolveSibling(log.getFileName() + ".gz");
  }

  /** {@code parts}, one after the other. */
  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
