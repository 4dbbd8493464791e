package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is tailed for one entry, whatever its name becomes. It is open only while it changes.
 * Owned by the file input's thread.
 */
final class WatchedFile {
  private final EntryPatterns entry;
  private final TailTools tools;
  private final FileHandle handle;
  private final @Nullable Inflation inflation;
  private final FileContent content = new FileContent();
  private final FileNames names;
  private final Presence presence;
  private final Activity activity;
  private final LaneTails tails;
  private final PlainReading plain;
  private @Nullable EventReading reading;
  private @Nullable Older lastCopy;

  private WatchedFile(
      Found found, FileHandle handle, @Nullable Inflation inflation, TailTools tools) {
    this.entry = found.entry();
    this.tools = tools;
    this.inflation = inflation;
    this.handle = handle;
    this.names = new FileNames(handle, entry.readings().origins(), tools.time());
    this.presence = new Presence(tools.time());
    this.activity = new Activity(found.stat(), entry.config().config().events(), tools.time());
    this.tails = new LaneTails(entry, tools);
    this.plain = new PlainReading(this, content, tools);
  }

  /**
   * Opens a file that discovery found; it has no cursor yet.
   *
   * @return null where the path has become another file meanwhile
   */
  static @Nullable WatchedFile open(Found found, TailTools tools) throws IOException {
    return open(found, null, tools);
  }

  /**
   * The same for a compressed file.
   *
   * @param inflation how it is read; null for any other
   */
  static @Nullable WatchedFile open(Found found, @Nullable Inflation inflation, TailTools tools)
      throws IOException {
    FileHandle handle = new FileHandle(found.stat().identity(), found.path(), inflation);
    WatchedFile file = new WatchedFile(found, handle, inflation, tools);
    Bytes opened = file.handle.open();
    if (opened == null) {
      return null;
    }
    file.content.restart(opened);
    return file;
  }

  /** A deleted file that another input held open; it has no cursor yet. */
  static WatchedFile open(HeldFile held, EntryPatterns entry, TailTools tools) throws IOException {
    FileHandle handle = new FileHandle(held.stat(), held.key(), held.channel());
    Found found = new Found(held.stat().path(), held.stat(), entry);
    WatchedFile file = new WatchedFile(found, handle, null, tools);
    file.names.readAs(held.filedAs());
    file.content.restart(file.bytes());
    return file;
  }

