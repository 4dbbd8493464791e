package io.groundwatch.input.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A text file of the kernel, read whole and walked by line and word without copying: the formats
 * are those of proc(5). Numbers are decimal and not negative. The buffer is kept from one reading
 * to the next.
 */
final class ProcFile {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int MAX_BYTES = 16 << 20;

  private final Path path;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private int position;
  private int lineEnd;

  /** Does not touch the file yet. */
  ProcFile(Path path) {
    this.path = path;
  }

  /** Reads the file as it is now; the cursor is before its first line. */
  void load() throws IOException {
    length = 0;
    position = 0;
    lineEnd = -1;
    try (InputStream in = Files.newInputStream(path)) {
      int n = in.read(bytes, 0, bytes.length);
      while (n > 0) {
        length += n;
        growIfFull();
        n = in.read(bytes, length, bytes.length - length);
      }
    }
  }

  /** Moves to the next line. Returns false behind the last. */
  boolean nextLine() {
    position = lineEnd + 1;
    if (position >= length) {
      return false;
    }
    lineEnd = position;
    while (lineEnd < length && bytes[lineEnd] != '\n') {
      lineEnd++;
    }
    return true;
  }

  /** The next word of the line, or an empty one at its end. */
  String word() {
    skipBlanks();
    int from = position;
    while (position < lineEnd && !isBlank(bytes[position])) {
      position++;
    }
    return text(from, position);
  }

  /** Passes over the next words of the line. */
  void skipWords(int count) {
    for (int i = 0; i < count; i++) {
      skipBlanks();
      while (position < lineEnd && !isBlank(bytes[position])) {
        position++;
      }
    }
  }

  /** What stands before the line's last colon; the cursor moves behind it. Empty without one. */
  String label() {
    skipBlanks();
    int colon = lineEnd - 1;
    while (colon > position && bytes[colon] != ':') {
      colon--;
    }
    if (colon <= position) {
      return "";
    }
    String label = text(position, colon);
    position = colon + 1;
    return label;
  }

  /** The next word of the line as a number; {@link Source#ABSENT} at its end. */
  long number() throws IOException {
    skipBlanks();
    if (position >= lineEnd) {
      return Source.ABSENT;
    }
    long number = 0;
    while (position < lineEnd && !isBlank(bytes[position])) {
      int digit = bytes[position++] - '0';
      if (digit < 0 || digit > 9) {
        throw new IOException(path + ": a word where a number was expected.");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private void growIfFull() throws IOException {
    if (length == MAX_BYTES) {
      throw new IOException(path + ": larger than " + MAX_BYTES + " bytes.");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(2 * length, MAX_BYTES));
    }
  }

  private void skipBlanks() {
    while (position < lineEnd && isBlank(bytes[position])) {
      position++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
