package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.input.file.FileTail.Identity;
import io.groundwatch.input.file.FileTail.Progress;
import io.groundwatch.input.file.FileTail.Quiet;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is tailed, whatever its name becomes, with one cursor a lane. It is open only while
 * it changes. Owned by the file input's thread.
 */
final class WatchedFile {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** A file that changed within this is polled often and kept open. */
  private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A file that lost its name is held for writers that still have it open. */
  private static final long ROTATE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final FileHandle handle;
  private final FileEntry entry;
  private final EventReadings readings;
  private final TailTools tools;
  private final List<FileTail> tails = new ArrayList<>();
  private final List<Displaced> displaced = new ArrayList<>();
  private final Growth growth;
  private Path filedAs;
  private LogOrigin origin;
  private int originDay;
  private @Nullable EventReading reading;
  private Fingerprint head = Fingerprint.EMPTY;
  private long size;
  private long modifiedNanos;
  private long changedNanos;
  private long sweep;
  private boolean touched = true;
  private boolean unread = true;
  private boolean vanished;
  private boolean isCopy;

  private WatchedFile(Found found, TailTools tools) {
    this.handle = new FileHandle(found.stat().identity(), found.path());
    this.entry = found.entry();
    this.readings = found.readings();
    this.tools = tools;
    this.growth = growth(found.entry().config().events(), tools);
    this.filedAs = found.path();
    this.originDay = today();
    this.origin = readings.origins().of(filedAs);
    this.changedNanos = tools.time().nanos();
  }

  private static Growth growth(EventConfig events, TailTools tools) {
    return new Growth(events.multiLine().timeout(), events.lines().partialTimeout(), tools.time());
  }

  /**
   * Opens a file that discovery found, and decides where each lane starts in it.
   *
   * @param found the file
   * @param starts of each lane, by its name
   * @param readFrom where to start if a lane never saw it
   * @return empty where the path has become another file meanwhile
   */
  static Optional<WatchedFile> open(
      Found found, Map<String, TailStarts> starts, ReadFrom readFrom, TailTools tools)
      throws IOException {
    WatchedFile file = new WatchedFile(found, tools);
    FileChannel opened = file.handle.open();
    if (opened == null) {
      return Optional.empty();
    }
    Identity identity = file.identity(opened);
    for (LogFeed feed : found.entry().feeds()) {
      TailStarts lane = Objects.requireNonNull(starts.get(feed.lane()));
      FileTail.Start start = lane.startIn(opened, file.handle.key(), found.path(), readFrom);
      FileTail tail = file.tail(start, feed);
      if (start.coverage() == null && start.offset() > 0) {
        tail.coverSkipped(identity);
      }
      file.tails.add(tail);
    }
    return Optional.of(file);
  }

  /**
   * A file that may hold what was cut from another. It is read to its end as a file that lost its
   * name is, since no pattern asks for it.
   */
  static WatchedFile copy(Found found, TailTools tools) {
    WatchedFile copy = new WatchedFile(found, tools);
    copy.isCopy = true;
    copy.vanish();
    return copy;
  }

  /** Whether it is read only for what was cut from another. */
  boolean isCopy() {
    return isCopy;
  }

  /** Takes on a tail that goes on in this file; false where it does not. */
  boolean adopt(Displaced cut) throws IOException {
    FileChannel opened = handle.open();
    if (opened == null || !cut.tail().continuesIn(opened, cut.identity().head())) {
      if (tails.isEmpty()) {
        close();
      }
      return false;
    }
    origin = cut.identity().origin();
    tails.add(cut.tail());
    unread = true;
    return true;
  }

  /** What {@link FileStat#identity} says of it. */
  Object identity() {
    return handle.identity();
  }

  /** The entry that asks for it. */
  FileEntry entry() {
    return entry;
  }

  Path path() {
    return handle.path();
  }

  /** When it was last written, as far as was seen; in nanoseconds since the epoch. */
  long modifiedNanos() {
    return modifiedNanos;
  }

  /** Its size when it was last asked about. */
  long size() {
    return size;
  }

  /** Whether all of it is read, and every lane has settled that. */
  boolean isSettled() {
    boolean settled = !tails.isEmpty() && !vanished && !unread && !touched;
    for (FileTail tail : tails) {
      settled = settled && tail.offset() == size && tail.settled();
    }
    return settled;
  }

  /**
   * Opens it if need be, so that it can be read when it has lost its name; false where it cannot.
   */
  boolean holdOpen() throws IOException {
    return handle.open() != null;
  }

  /** Whether sweep {@code number} has found it, by one of its names. */
  boolean seenIn(long number) {
    return sweep == number;
  }

  /** Sweep {@code number} found it as {@code at}. */
  void seen(Path at, FileStat stat, long number) {
    sweep = number;
    vanished = false;
    if (!at.equals(handle.path())) {
      handle.movedTo(at);
      filedAs = at;
      origin = readings.origins().of(at);
    }
    if (stat.size() != size || stat.modifiedNanos() != modifiedNanos) {
      size = stat.size();
      modifiedNanos = stat.modifiedNanos();
      touched = true;
      changed();
    }
  }

