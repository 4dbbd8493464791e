package io.groundwatch.input.file;

import io.groundwatch.input.file.event.EventSplitter.End;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * One lane's cursor in one generation of a file: reads what is new, gives its lines to the lane's
 * batcher, and says which bytes they were. It holds no bytes itself: an unfinished line stays in
 * the file. Owned by the file input's thread.
 */
final class FileTail {
  /** What a read came to. */
  enum Progress {
    /** There is more to read. */
    MORE,
    /** Every finished line is read. */
    END,
    /** The lane takes nothing now; the place is kept. */
    BLOCKED,
    /** The file no longer holds what was read from it: this generation is over. */
    REWRITTEN
  }

  /**
   * Where a tail starts.
   *
   * @param source the generation's id
   * @param offset of the next byte to read
   * @param marker of that offset
   * @param coverage what is not to be read again; null where nothing was read before
   */
  record Start(SourceId source, long offset, Fingerprint marker, @Nullable Coverage coverage) {}

  /**
   * What a file is known by.
   *
   * @param key device and inode
   * @param head fingerprint of the first bytes
   * @param origin of its lines
   */
  record Identity(FileKey key, Fingerprint head, LogOrigin origin) {}

  private final SourceId id;
  private final LogBatcher batcher;
  private final TailTools tools;
  private @Nullable Coverage coverage;
  private Fingerprint marker;
  private long offset;

  FileTail(Start start, LogBatcher batcher, TailTools tools) {
    this.id = start.source();
    this.batcher = batcher;
    this.tools = tools;
    this.coverage = start.coverage();
    this.offset = start.offset();
    this.marker = start.marker();
  }

  /** The offset of the next byte to read. */
  long offset() {
    return offset;
  }

  /** The lane's batcher. */
  LogBatcher batcher() {
    return batcher;
  }

  /**
   * Reads one buffer at the most.
   *
   * @param touched whether the file was modified since the last read, so that even a file that did
   *     not grow is looked into
   */
  Progress read(FileChannel channel, Identity file, boolean touched) throws IOException {
    long size = channel.size();
    if (size < offset) {
      return Progress.REWRITTEN;
    }
    if (size == offset && !touched) {
      return Progress.END;
    }
    if (!batcher.ready()) {
      return Progress.BLOCKED;
    }
    ReadBuffer buffer = tools.buffer();
    if (!buffer.read(channel, offset, gapEnd()) || !buffer.marker().equals(marker)) {
      return Progress.REWRITTEN;
    }
    LineTaker taker = new LineTaker(batcher, file.origin(), tools);
    int taken = tools.splitter().split(buffer.bytes(), buffer.start(), buffer.end(), false, taker);
    tools.metrics().lines().add(taker.lines());
    advance(taken, channel, file);
    return taker.refused() || (taken > buffer.start() && offset < size)
        ? Progress.MORE
        : Progress.END;
  }

  /**
   * Ends the generation: gives the last line though it is unfinished, and says that no more will
   * come.
   *
   * @return false = the lane takes nothing now; to be asked again
   */
  boolean finish(FileChannel channel, Identity file) throws IOException {
    if (!batcher.ready()) {
      return false;
    }
    ReadBuffer buffer = tools.buffer();
    boolean same = buffer.read(channel, offset, gapEnd()) && buffer.marker().equals(marker);
    int rest = buffer.end() - buffer.start();
    if (same && rest > 0) {
      LineTaker taker = new LineTaker(batcher, file.origin(), tools);
      if (!taker.event(buffer.bytes(), buffer.start(), rest, End.IDLE)) {
        return false;
      }
      tools.metrics().lines().increment();
      advance(buffer.end(), channel, file);
    }
    abandon(file);
    return true;
  }

  /** Says that no more of this generation will come. */
  void abandon(Identity file) {
    batcher.cover(position(file, offset, true));
  }

  /** Says that what lies before the offset is taken care of, though it was not read. */
  void coverSkipped(Identity file) {
    batcher.cover(position(file, 0, false));
  }

  private void advance(int taken, FileChannel channel, Identity file) throws IOException {
    ReadBuffer buffer = tools.buffer();
    int consumed = taken - buffer.start();
    if (consumed == 0) {
      return;
    }
    long from = offset;
    offset += consumed;
    marker = buffer.markerAt(taken);
    tools.metrics().bytes().add(consumed);
    batcher.cover(position(file, from, false));
    jumpOverCovered(channel);
  }

  /** A gap that a damaged batch left is filled: goes on after what was whole. */
  private void jumpOverCovered(FileChannel channel) throws IOException {
    if (coverage == null) {
      return;
    }
    long next = coverage.skip(offset);
    if (next != offset) {
      offset = next;
      marker = ReadBuffer.before(channel, offset, ReadBuffer.markerLength(offset));
    }
    if (coverage.nextFrom(offset).isEmpty()) {
      coverage = null;
    }
  }

  private long gapEnd() {
    return coverage == null ? Long.MAX_VALUE : coverage.nextFrom(offset).orElse(Long.MAX_VALUE);
  }

  private Position position(Identity file, long from, boolean finished) {
    return new Position(
        id, file.key(), file.head(), marker, file.origin().file(), from, offset, finished);
  }
}
