package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.input.file.FileTail.Identity;
import io.groundwatch.input.file.FileTail.Progress;
import io.groundwatch.input.file.FileTail.Quiet;
import io.groundwatch.input.file.MissedGenerations.Older;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is tailed for one entry, whatever its name becomes, with one cursor a lane. It is
 * open only while it changes. Owned by the file input's thread.
 */
final class WatchedFile {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** A file that changed within this is polled often and kept open. */
  private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A file that lost its name is held for writers that still have it open. */
  private static final long ROTATE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** As upstream: {@code backpressure_mode} {@code fd_release} lets go after so long. */
  private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** About so much of a compressed file is decompressed in one go. */
  private static final long INFLATE_BYTES = 1L << 20;

  private final EntryPatterns entry;
  private final TailTools tools;
  private final FileHandle handle;
  private final FileContent content = new FileContent();
  private final Growth growth;
  private List<FileTail> tails = List.of();
  private List<Displaced> displaced = List.of();
  private @Nullable Path filedAs;
  private @Nullable String logName;
  private @Nullable LogOrigin origin;
  private int originVersion;
  private @Nullable EventReading reading;
  private @Nullable Path target;
  private @Nullable Older lastCopy;
  private Quiet quietAtPoll = Quiet.NOT;
  private long statSize;
  private long modifiedNanos;
  private long changedNanos;
  private long namelessNanos;
  private long round;
  private boolean touched = true;
  private boolean unread = true;
  private boolean vanished;
  private boolean nameless;

  private WatchedFile(Found found, @Nullable GzOutline outline, TailTools tools) {
    this.entry = found.entry();
    this.tools = tools;
    this.handle =
        new FileHandle(found.stat().identity(), found.path(), outline, tools.buffer().capacity());
    EventConfig events = found.entry().config().config().events();
    this.growth =
        new Growth(events.multiLine().timeout(), events.lines().partialTimeout(), tools.time());
    this.statSize = found.stat().size();
    this.modifiedNanos = found.stat().modifiedNanos();
    long age = tools.time().wallNanos() - modifiedNanos;
    this.changedNanos = tools.time().nanos() - Math.min(HOT_NANOS, Math.max(0, age));
  }

  /**
   * Opens a file that discovery found; it has no cursor yet.
   *
   * @return null where the path has become another file meanwhile
   */
  static @Nullable WatchedFile open(Found found, TailTools tools) throws IOException {
    return open(found, null, tools);
  }

  /** The same for a compressed file of which {@code outline} tells; null for any other. */
  static @Nullable WatchedFile open(Found found, @Nullable GzOutline outline, TailTools tools)
      throws IOException {
    WatchedFile file = new WatchedFile(found, outline, tools);
    Bytes opened = file.handle.open();
    if (opened == null) {
      return null;
    }
    file.content.restart(opened);
    return file;
  }

  /** The bytes of a file that was just opened. */
  Bytes bytes() throws IOException {
    Bytes open = handle.open();
    if (open == null) {
      throw new IOException(path() + " has become another file");
    }
    return open;
  }

  /** Its bytes, opened if need be; null where it is not at its path any more. */
  @Nullable Bytes openOrNull() throws IOException {
    return handle.open();
  }

  /** Begins to read it for a lane. */
  void begin(FileTail.Start start, LogBatcher batcher) throws IOException {
    FileTail tail = new FileTail(start, feedOf(batcher), tools);
    if (start.coverage() == null && start.place().offset() > 0) {
      tail.coverSkipped(identityOf(bytes()));
    }
    add(tail);
  }

  /** Goes on in it for a lane that had read what it holds under another number. */
  void goOn(FileTail.Start start, LogBatcher batcher) throws IOException {
    FileTail tail = new FileTail(start, feedOf(batcher), tools);
    tail.coverMoved(identityOf(bytes()));
    add(tail);
  }

  /** Begins to read all of it for a lane. */
  void beginWhole(LogBatcher batcher) {
    begin(Place.START, batcher);
  }

  private LogFeed feedOf(LogBatcher batcher) {
    for (LogFeed feed : entry.config().feeds()) {
      if (feed.batcher() == batcher) {
        return feed;
      }
    }
    throw new IllegalArgumentException(path() + " is not read by this lane");
  }

  private FileTail begin(Place place, LogBatcher batcher) {
    FileTail tail =
        new FileTail(
            new FileTail.Start(tools.newSource(entry.tag()), place, null), feedOf(batcher), tools);
    add(tail);
    return tail;
  }

