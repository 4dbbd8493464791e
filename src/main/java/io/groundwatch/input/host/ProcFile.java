package io.groundwatch.input.host;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text file of the kernel, read whole and walked by line and word without copying: the formats
 * are those of proc(5). The buffer is kept from one reading to the next, and so are the words: what
 * stands where it stood before is the same String.
 *
 * <p>{@link #load()} keeps its file open, since opening costs as much as reading; {@link
 * #load(Path)} does not, for files that come and go.
 */
final class ProcFile implements Closeable {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int MAX_BYTES = 16 << 20;

  /** More words than the kernel's files have that are read often. */
  private static final int MAX_KNOWN = 4096;

  private static final int DECIMAL = 10;
  private static final int HEX = 16;

  private final List<String> known = new ArrayList<>();
  private Path path;
  private @Nullable RandomAccessFile open;
  private int words;
  private byte[] bytes;
  private int length;
  private int position;
  private int lineEnd;

  /** Does not touch the file yet. */
  ProcFile(Path path) {
    this(path, FIRST_BYTES);
  }

  /** With a buffer of so many bytes, which grows as needed. */
  ProcFile(Path path, int firstBytes) {
    this.path = path;
    this.bytes = new byte[firstBytes];
  }

  /** Of no file yet: for {@link #load(Path)}. */
  ProcFile() {
    this(Path.of(""));
  }

  /** Reads the file as it is now; the cursor is before its first line. */
  void load() throws IOException {
    RandomAccessFile file = open == null ? new RandomAccessFile(path.toFile(), "r") : open;
    open = file;
    try {
      file.seek(0);
      fill(file::read);
    } catch (IOException e) {
      close();
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Reads another file, and leaves it. */
  void load(Path other) throws IOException {
    path = other;
    try (FileInputStream in = new FileInputStream(other.toFile())) {
      fill(in::read);
    }
  }

  /** Lets go of the file; a later {@link #load()} opens it again. */
  @Override
  public void close() throws IOException {
    RandomAccessFile file = open;
    open = null;
    if (file != null) {
      file.close();
    }
  }

  private void fill(ByteReader in) throws IOException {
    length = 0;
    rewind();
    int n = in.read(bytes, 0, bytes.length);
    while (n > 0) {
      length += n;
      growIfFull();
      n = in.read(bytes, length, bytes.length - length);
    }
  }

  private void rewind() {
    position = 0;
    lineEnd = -1;
    words = 0;
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

  /** Takes the whole file for one line: one that holds a name may hold line ends in it. */
  void whole() {
    rewind();
    lineEnd = length;
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

  /** Whether the line begins with {@code ascii}; the cursor moves behind it if so. */
  boolean starts(String ascii) {
    if (lineEnd - position < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[position + i] != ascii.charAt(i)) {
        return false;
      }
    }
    position += ascii.length();
    return true;
  }

  /**
   * What stands on the line between its first {@code open} and its last {@code close}; the cursor
   * moves behind that. Empty without them.
   */
  String between(char open, char close) {
    int from = position;
    while (from < lineEnd && bytes[from] != open) {
      from++;
    }
    int to = lineEnd - 1;
    while (to > from && bytes[to] != close) {
      to--;
    }
    if (to <= from) {
      return "";
    }
    position = to + 1;
    return text(from + 1, to);
  }

  /** The first character of the next word; a blank at the line's end. */
  char letter() {
    skipBlanks();
    char letter = position < lineEnd ? (char) (bytes[position] & 0xFF) : ' ';
    skipWords(1);
    return letter;
  }

  /** The next word of the line as a number that may be negative; 0 at its end. */
  long signed() throws IOException {
    skipBlanks();
    if (position < lineEnd && bytes[position] == '-') {
      position++;
      return -digits(DECIMAL);
    }
    return position < lineEnd ? digits(DECIMAL) : 0;
  }

  /** The next word of the line as a number; {@link Source#ABSENT} at its end. */
  long number() throws IOException {
    skipBlanks();
    return position < lineEnd ? digits(DECIMAL) : Source.ABSENT;
  }

  /** The next word of the line as a number with a fraction; NaN at its end. */
  double decimal() throws IOException {
    String word = word();
    try {
      return word.isEmpty() ? Double.NaN : Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IOException(path + ": a word where a number was expected.", e);
    }
  }

  /** As {@link #number}, of hexadecimal digits; of more than sixteen, the last sixteen. */
  long hex() throws IOException {
    skipBlanks();
    return position < lineEnd ? digits(HEX) : Source.ABSENT;
  }

  /** All bytes that were read, up to {@link #length}; valid until the next reading. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes were read. */
  int length() {
    return length;
  }

  private long digits(int base) throws IOException {
    long number = 0;
    while (position < lineEnd && !isBlank(bytes[position])) {
      int digit = Character.digit(bytes[position++], base);
      if (digit < 0) {
        throw new IOException(path + ": a word where a number was expected.");
      }
      number = number * base + digit;
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
    return b == ' ' || b == '\t' || b == '\n';
  }

  private String text(int from, int to) {
    int place = words++;
    if (place < known.size() && same(known.get(place), from, to)) {
      return known.get(place);
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (place < known.size()) {
      known.set(place, text);
    } else if (place == known.size() && place < MAX_KNOWN) {
      known.add(text);
    }
    return text;
  }

  private boolean same(String text, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      // Bytes that are not ASCII are negative, and no character is.
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private interface ByteReader {
    int read(byte[] into, int offset, int count) throws IOException;
  }
}