  /** Whether nothing was ever seen in it. */
  boolean isBlank() {
    return activity.statSize() == 0 && tails.areUntouched();
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

  /** The entry that asks for it. */
  EntryPatterns entry() {
    return entry;
  }

  /** What {@link FileStat#identity} says of it. */
  Object identity() {
    return handle.identity();
  }

  /** Device and inode. */
  FileKey key() {
    return handle.key();
  }

  Path path() {
    return handle.path();
  }

  /** What it is called, and what its events are filed as. */
  FileNames names() {
    return names;
  }

  /** Whether it is still found. */
  Presence presence() {
    return presence;
  }

  /** When something last happened to it. */
  Activity activity() {
    return activity;
  }

  /** Who reads it. */
  LaneTails tails() {
    return tails;
  }

  /** How it is decompressed; null where it is not compressed. */
  @Nullable Inflation inflation() {
    return inflation;
  }

  /** Whether it is compressed. */
  boolean isCompressed() {
    return inflation != null;
  }

  /** The fingerprint of its first bytes, as they were when they were last looked at. */
  Fingerprint head() {
    return content.head();
  }

  /** What positions say of it, as it was when it was last looked at. */
  FileLabel label() {
    return new FileLabel(handle.key(), content.head(), names.origin().file());
  }

  /** How large it was at the last look. */
  long sizeSeen() {
    return content.size();
  }

  /** How far its lanes have come in it, by what is known without another look at the disk. */
  FileReport.OfFile report() {
    List<FileReport.OfLane> lanes = new ArrayList<>();
    for (FileTail tail : tails.all()) {
      lanes.add(new FileReport.OfLane(tail.lane(), tail.offset(), tail.blocked()));
    }
    long size = handle.isOpen() || isCompressed() ? content.size() : activity.statSize();
    return new FileReport.OfFile(path().toString(), size, lanes);
  }

  /** Whether a handle is held. */
  boolean isOpen() {
    return handle.isOpen();
  }

  /** Bytes of the disk that its open handle alone keeps. */
  long size() {
    return content.size();
  }

  /** Begins to read it for a lane. */
  void begin(FileTail.Start start, LogBatcher batcher) {
    FileTail tail = tails.begin(start, batcher);
    if (start.coverage() == null && start.place().offset() > 0) {
      tail.cursor().coverSkipped(label());
    }
  }

  /** Goes on in it for a lane that had read what it holds under another number. */
  void goOn(FileTail.Start start, LogBatcher batcher) {
    tails.begin(start, batcher).cursor().coverMoved(label());
  }

  /** Begins to read all of it for a lane. */
  void beginWhole(LogBatcher batcher) {
    tails.begin(Place.START, batcher);
  }

  /** Notes for its lanes that it is there, before anything of it is read. */
  void sayThatItIsThere() {
    FileLabel here = label();
    tails.all().forEach(tail -> tail.cursor().coverMoved(here));
  }

  /** Sweep or look {@code number} found it as {@code at}. */
  void seen(Path at, FileStat stat, long number) {
    presence.seen(number);
    names.foundAs(at);
    activity.seen(stat);
  }

  /** The entry finds it no more. */
  void vanish() {
    if (presence.vanish()) {
      activity.changed();
    }
  }

  /** Whether the entry finds it no more: it is only read to its end. */
  boolean vanished() {
    return presence.vanished();
  }

  /** It is now called {@code to}, which no entry asks for. */
  void movedTo(Path to) {
    names.movedTo(to);
    presence.moved();
  }

  /** Of the copies that were made of it, {@code copy} is the latest that is read. */
  void wasCopiedTo(Older copy) {
    lastCopy = copy;
  }

  /** The latest copy of it that is read, as it was called then; null where none is known. */
  @Nullable Older lastCopy() {
    return lastCopy;
  }

  /**
   * Reads a little for each lane. Returns the number of bytes, 0 where it is at rest, or -1 where
   * it is not open and is not at its path any more.
   */
  long poll() throws IOException {
    long sizeNow = handle.sizeNow();
    if (sizeNow >= 0 && hasNothingToDo(sizeNow)) {
      return 0;
    }
    Bytes open = sizeNow < 0 ? null : handle.open();
    if (open == null) {
      activity.unread(false);
      return -1;
    }
    return inflation == null ? plain.read(open) : inflation.read(this, source(open));
  }

  private boolean hasNothingToDo(long sizeNow) {
    return !activity.touched()
        && !activity.unread()
        && sizeNow == content.size()
        && !tails.isAnyFree()
        && (!hasRest() || !activity.isQuieter(sizeNow));
  }

  /** Whether a lane has yet to take what the file had at the last look. */
  boolean hasRest() {
    return tails.isAnyBefore(activity.notedSize());
  }

  /**
   * Looks whether it still holds what was read from it, though no lane may take anything now. What
   * has grown meanwhile is still to be read.
   */
  void verify() throws IOException {
    Bytes open = handle.open();
    if (open != null && inflation == null) {
      plain.verify(open);
    }
  }

  /** It holds another generation than it did: looks how that is, and when it was written. */
  void restart(Bytes open) throws IOException {
    content.restart(open);
    reading = null;
    handle.itself().ifPresent(activity::seen);
    activity.unread(true);
    activity.changed();
  }

  /** What a tail has to know of it, open as said. */
  FileTail.Source source(Bytes open) throws IOException {
    EventReading how = reading;
    if (how == null) {
      how = entry.readings().of(open);
      // Of an empty file it is not known yet what mark it will begin with.
      reading = open.size() < EventReadings.MARK_BYTES ? null : how;
    }
    return new FileTail.Source(label(), names.origin(), how);
  }

  /** Hands over all tails: the file is gone, and what they had not read may lie elsewhere. */
  List<Displaced> takeTails() {
    FileLabel label = label();
    List<Displaced> taken = new ArrayList<>();
    tails.take().forEach(tail -> taken.add(new Displaced(tail, label, content.size())));
    return taken;
  }

  /** Gives what is left and says that no more will come; false = a lane takes nothing now. */
  boolean finish() throws IOException {
    Bytes open = handle.open();
    if (open != null) {
      return tails.finish(open, source(open));
    }
    tails.all().forEach(this::giveUp);
    return true;
  }

  /** What a tail had yet to read is gone. */
  void giveUp(FileTail tail) {
    tools.losses().goneUnread(path(), content.size() - tail.offset());
    tail.cursor().abandon(label());
    tails.remove(tail);
  }

  /**
   * Gives its open handle away, where that is all that is left of it and some of it is not read.
   */
  Optional<HeldFile> handOver() {
    boolean left = presence.nameless() && !isCompressed() && !tails.isEmpty();
    FileChannel channel = left ? handle.release() : null;
    if (channel == null) {
      return Optional.empty();
    }
    FileStat stat =
        new FileStat(path(), identity(), content.size(), activity.modifiedNanos(), true, false);
    Path filedAs = Path.of(names.origin().file());
    return Optional.of(new HeldFile(channel, stat, key(), filedAs, entry.tag(), tails.lanes()));
  }

  /** Closes the handle, which {@link #poll} opens again. */
  void close() throws IOException {
    if (inflation != null) {
      inflation.close(this);
    }
    handle.close();
  }

  /** Nothing happens to it for now: lets go of what is of use only until then. */
  void rest() {
    tails.all().forEach(tail -> tail.cursor().rest());
  }
}