  /** Whether lanes read it, but none has read anything of it or noted that it is there. */
  boolean isUntouched() {
    boolean untouched = !tails.isEmpty();
    for (FileTail tail : tails) {
      untouched = untouched && tail.isUntouched();
    }
    return untouched;
  }

  /** Whether any lane reads it. */
  boolean isRead() {
    return !tails.isEmpty();
  }

  /** Whether a lane reads it. */
  boolean isReadBy(LogBatcher batcher) {
    for (FileTail tail : tails) {
      if (tail.batcher() == batcher) {
        return true;
      }
    }
    return false;
  }

  /** Its events come from {@code path}, whatever it is called. */
  void readAs(Path path) {
    filedAs = path;
    logName = RotatedName.nameOf(path);
    origin = null;
  }

  /**
   * Takes on tails that were displaced from another file, if they go on here.
   *
   * @return whether this is the copy
   */
  boolean adopt(List<Displaced> cuts) throws IOException {
    Bytes open = handle.open();
    if (open == null || !Likeness.isCopy(open, cuts)) {
      return false;
    }
    content.restart(open);
    readAs(Path.of(cuts.get(0).path()));
    Identity here = identityOf(open);
    for (Displaced cut : cuts) {
      FileTail tail = cut.tail();
      if (tail.offset() <= open.size()) {
        add(tail);
        tail.coverMoved(here);
      } else {
        begin(Place.at(open, open.size()), tail.batcher()).coverSkipped(here);
        cut.abandon();
      }
    }
    unread = true;
    changed();
    return true;
  }

  /**
   * Takes over all tails of a file whose name this one has now, and that it holds in whole: an
   * editor wrote it anew, a backup was put back, a volume came back under another number.
   *
   * @return whether it does hold the other
   */
  boolean succeed(WatchedFile before) throws IOException {
    Bytes open = handle.open();
    if (open == null || !before.isWithin(open, handle.key())) {
      return false;
    }
    Identity here = identityOf(open);
    for (FileTail tail : before.tails) {
      add(tail);
      tail.coverMoved(here);
    }
    before.tails = List.of();
    before.close();
    return true;
  }

  private boolean isWithin(Bytes other, FileKey otherKey) throws IOException {
    if (tails.isEmpty()
        || !ReadBuffer.head(other, content.head().length()).equals(content.head())) {
      return false;
    }
    Bytes own = handle.isOpen() ? handle.open() : null;
    long reached = 0;
    for (FileTail tail : tails) {
      if (!tail.place().isIn(other)) {
        return false;
      }
      reached = Math.max(reached, tail.offset());
    }
    boolean remounted = otherKey.inode() == handle.key().inode();
    boolean wholly =
        own == null || (other.size() >= own.size() && Place.at(own, own.size()).isIn(other));
    reached = Math.max(reached, own == null ? 0 : own.size());
    return wholly && (remounted || reached >= ReadBuffer.MARKER_BYTES);
  }

  /** What {@link FileStat#identity} says of it. */
  Object identity() {
    return handle.identity();
  }

  /** The entry that asks for it. */
  EntryPatterns entry() {
    return entry;
  }

  Path path() {
    return handle.path();
  }

  /** The folder where the file itself is, which is not that of its path where this is a link. */
  @Nullable Path home() {
    Path real = target;
    return (real == null ? handle.path() : real).getParent();
  }

  /** Its own name there. */
  String homeName() {
    Path real = target;
    return RotatedName.nameOf(real == null ? handle.path() : real);
  }

  /** The name there of the log that it is, or is a generation of. */
  String logName() {
    String known = logName;
    if (known != null) {
      return known;
    }
    return filedAs == null ? homeName() : RotatedName.nameOf(filedAs);
  }

  /** Whether it is compressed. */
  boolean isCompressed() {
    return handle.outline() != null;
  }

  /** Whether a compressed file stands for all that it holds, or for how that began. */
  boolean isLike(GzOutline outline) throws IOException {
    GzOutline own = handle.outline();
    if (own != null) {
      return own.isLike(outline);
    }
    Bytes open = outline.beginsWith(content.head()) ? handle.open() : null;
    return open != null && outline.end().isIn(open);
  }

  /** Its path is a link to {@code file}; null where it is none. */
  void linkedTo(@Nullable Path file) {
    target = file;
  }

  /** Where its path leads; null where that is no link. */
  @Nullable Path linkTarget() {
    return target;
  }

