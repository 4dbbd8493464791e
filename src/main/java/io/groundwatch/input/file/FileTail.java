package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.text.EventClock;
import java.io.IOException;
import java.util.List;
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
   * @param place of the next byte to read
   * @param coverage what is not to be read again; null where nothing was read before
   */
  record Start(SourceId source, Place place, @Nullable Coverage coverage) {}

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
  private @Nullable EventClock clock;
  private @Nullable Trail trail;
  private long offset;

  /** Up to here the end of a line was looked for whose rest is left out. */
  private long searched;

  private long sizeAtEnd = -1;
  private Quiet quietAtEnd = Quiet.NOT;
  private boolean known;
  private boolean blocked;

  FileTail(Start start, LogFeed feed, TailTools tools) {
    this.id = start.source();
    this.feed = feed;
    this.batcher = feed.batcher();
    this.tools = tools;
    this.coverage = start.coverage();
    this.offset = start.place().offset();
    this.marker = start.place().marker();
    this.known = start.coverage() != null;
  }

  /** The name of its lane. */
  String lane() {
    return feed.lane();
  }

  /** The offset of the next byte to read. */
  long offset() {
    return offset;
  }

  /** Where it is. */
  Place place() {
    return new Place(offset, marker);
  }

  /** Where it was shortly before. */
  List<Place> earlier() {
    return trail == null ? List.of() : trail.places();
  }

  /** Whether the lane has settled all that was read; asking makes it tell, a little later. */
  boolean settled() {
    return batcher.settled(id, offset);
  }

  /** Whether its lane knows nothing of it yet. */
  boolean isUntouched() {
    return offset == 0 && !known;
  }

  /** The lane's batcher. */
  LogBatcher batcher() {
    return batcher;
  }

  /** Whether its lane took nothing at the last read, though there was something. */
  boolean blocked() {
    return blocked;
  }

  /**
   * Reads one buffer at the most.
   *
   * @param size of the file when it was found to be {@code quiet}
   * @param touched whether the file was modified since the last read, so that even an unfinished
   *     line that did not grow is looked at again
   */
  Progress read(Bytes content, long size, Identity file, Quiet quiet, boolean touched)
      throws IOException {
    blocked = false;
    if (size < offset) {
      return Progress.REWRITTEN;
    }
    if (size == offset || (size == sizeAtEnd && quiet == quietAtEnd && !touched)) {
      return Progress.END;
    }
    if (!batcher.ready()) {
      blocked = true;
      sizeAtEnd = -1;
      sayThatItIsThere(file);
      return Progress.BLOCKED;
    }
    ReadBuffer buffer = tools.buffer();
    if (!buffer.read(content, offset, gapEnd()) || !isWhereItWas(file)) {
      return Progress.REWRITTEN;
    }
    Progress progress = take(content, size, file, quiet);
    if (progress == Progress.MORE && offset < size) {
      return Progress.MORE;
    }
    sizeAtEnd = size;
    quietAtEnd = quiet;
    return progress == Progress.REWRITTEN ? progress : Progress.END;
  }

  /** Whether what was just read lies behind what was read before. */
  private boolean isWhereItWas(Identity file) {
    ReadBuffer buffer = tools.buffer();
    return buffer.marker().equals(marker) && buffer.mayBegin(offset, file.head());
  }

  /** Gives the lane what the buffer holds. */
  private Progress take(Bytes content, long size, Identity file, Quiet quiet) throws IOException {
    ReadBuffer buffer = tools.buffer();
    Quiet seen = quietAt(offset + buffer.length(), size, quiet);
    EventTaker taker = taker(file);
    int taken = split(file.reading(), seen, taker);
    if (taken > buffer.start()) {
      advance(offset + taken - buffer.start(), buffer.markerAt(taken), content, file);
      return Progress.MORE;
    }
    if (buffer.isFull() && !taker.refused()) {
      return passOver(content, size, file, quiet);
    }
    return taker.refused() ? Progress.MORE : Progress.END;
  }

  /** How quiet it is at {@code end}, where the buffer ends, in a file that is {@code quiet}. */
  private Quiet quietAt(long end, long size, Quiet quiet) {
    if (end == gapEnd()) {
      // What was stored whole before and after a gap shows that it ends where an event does.
      return quiet == Quiet.NOT ? Quiet.A_WHILE : quiet;
    }
    // A full buffer ends where it happens to; and what came meanwhile is not quiet.
    return tools.buffer().isFull() || end > size ? Quiet.NOT : quiet;
  }

  /**
   * The buffer is full of one line whose rest is left out: looks one read further for its end. When
   * that is found, the line is taken and passed over at once, so that no offset is ever within it.
   */
  private Progress passOver(Bytes content, long size, Identity file, Quiet quiet)
      throws IOException {
    ReadBuffer buffer = tools.buffer();
    searched = Math.max(searched, offset + buffer.length());
    if (!buffer.read(content, searched, gapEnd())) {
      searched = 0;
      return Progress.MORE;
    }
    EventReading how = file.reading();
    int after = how.splitter().afterLine(buffer.bytes(), buffer.start(), buffer.end());
    int looked = after < 0 ? how.wholeUnits(buffer.length()) : after - buffer.start();
    long next = searched + looked;
    if (after < 0 && buffer.isFull() && next != gapEnd()) {
      searched = next;
      return Progress.MORE;
    }
    if (after < 0 && next != gapEnd() && quietAt(next, size, quiet) != Quiet.LONG) {
      return Progress.END;
    }
    if (!buffer.read(content, offset, gapEnd()) || !isWhereItWas(file)) {
      return Progress.REWRITTEN;
    }
    EventTaker taker = taker(file);
    split(how, Quiet.LONG, taker);
    if (!taker.refused()) {
      advance(next, Place.at(content, next).marker(), content, file);
      searched = 0;
    }
    return Progress.MORE;
  }

  private EventTaker taker(Identity file) {
    return new EventTaker(feed, file, clock(file.reading()), tools, offset == 0);
  }

  /** Files whose events carry no time that is read need no clock of their own. */
  private EventClock clock(EventReading reading) {
    if (reading.timestamps() == null && feed.processor().isEmpty()) {
      return tools.noClock();
    }
    EventClock own = clock;
    if (own == null) {
      own = new EventClock(reading.config().timestamps().policy());
      clock = own;
    }
    return own;
  }

  private int split(EventReading reading, Quiet quiet, EventTaker taker) {
    ReadBuffer buffer = tools.buffer();
    int end =
        quiet == Quiet.A_WHILE
            ? reading.afterLastLine(buffer.bytes(), buffer.start(), buffer.end())
            : buffer.end();
    int taken =
        reading.splitter().split(buffer.bytes(), buffer.start(), end, quiet != Quiet.NOT, taker);
    tools.metrics().lines().add(taker.finish());
    return taken;
  }

  /**
   * Ends the generation: gives what is left though its end was not seen, and says that no more will
   * come.
   *
   * @return false = the lane takes nothing now; to be asked again
   */
  boolean finish(Bytes content, Identity file) throws IOException {
    if (!batcher.ready()) {
      return false;
    }
    ReadBuffer buffer = tools.buffer();
    if (buffer.read(content, offset, gapEnd())
        && isWhereItWas(file)
        && take(content, Long.MAX_VALUE, file, Quiet.LONG) == Progress.MORE) {
      return false;
    }
    abandon(file.key(), file.head(), file.origin().file());
    return true;
  }

  /** The file is at rest: what is only of use while it changes can go. */
  void rest() {
    trail = null;
  }

  /** Says that no more of this generation will come, not even what was in a gap. */
  void abandon(FileKey key, Fingerprint head, String path) {
    batcher.forgetSettled(id);
    batcher.cover(position(key, head, path, coverage == null ? offset : 0, true));
  }

  /** Says that what lies before the offset is taken care of, though it was not read here. */
  void coverSkipped(Identity file) {
    batcher.cover(position(file, 0));
    known = true;
  }

  /** Says that it goes on in another file, where what it read before lies too. */
  void coverMoved(Identity file) {
    batcher.cover(position(file, offset));
    known = true;
  }

  /** What it has taken care of, for a later start in the same file. */
  Coverage covered(FileKey key, Fingerprint head, String path) {
    Position position = position(key, head, path, 0, false);
    return coverage == null ? Coverage.of(position) : coverage.plus(position);
  }

  /**
   * A lane that takes nothing may do so for days, over restarts and rotations: that there is this
   * file is noted before anything of it is read.
   */
  private void sayThatItIsThere(Identity file) {
    if (!known) {
      coverMoved(file);
    }
  }

  private void advance(long to, Fingerprint markerThere, Bytes content, Identity file)
      throws IOException {
    leaveTrail();
    long from = offset;
    offset = to;
    marker = markerThere;
    known = true;
    tools.metrics().bytes().add(to - from);
    batcher.cover(position(file, from));
    jumpOverCovered(content);
  }

  private void leaveTrail() {
    if (trail == null) {
      trail = new Trail(place(), tools.time().nanos());
    } else {
      trail.note(place(), tools.time().nanos());
    }
  }

  /** A gap that a damaged batch left is filled: goes on after what was whole. */
  private void jumpOverCovered(Bytes content) throws IOException {
    if (coverage == null) {
      return;
    }
    long next = coverage.skip(offset);
    if (next != offset) {
      Place after = Place.at(content, next);
      offset = after.offset();
      marker = after.marker();
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
