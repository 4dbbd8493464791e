package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.text.EventClock;
import io.groundwatch.text.TimestampPolicy;
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
   * @param origin of its events
   * @param reading how its bytes become events
   */
  record Identity(FileKey key, Fingerprint head, LogOrigin origin, EventReading reading) {}

  /**
   * For how long nothing was added to a file: what may be taken of an event whose end is not seen.
   */
  enum Quiet {
    /** Something was just added: more of the event may come at any moment. */
    NOT,
    /** Nothing came for a while: what ends with a line end is whole. */
    A_WHILE,
    /** Nothing came for long: a line without its end is taken too, and marked. */
    LONG
  }

  private final SourceId id;
  private final LogFeed feed;
  private final LogBatcher batcher;
  private final TailTools tools;
  private @Nullable Coverage coverage;
  private Fingerprint marker;
  private final EventClock clock;
  private long offset;
  private long sizeAtEnd = -1;
  private Quiet quietAtEnd = Quiet.NOT;

  FileTail(Start start, LogFeed feed, TimestampPolicy policy, TailTools tools) {
    this.id = start.source();
    this.feed = feed;
    this.batcher = feed.batcher();
    this.tools = tools;
    this.coverage = start.coverage();
    this.offset = start.offset();
    this.marker = start.marker();
    this.clock = new EventClock(policy);
  }

  /** The offset of the next byte to read. */
  long offset() {
    return offset;
  }

  /**
   * Whether {@code channel} holds, up to the offset, what this tail read: it may be read on there.
   */
  boolean continuesIn(FileChannel channel, Fingerprint head) throws IOException {
    return channel.size() >= offset
        && ReadBuffer.head(channel, head.length()).equals(head)
        && ReadBuffer.before(channel, offset, marker.length()).equals(marker);
  }

  /** The lane. */
  LogFeed feed() {
    return feed;
  }

  /**
   * Reads one buffer at the most.
   *
   * @param touched whether the file was modified since the last read, so that even a file that did
   *     not grow is looked into
   */
  Progress read(FileChannel channel, Identity file, Quiet quiet, boolean touched)
      throws IOException {
    long size = channel.size();
    if (size < offset) {
      return Progress.REWRITTEN;
    }
    boolean nothingNew = size == offset || (size == sizeAtEnd && quiet == quietAtEnd);
    if (nothingNew && !touched) {
      return Progress.END;
    }
    if (!batcher.ready()) {
      return Progress.BLOCKED;
    }
    ReadBuffer buffer = tools.buffer();
    if (!buffer.read(channel, offset, gapEnd()) || !buffer.marker().equals(marker)) {
      return Progress.REWRITTEN;
    }
    EventTaker taker = taker(file, quiet == Quiet.LONG);
    // What was stored whole before and after a gap shows that the gap ends where an event does.
    boolean wholeGap = gapEnd() == offset + buffer.end() - buffer.start() && quiet == Quiet.NOT;
    int taken = split(file.reading(), wholeGap ? Quiet.A_WHILE : quiet, taker);
    advance(taken, channel, file);
    if (taker.refused() || (taken > buffer.start() && offset < size)) {
      return Progress.MORE;
    }
    sizeAtEnd = size;
    quietAtEnd = quiet;
    return Progress.END;
  }

  private EventTaker taker(Identity file, boolean stalled) {
    return new EventTaker(feed, file, clock, tools, offset == 0, stalled);
  }

  private int split(EventReading reading, Quiet quiet, EventTaker taker) {
    ReadBuffer buffer = tools.buffer();
    int end =
        quiet == Quiet.A_WHILE
            ? reading.afterLastLine(buffer.bytes(), buffer.start(), buffer.end())
            : buffer.end();
    int taken =
        reading.splitter().split(buffer.bytes(), buffer.start(), end, quiet != Quiet.NOT, taker);
    tools.metrics().lines().add(taker.taken());
    return taken;
  }

  /**
   * Ends the generation: gives what is left though its end was not seen, and says that no more will
   * come.
   *
   * @return false = the lane takes nothing now; to be asked again
   */
  boolean finish(FileChannel channel, Identity file) throws IOException {
    if (!batcher.ready()) {
      return false;
    }
    ReadBuffer buffer = tools.buffer();
    if (buffer.read(channel, offset, gapEnd()) && buffer.marker().equals(marker)) {
      EventTaker taker = taker(file, true);
      int taken = split(file.reading(), Quiet.LONG, taker);
      advance(taken, channel, file);
      if (taker.refused() || taken > buffer.start()) {
        return false;
      }
    }
    abandon(file.key(), file.head(), file.origin());
    return true;
  }

  /** Says that no more of this generation will come. */
  void abandon(FileKey key, Fingerprint head, LogOrigin origin) {
    batcher.cover(position(key, head, origin.file(), offset, true));
  }

  /** Says that what lies before the offset is taken care of, though it was not read. */
  void coverSkipped(Identity file) {
    batcher.cover(position(file, 0));
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
    batcher.cover(position(file, from));
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

  private Position position(Identity file, long from) {
    return position(file.key(), file.head(), file.origin().file(), from, false);
  }

  private Position position(FileKey key, Fingerprint head, String path, long from, boolean over) {
    return new Position(id, key, head, marker, path, from, offset, over);
  }
}