  /** When it was last seen modified, in nanoseconds since the epoch. */
  long modifiedNanos() {
    return modifiedNanos;
  }

  /** Its size when its path was last asked about. */
  long statSize() {
    return statSize;
  }

  /** Whether all of it is read, and every lane has settled that. */
  boolean isSettled() {
    boolean settled = !tails.isEmpty() && !vanished && !unread && !touched;
    for (FileTail tail : tails) {
      settled = settled && tail.offset() == statSize && tail.settled();
    }
    return settled;
  }

  /**
   * Whether its entry asks to let it go while a lane takes nothing, and one has not for so long.
   */
  boolean isToRelease() {
    boolean asked = entry.config().config().handling().releaseWhenBlocked();
    return asked
        && handle.isOpen()
        && isBlocked()
        && tools.time().nanos() - changedNanos >= RELEASE_NANOS;
  }

  /** Whether sweep or look {@code number} has found it, by one of its names. */
  boolean seenIn(long number) {
    return round == number;
  }

  /** Sweep or look {@code number} found it as {@code at}. */
  void seen(Path at, FileStat stat, long number) {
    round = number;
    vanished = false;
    nameless = false;
    if (!at.equals(handle.path())) {
      handle.movedTo(at);
      filedAs = null;
      logName = null;
      origin = null;
    }
    if (stat.size() != statSize || stat.modifiedNanos() != modifiedNanos) {
      statSize = stat.size();
      modifiedNanos = stat.modifiedNanos();
      touched = true;
      changed();
    }
  }

  /** Whether it was modified since it was last looked into. */
  boolean touched() {
    return touched;
  }

  /** The entry finds it no more. Returns whether that is news. */
  boolean vanish() {
    boolean news = !vanished;
    if (news) {
      vanished = true;
      changed();
    }
    return news;
  }

  /** Whether the entry finds it no more: it is only read to its end. */
  boolean vanished() {
    return vanished;
  }

  /** It is now called {@code to}, which no entry asks for. */
  void movedTo(Path to) {
    logName = logName();
    filedAs = filedAs == null ? path() : filedAs;
    handle.movedTo(to);
    target = null;
    nameless = false;
  }

  /** It has no name where it was: it is gone but for an open handle. */
  void loseName() {
    if (!nameless) {
      nameless = true;
      namelessNanos = tools.time().nanos();
    }
  }

  /** Whether it has no name at all, as far as is known. */
  boolean nameless() {
    return nameless;
  }

  /** For how long it has had none, in nanoseconds. */
  long ageWithoutNameNanos() {
    return tools.time().nanos() - namelessNanos;
  }

  /** Whether it is polled. */
  boolean hot() {
    boolean pending = growth.within(HOT_NANOS) && hasRest();
    boolean changed = tools.time().nanos() - changedNanos < HOT_NANOS;
    return unread || touched || vanished || pending || changed || isBlocked();
  }

  /** How far its lanes have come in it, by what is known without another look at the disk. */
  FileReport.OfFile report() {
    List<FileReport.OfLane> lanes = new ArrayList<>();
    for (FileTail tail : tails) {
      lanes.add(new FileReport.OfLane(tail.lane(), tail.offset(), tail.blocked()));
    }
    long size = handle.isOpen() || isCompressed() ? content.size() : statSize;
    return new FileReport.OfFile(path().toString(), size, lanes);
  }

  /** Whether a handle is held. */
  boolean isOpen() {
    return handle.isOpen();
  }

  /** Whether it lost its name so long ago that nobody will write to it any more. */
  boolean over() {
    long quietNanos = tools.time().nanos() - changedNanos;
    boolean mayGrow = !isCompressed() && quietNanos < ROTATE_WAIT_NANOS;
    return vanished && !unread && !isBlocked() && !mayGrow;
  }

  /** Bytes of the disk that its open handle alone keeps. */
  long size() {
    return content.size();
  }

