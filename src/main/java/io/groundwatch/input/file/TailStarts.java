package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.input.file.FileTail.Start;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Decides where one lane starts in a file, by what the lane had taken care of when it was opened. A
 * file is known again by what the file system calls it and by its content, never by its name alone.
 * Owned by the file input's thread.
 */
final class TailStarts {
  private final LogBatcher batcher;
  private final TailTools tools;
  private final List<Coverage> unmatched;

  TailStarts(LogFeed feed, TailTools tools) {
    this.batcher = feed.batcher();
    this.tools = tools;
    this.unmatched = new ArrayList<>(feed.coverage().values());
  }

  /**
   * Where to start in the file that is open as {@code channel}.
   *
   * @param readFrom where to start if it was never seen
   */
  Start startIn(FileChannel channel, FileKey key, Path path, ReadFrom readFrom) throws IOException {
    boolean seen = false;
    for (Iterator<Coverage> all = unmatched.iterator(); all.hasNext(); ) {
      Coverage coverage = all.next();
      Position last = coverage.last();
      if (isOf(last, key, path)) {
        all.remove();
        if (holds(channel, last)) {
          long offset = coverage.skip(0);
          return new Start(last.source(), offset, markerAt(channel, offset), coverage);
        }
        seen = true;
        batcher.cover(finished(last));
      }
    }
    return fresh(channel, seen ? ReadFrom.BEGINNING : readFrom);
  }

  /** A new generation that starts at its beginning or at its end. */
  Start fresh(FileChannel channel, ReadFrom readFrom) throws IOException {
    long offset = readFrom == ReadFrom.END ? channel.size() : 0;
    return new Start(tools.newSource(), offset, markerAt(channel, offset), null);
  }

  /** What was read from files that have not been found. */
  List<Position> unmatched() {
    return unmatched.stream().map(Coverage::last).toList();
  }

  /** Says that no more will come of a generation whose file was not found and is not there. */
  void forget(Position last) {
    if (unmatched.removeIf(coverage -> coverage.last().equals(last))) {
      batcher.cover(finished(last));
    }
  }

  /**
   * Says that no more will come of a generation whose file was rewritten while the agent was down.
   */
  private static Position finished(Position last) {
    return new Position(
        last.source(),
        last.file(),
        last.head(),
        last.marker(),
        last.path(),
        last.to(),
        last.to(),
        true);
  }

  /**
   * Same device and inode; or same inode and path, where a remount gave the device a new number.
   */
  private static boolean isOf(Position last, FileKey key, Path path) {
    boolean sameInode = last.file().inode() == key.inode();
    boolean remounted = last.path().equals(path.toString()) && last.head().length() > 0;
    return sameInode && (last.file().device() == key.device() || remounted);
  }

  private static boolean holds(FileChannel channel, Position last) throws IOException {
    return channel.size() >= last.to()
        && ReadBuffer.head(channel, last.head().length()).equals(last.head())
        && ReadBuffer.before(channel, last.to(), last.marker().length()).equals(last.marker());
  }

  private static Fingerprint markerAt(FileChannel channel, long offset) throws IOException {
    return ReadBuffer.before(channel, offset, ReadBuffer.markerLength(offset));
  }
}
