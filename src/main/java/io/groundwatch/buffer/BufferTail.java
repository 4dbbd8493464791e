package io.groundwatch.buffer;

import io.groundwatch.runtime.StateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The end of the buffer: the segment that is written, and when another is begun. Owned by the
 * lane's thread.
 */
final class BufferTail implements Closeable {
  private final BufferPlace place;
  private final long segmentBytes;
  private @Nullable Segment segment;
  private @Nullable SegmentWriter writer;

  /** Goes on with {@code segment}, if there is one, up to {@code segmentBytes}. */
  BufferTail(BufferPlace place, long segmentBytes, @Nullable Segment segment) {
    this.place = place;
    this.segmentBytes = segmentBytes;
    this.segment = segment;
  }

  /** Bytes on disk that adding an element of {@code length} bytes takes. */
  long cost(int length) {
    return framed(length) + (hasRoom(segment, length) ? 0 : Segment.HEADER_BYTES);
  }

  /**
   * Adds an element, durably. Returns the segment that it is in.
   *
   * @throws IOException where the disk refuses; the element is not counted, and the next one begins
   *     another segment
   */
  Segment add(long sequence, byte[] element) throws IOException {
    Segment target = segment;
    if (target == null || !hasRoom(target, element.length)) {
      closeWriter();
      target = Segment.startingAt(place.directory(), sequence);
      segment = target;
    }
    try {
      write(target, element);
    } catch (IOException | RuntimeException | AssertionError e) {
      abandon(target, e);
      throw new IOException(place.directory() + " cannot be written: " + reason(e), e);
    }
    target.add(sequence, element.length);
    return target;
  }

  /** Whether {@code other} is the one that is written. */
  boolean isIn(Segment other) {
    return other.equals(segment);
  }

  /** Lets go of a segment that is about to be deleted. */
  void leave(Segment gone) throws IOException {
    if (isIn(gone)) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    segment = null;
    closeWriter();
  }

  private void write(Segment target, byte[] element) throws IOException {
    SegmentWriter open = writer;
    if (open == null) {
      long bytes = Math.max(segmentBytes, Segment.HEADER_BYTES + framed(element.length));
      open = place.writers().open(target.file(), bytes);
      writer = open;
    }
    open.add(element);
    if (target.sequences().isEmpty()) {
      StateFiles.syncDirectory(place.directory());
    }
  }

  /** An element beyond the bound gets a segment of its own. */
  private boolean hasRoom(@Nullable Segment target, int length) {
    return target != null
        && (target.sequences().isEmpty() || target.end() + framed(length) <= segmentBytes);
  }

  /**
   * Writes no more to a segment whose state Tape left unknown. What was stored in it before can be
   * read on; what failed is not counted, and where it is whole after all, a restart finds it and
   * sends it again under the same id.
   */
  private void abandon(Segment target, Throwable failure) {
    try {
      close();
      if (target.sequences().isEmpty()) {
        Files.deleteIfExists(target.file());
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void closeWriter() throws IOException {
    SegmentWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }

  /** Without the file's name, which is another one each time: the trouble is the same. */
  private static String reason(Throwable failure) {
    String reason =
        failure instanceof FileSystemException refused ? refused.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  private static long framed(int length) {
    return (long) Segment.FRAME_BYTES + length;
  }
}