  /**
   * Reads a little for each lane. Returns the number of bytes, 0 where it is at rest, or -1 where
   * it is not open and is not at its path any more.
   */
  long poll() throws IOException {
    long sizeNow = handle.sizeNow();
    if (sizeNow < 0) {
      unread = false;
      return -1;
    }
    if (nothingToDo(sizeNow)) {
      return 0;
    }
    Bytes open = handle.open();
    if (open == null) {
      unread = false;
      return -1;
    }
    if (open instanceof GzBytes compressed) {
      return inflate(compressed);
    }
    boolean look = touched;
    touched = false;
    long before = content.size();
    // What a lane reads it looks at itself; where none may read, somebody else has to.
    verify(open, look || isBlocked());
    if (!displaced.isEmpty()) {
      return 1; // It may be another file than it was: that is asked first.
    }
    Identity identity = identityOf(open);
    quietAtPoll = growth.quiet(content.size());
    unread = false;
    long read = 0;
    for (FileTail tail : tails) {
      long from = tail.offset();
      Progress progress = tail.read(open, content.size(), identity, quietAtPoll, look);
      read += tail.offset() - from;
      unread |= progress == Progress.MORE;
      if (progress == Progress.REWRITTEN) {
        cut(open, before);
        break;
      }
    }
    if (read > 0) {
      changed();
    }
    // There may be more to do at once though no offset moved: a long line's end is looked for.
    return unread ? Math.max(1, read) : read;
  }

  /**
   * Reads a little of a compressed file, for the first lane that takes something: it is
   * decompressed forward only, so two that take turns would make it begin anew each time.
   */
  private long inflate(GzBytes compressed) throws IOException {
    touched = false;
    if (!tools.inflating().admits(this)) {
      unread = true;
      return 0;
    }
    unread = false;
    quietAtPoll = growth.quiet(compressed.size());
    Identity identity = identityOf(compressed);
    for (FileTail tail : tails) {
      long from = tail.offset();
      if (from < compressed.size() && tail.batcher().ready()) {
        long lead = Math.max(0, from - ReadBuffer.MARKER_BYTES);
        if (compressed.reach(lead, INFLATE_BYTES)) {
          compressed.hold(lead);
        } else if (compressed.isGoingOn()) {
          unread = true;
          return 1;
        }
      }
      Progress progress =
          tail.read(compressed, compressed.size(), identity, Quiet.LONG, /* touched= */ true);
      if (progress == Progress.REWRITTEN) {
        giveUp(tail);
      }
      if (tail.offset() > from || progress == Progress.MORE) {
        putFirst(tail);
        unread = true;
        changed();
        return Math.max(1, tail.offset() - from);
      }
    }
    if (!isBlocked()) {
      stopInflating();
    }
    return 0;
  }

  /** What is at hand is what this one needs: it goes on until it can go no further. */
  private void putFirst(FileTail tail) {
    if (tails.get(0) != tail) {
      List<FileTail> ordered = new ArrayList<>(tails);
      ordered.remove(tail);
      ordered.add(0, tail);
      tails = List.copyOf(ordered);
    }
  }

  /** It holds no more what it held when it was looked through. */
  private void giveUp(FileTail tail) {
    tools.losses().goneUnread(path(), content.size() - tail.offset());
    tail.abandon(handle.key(), content.head(), origin().file());
    List<FileTail> others = new ArrayList<>(tails);
    others.remove(tail);
    tails = List.copyOf(others);
  }

  /** Notes for its lanes that it is there, before anything of it is read. */
  void sayThatItIsThere() throws IOException {
    Identity here = identityOf(bytes());
    tails.forEach(tail -> tail.coverMoved(here));
  }

  /** Lets go of what decompressing takes, and lets others do it. */
  void stopInflating() {
    tools.inflating().done(this);
    handle.stopInflating();
  }

  /**
   * Looks whether it still holds what was read from it, though no lane may take anything now. What
   * has grown meanwhile is still to be read.
   */
  void verify() throws IOException {
    Bytes open = handle.open();
    if (open != null && !isCompressed()) {
      long before = content.size();
      verify(open, true);
      unread |= content.size() > before;
    }
  }

  private void verify(Bytes open, boolean thorough) throws IOException {
    long before = content.size();
    if (content.isRewritten(open, thorough, tails)) {
      cut(open, before);
    } else if (content.size() < before) {
      shortened(before);
    }
  }

  private boolean nothingToDo(long sizeNow) {
    if (touched || unread || sizeNow != content.size()) {
      return false;
    }
    for (FileTail tail : tails) {
      if (tail.blocked() && tail.batcher().ready()) {
        return false;
      }
    }
    return !hasRest() || growth.quiet(sizeNow) == quietAtPoll;
  }

  /**
   * Hands over the tails whose generation was cut away: what they had not read may lie in a copy.
   */
  List<Displaced> takeDisplaced() {
    List<Displaced> taken = displaced;
    displaced = List.of();
    return taken;
  }

