package io.groundwatch.buffer;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One file of the buffer: a Tape QueueFile that is only ever added to, so its elements lie one
 * after another from {@link #HEADER_BYTES}, each four bytes of length and then itself. Named by the
 * first sequence it may hold. Owned by the lane's thread.
 */
final class Segment {
  /** Tape's header; the first element follows. */
  static final int HEADER_BYTES = 32;

  /** Before each element: its length. */
  static final int FRAME_BYTES = 4;

  private static final String SUFFIX = ".tape";
  private static final Pattern NAME = Pattern.compile("0[0-8]\\d{18}\\.tape");

  private final Path file;
  private final long number;
  private final SequenceRuns sequences = new SequenceRuns();
  private long end = HEADER_BYTES;

  private Segment(Path file, long number) {
    this.file = file;
    this.number = number;
  }

  /** The segment that starts at {@code sequence}. */
  static Segment startingAt(Path directory, long sequence) {
    return new Segment(directory.resolve(String.format("%020d%s", sequence, SUFFIX)), sequence);
  }

  /** The segment that {@code file} is named for. */
  static Segment of(Path file) {
    String name = file.getFileName().toString();
    return new Segment(file, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
  }

  /** Whether a file's name is a segment's. */
  static boolean isSegment(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** Notes that an element was added. */
  void add(long sequence, int elementBytes) {
    sequences.add(sequence);
    end += FRAME_BYTES + elementBytes;
  }

  Path file() {
    return file;
  }

  /** The first sequence it may hold: its name. */
  long number() {
    return number;
  }

  SequenceRuns sequences() {
    return sequences;
  }

  /** Bytes in use, and so where the next element goes. */
  long end() {
    return end;
  }

  /** Whether {@code sequence} is between its first and its last. */
  boolean mayHold(long sequence) {
    return sequence >= number && !isSettled(sequence - 1);
  }

  /** Whether it holds nothing above {@code sequence}. */
  boolean isSettled(long sequence) {
    return sequences.isEmpty() || sequences.last() <= sequence;
  }
}