  /** A sweep found it no more. Returns whether that is news. */
  boolean vanish() {
    boolean news = !vanished;
    if (news) {
      vanished = true;
      changed();
    }
    return news;
  }

  /** It is now called {@code to}, which no entry asks for: it is only read to its end. */
  void movedTo(Path to) {
    handle.movedTo(to);
  }

  /** Whether it is polled. */
  boolean hot() {
    boolean pending = growth.within(HOT_NANOS) && hasRest();
    boolean changed = tools.time().nanos() - changedNanos < HOT_NANOS;
    return unread || touched || vanished || pending || changed;
  }

  /** Whether a handle is held. */
  boolean isOpen() {
    return handle.isOpen();
  }

  /** Whether no more of it can be read: it has no name, and it is not open. */
  boolean gone() {
    return vanished && !handle.isOpen();
  }

  /** Whether it lost its name so long ago that nobody will write to it any more. */
  boolean over() {
    return vanished && !unread && tools.time().nanos() - changedNanos >= ROTATE_WAIT_NANOS;
  }

  /** Reads a little for each lane. Returns whether it got on, so that it is asked again at once. */
  boolean poll() throws IOException {
    FileChannel open = handle.open();
    if (open == null) {
      unread = false;
      return false;
    }
    Identity identity = identity(open);
    long sizeNow = open.size();
    Quiet quiet = growth.quiet(sizeNow);
    boolean look = touched;
    touched = false;
    unread = false;
    long read = 0;
    boolean more = false;
    for (int i = 0; i < tails.size(); i++) {
      FileTail tail = tails.get(i);
      long before = tail.offset();
      Progress progress = tail.read(open, sizeNow, identity, quiet, look);
      read += Math.max(0, tail.offset() - before);
      if (progress == Progress.REWRITTEN) {
        displaced.add(new Displaced(tail, identity));
        tails.set(i, restarted(tail, open));
      }
      touched |= look && progress == Progress.BLOCKED;
      more |= progress == Progress.MORE;
      unread |= progress != Progress.END;
    }
    if (read > 0) {
      changed();
    }
    return read > 0 || more;
  }

  /**
   * Hands over the tails whose generation was cut away: what they had not read may lie in a copy.
   */
  List<Displaced> takeDisplaced() {
    List<Displaced> taken = List.copyOf(displaced);
    displaced.clear();
    return taken;
  }

  /** No copy holds the rest of what {@code cut} read: what was not read is lost, and counted. */
  void lost(Displaced cut) {
    FileTail.Identity was = cut.identity();
    tools.metrics().lostBytes().add(Math.max(0, size - cut.tail().offset()));
    cut.tail().abandon(was.key(), was.head(), was.origin());
  }

  /** Gives what is left and says that no more will come; false = a lane takes nothing now. */
  boolean finish() throws IOException {
    FileChannel open = handle.isOpen() ? handle.open() : null;
    while (!tails.isEmpty()) {
      FileTail tail = tails.get(0);
      if (open == null) {
        tail.abandon(handle.key(), head, origin);
      } else if (!tail.finish(open, identity(open))) {
        return false;
      }
      tails.remove(0);
    }
    close();
    return true;
  }

  /** Closes the handle for want of handles; one without a name is all that is left of its file. */
  void letGo() throws IOException {
    if (!vanished) {
      close();
    }
  }

  /** Closes the handle, which {@link #poll} opens again. */
  void close() throws IOException {
    handle.close();
  }

  private FileTail restarted(FileTail tail, FileChannel open) throws IOException {
    tools.metrics().rewritten().increment();
    log.info("{} was truncated or rewritten; it is read from its beginning.", path());
    head = ReadBuffer.head(open, ReadBuffer.HEAD_BYTES);
    size = open.size();
    FileTail.Start start = new FileTail.Start(tools.newSource(), 0, Fingerprint.EMPTY, null);
    reading = null;
    return tail(start, tail.feed());
  }

  private Identity identity(FileChannel open) throws IOException {
    if (head.length() < ReadBuffer.HEAD_BYTES && open.size() > head.length()) {
      head = ReadBuffer.head(open, ReadBuffer.HEAD_BYTES);
    }
    EventReading how = reading;
    if (how == null) {
      how = readings.of(open);
      // Of an empty file it is not known yet what mark it will begin with.
      reading = open.size() < EventReadings.MARK_BYTES ? null : how;
    }
    return new Identity(handle.key(), head, originToday(), how);
  }

  private FileTail tail(FileTail.Start start, LogFeed feed) {
    return new FileTail(start, feed, entry.config().events().timestamps().policy(), tools);
  }

  /** Whether a lane has yet to take what the file had at the last look. */
  private boolean hasRest() {
    for (FileTail tail : tails) {
      if (tail.offset() < growth.size()) {
        return true;
      }
    }
    return false;
  }

  /** Names that hold the date change with the day; a copy is filed as what it is a copy of. */
  private LogOrigin originToday() {
    int today = today();
    if (today != originDay && !isCopy) {
      originDay = today;
      origin = readings.origins().of(filedAs);
    }
    return origin;
  }

  private int today() {
    return readings.origins().day(tools.time().wallNanos());
  }

  private void changed() {
    changedNanos = tools.time().nanos();
  }
}