  /** Hands over all tails: the file is gone, and what they had not read may lie elsewhere. */
  List<Displaced> takeTails() {
    List<Displaced> taken = new ArrayList<>();
    for (FileTail tail : tails) {
      String as = origin().file();
      taken.add(new Displaced(tail, handle.key(), content.head(), as, content.size()));
    }
    tails = List.of();
    return taken;
  }

  /** The fingerprint of its first bytes, as they were when they were last looked at. */
  Fingerprint head() {
    return content.head();
  }

  /** Whether {@code copy} is one of a generation that was just cut away and not looked for yet. */
  boolean wasCutFrom(Bytes copy) throws IOException {
    return !displaced.isEmpty() && Likeness.isCopy(copy, displaced);
  }

  /** Of the copies that were made of it, {@code copy} is the latest that is read. */
  void wasCopiedTo(Older copy) {
    lastCopy = copy;
  }

  /** The latest copy of it that is read, as it was called then; null where none is known. */
  @Nullable Older lastCopy() {
    return lastCopy;
  }

  /** Gives what is left and says that no more will come; false = a lane takes nothing now. */
  boolean finish() throws IOException {
    Bytes open = handle.open();
    List<FileTail> waiting = new ArrayList<>();
    for (FileTail tail : tails) {
      if (open == null) {
        tools.losses().goneUnread(path(), content.size() - tail.offset());
        tail.abandon(handle.key(), content.head(), origin().file());
      } else if (!tail.finish(open, identityOf(open))) {
        waiting.add(tail);
      }
    }
    tails = List.copyOf(waiting);
    return tails.isEmpty();
  }

  /** What each lane has taken care of; with it the file can be read on if it comes back. */
  void leaveTo(Returning returning) {
    for (FileTail tail : tails) {
      returning.mayComeBack(
          tail.batcher(), tail.covered(handle.key(), content.head(), origin().file()));
    }
    tails = List.of();
  }

  /** Takes what is known of files that may come back. */
  @FunctionalInterface
  interface Returning {
    void mayComeBack(LogBatcher lane, Coverage coverage);
  }

  /** Device and inode. */
  FileKey key() {
    return handle.key();
  }

  /** Closes the handle, which {@link #poll} opens again. */
  void close() throws IOException {
    tools.inflating().done(this);
    handle.close();
  }

  /** Nothing happens to it for now: lets go of what is of use only until then. */
  void rest() {
    tails.forEach(FileTail::rest);
  }

  private void cut(Bytes open, long size) throws IOException {
    tools.metrics().rewritten().increment();
    log.info("{} was truncated or rewritten; it is read from its beginning.", path());
    Identity was = identityOf(open);
    List<Displaced> cuts = new ArrayList<>();
    for (FileTail tail : tails) {
      cuts.add(new Displaced(tail, was.key(), was.head(), was.origin().file(), size));
    }
    List<FileTail> before = tails;
    tails = List.of();
    before.forEach(tail -> beginWhole(tail.batcher()));
    cuts.addAll(0, displaced);
    displaced = List.copyOf(cuts);
    content.restart(open);
    reading = null;
    unread = true;
    changed();
  }

  private void shortened(long before) {
    for (FileTail tail : tails) {
      tools.losses().cutAway(path(), before - Math.max(content.size(), tail.offset()));
    }
  }

  private void add(FileTail tail) {
    List<FileTail> more = new ArrayList<>(tails);
    more.add(tail);
    tails = List.copyOf(more);
  }

  private Identity identityOf(Bytes open) throws IOException {
    EventReading how = reading;
    if (how == null) {
      how = entry.readings().of(open);
      // Of an empty file it is not known yet what mark it will begin with.
      reading = open.size() < EventReadings.MARK_BYTES ? null : how;
    }
    return new Identity(handle.key(), content.head(), origin(), how);
  }

  /** Names change with the day, and when more is known of the host. */
  private LogOrigin origin() {
    FileOrigins origins = entry.readings().origins();
    int version = origins.version(tools.time().wallNanos());
    LogOrigin known = origin;
    if (known == null || version != originVersion) {
      known = origins.of(filedAs == null ? path() : filedAs);
      origin = known;
      originVersion = version;
    }
    return known;
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

  /** Whether a lane took nothing though there was something. */
  boolean isBlocked() {
    for (FileTail tail : tails) {
      if (tail.blocked()) {
        return true;
      }
    }
    return false;
  }

  private void changed() {
    changedNanos = tools.time().nanos();
  }
}
