package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.DeadLetter;
import io.groundwatch.codec.DeadLetterCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of dead letters line by line, in memory for one line. A file that is written anew
 * meanwhile is read on as it was. Any thread; one reading is owned by one.
 */
final class DeadLetterReader {
  /** Far above the longest record and its reason. */
  private static final int MAX_LINE_BYTES = 4 << 20;

  private static final int READ_BYTES = 64 << 10;

  private final Visitor visitor;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long lines;
  private boolean tooLong;

  /** What a reading meets, in the order of the file. */
  interface Visitor {
    /** A dead letter. */
    void letter(DeadLetter letter) throws IOException;

    /** A line that is none. */
    void strange(long line, String why) throws IOException;
  }

  private DeadLetterReader(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Shows {@code visitor} all of {@code file}. */
  static void read(Path file, Visitor visitor) throws IOException {
    DeadLetterReader reader = new DeadLetterReader(visitor);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[READ_BYTES];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        reader.take(bytes, n);
      }
    }
    reader.end();
  }

  private void take(byte[] bytes, int length) throws IOException {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        add(bytes, from, i);
        end();
        from = i + 1;
      }
    }
    add(bytes, from, length);
  }

  private void add(byte[] bytes, int from, int to) {
    tooLong |= line.size() + (to - from) > MAX_LINE_BYTES;
    if (!tooLong) {
      line.write(bytes, from, to - from);
    }
  }

  private void end() throws IOException {
    lines++;
    if (tooLong) {
      visitor.strange(lines, "longer than " + MAX_LINE_BYTES + " bytes");
    } else if (line.size() > 0) {
      show();
    }
    line.reset();
    tooLong = false;
  }

  private void show() throws IOException {
    DeadLetter letter;
    try {
      letter = DeadLetterCodec.read(line.toByteArray());
    } catch (DamagedBatchException e) {
      visitor.strange(lines, String.valueOf(e.getMessage()));
      return;
    }
    visitor.letter(letter);
  }
}
