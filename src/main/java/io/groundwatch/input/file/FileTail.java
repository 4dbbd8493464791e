package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.text.EventClock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One lane's reading of one generation of a file: reads what is new, gives its lines to the lane's
 * batcher, and moves its {@link Cursor} on. It holds no bytes itself: an unfinished line stays in
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
   * What a tail has to know of its file.
   *
   * @param label what positions say of it
   * @param origin of its events
   * @param reading how its bytes become events
   */
  record Source(FileLabel label, LogOrigin origin, EventReading reading) {}

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

  private final Cursor cursor;
  private final LogFeed feed;
  private final LogBatcher batcher;
  private final TailTools tools;
  private @Nullable EventClock clock;

  /** Up to here the end of a line was looked for whose rest is left out. */
  private long searched;

  private long sizeAtEnd = -1;
  private Quiet quietAtEnd = Quiet.NOT;
  private boolean blocked;

  FileTail(Start start, LogFeed feed, TailTools tools) {
    this.cursor = new Cursor(start, feed.batcher(), tools.time());
    this.feed = feed;
    this.batcher = feed.batcher();
    this.tools = tools;
  }

  /** Where it is. */
  Cursor cursor() {
    return cursor;
  }

  /** The name of its lane. */
  String lane() {
    return feed.lane();
  }

  /** The offset of the next byte to read. */
  long offset() {
    return cursor.offset();
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
  Progress read(Bytes content, long size, Source file, Quiet quiet, boolean touched)
      throws IOException {
    blocked = false;
    long offset = cursor.offset();
    if (size < offset) {
      return Progress.REWRITTEN;
    }
    if (size == offset || (size == sizeAtEnd && quiet == quietAtEnd && !touched)) {
      return Progress.END;
    }
    if (!batcher.ready()) {
      blocked = true;
      sizeAtEnd = -1;
      cursor.sayThatItIsThere(file.label());
      return Progress.BLOCKED;
    }
    ReadBuffer buffer = tools.buffer();
    if (!buffer.read(content, offset, cursor.gapEnd()) || !isWhereItWas(file)) {
      return Progress.REWRITTEN;
    }
    Progress progress = take(content, size, file, quiet);
    if (progress == Progress.MORE && cursor.offset() < size) {
      return Progress.MORE;
    }
    sizeAtEnd = size;
    quietAtEnd = quiet;
    return progress == Progress.REWRITTEN ? progress : Progress.END;
  }

  /** Whether what was just read lies behind what was read before. */
  private boolean isWhereItWas(Source file) {
    ReadBuffer buffer = tools.buffer();
    Place place = cursor.place();
    return buffer.marker().equals(place.marker())
        && buffer.mayBegin(place.offset(), file.label().head());
  }

  /** Gives the lane what the buffer holds. */
  private Progress take(Bytes content, long size, Source file, Quiet quiet) throws IOException {
    ReadBuffer buffer = tools.buffer();
    long offset = cursor.offset();
    Quiet seen = quietAt(offset + buffer.length(), size, quiet);
    EventTaker taker = taker(file);
    int taken = split(file.reading(), seen, taker);
    if (taken > buffer.start()) {
      Place to = new Place(offset + taken - buffer.start(), buffer.markerAt(taken));
      advance(to, content, file);
      return Progress.MORE;
    }
    if (buffer.isFull() && !taker.refused()) {
      return passOver(content, size, file, quiet);
    }
    return taker.refused() ? Progress.MORE : Progress.END;
  }

  /** How quiet it is at {@code end}, where the buffer ends, in a file that is {@code quiet}. */
  private Quiet quietAt(long end, long size, Quiet quiet) {
    if (end == cursor.gapEnd()) {
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
  private Progress passOver(Bytes content, long size, Source file, Quiet quiet) throws IOException {
    ReadBuffer buffer = tools.buffer();
    long offset = cursor.offset();
    searched = Math.max(searched, offset + buffer.length());
    if (!buffer.read(content, searched, cursor.gapEnd())) {
      searched = 0;
      return Progress.MORE;
    }
    EventReading how = file.reading();
    int after = how.splitter().afterLine(buffer.bytes(), buffer.start(), buffer.end());
    int looked = after < 0 ? how.wholeUnits(buffer.length()) : after - buffer.start();
    long next = searched + looked;
    if (after < 0 && buffer.isFull() && next != cursor.gapEnd()) {
      searched = next;
      return Progress.MORE;
    }
    if (after < 0 && next != cursor.gapEnd() && quietAt(next, size, quiet) != Quiet.LONG) {
      return Progress.END;
    }
    if (!buffer.read(content, offset, cursor.gapEnd()) || !isWhereItWas(file)) {
      return Progress.REWRITTEN;
    }
    EventTaker taker = taker(file);
    split(how, Quiet.LONG, taker);
    if (!taker.refused()) {
      advance(Place.at(content, next), content, file);
      searched = 0;
    }
    return Progress.MORE;
  }

  private EventTaker taker(Source file) {
    return new EventTaker(feed, file, clock(file.reading()), tools, cursor.offset() == 0);
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
  boolean finish(Bytes content, Source file) throws IOException {
    if (!batcher.ready()) {
      return false;
    }
    ReadBuffer buffer = tools.buffer();
    if (buffer.read(content, cursor.offset(), cursor.gapEnd())
        && isWhereItWas(file)
        && take(content, Long.MAX_VALUE, file, Quiet.LONG) == Progress.MORE) {
      return false;
    }
    cursor.abandon(file.label());
    return true;
  }

  private void advance(Place to, Bytes content, Source file) throws IOException {
    tools.metrics().bytes().add(to.offset() - cursor.offset());
    cursor.advance(to, content, file.label());
  }
}
