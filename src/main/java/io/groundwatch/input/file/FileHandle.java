package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file of the file system, open or not, whatever its path becomes: never another file that took
 * its path. Owned by the file input's thread.
 */
final class FileHandle {
  private static final FileKey UNKNOWN = new FileKey(0, 0);

  private final Object identity;
  private final @Nullable Inflation inflation;
  private Path path;
  private FileKey key = UNKNOWN;
  private @Nullable FileChannel channel;
  private @Nullable Bytes bytes;

  /**
   * The file that {@link FileStat#identity} calls {@code identity}, last seen as {@code path}.
   *
   * @param inflation of a compressed file, which is read for what it stands for; null for any other
   */
  FileHandle(Object identity, Path path, @Nullable Inflation inflation) {
    this.identity = identity;
    this.path = path;
    this.inflation = inflation;
  }

  /** That of a file which is open as {@code channel}, and has no name any more. */
  FileHandle(FileStat stat, FileKey key, FileChannel channel) {
    this(stat.identity(), stat.path(), null);
    this.key = key;
    this.channel = channel;
    this.bytes = Bytes.of(channel);
  }

  /** Gives the open handle away; null where there is none. */
  @Nullable FileChannel release() {
    FileChannel open = channel;
    channel = null;
    bytes = null;
    return open;
  }

  Object identity() {
    return identity;
  }

  Path path() {
    return path;
  }

  /** Device and inode; known once it was open. */
  FileKey key() {
    return key;
  }

  /** It was seen as {@code to}. */
  void movedTo(Path to) {
    path = to;
  }

  boolean isOpen() {
    return channel != null;
  }

  /** Its size, without opening it; -1 where the path has become another file, or nothing. */
  long sizeNow() throws IOException {
    if (bytes != null) {
      return bytes.size();
    }
    return itself()
        .map(stat -> inflation == null ? stat.size() : inflation.outline().size())
        .orElse(-1L);
  }

  /** Its bytes, opened if need be; null where the path has become another file, or nothing. */
  @Nullable Bytes open() throws IOException {
    if (bytes != null) {
      return bytes;
    }
    FileChannel opened = null;
    try {
      // Asked before, since to open a pipe is to wait for its writer.
      if (itself().isEmpty()) {
        return null;
      }
      opened = FileChannel.open(path, StandardOpenOption.READ);
      FileKey now = key.equals(UNKNOWN) ? FileStat.key(path) : key;
      // There is no fstat in Java: asked again, now that the handle is held.
      if (itself().isPresent()) {
        channel = opened;
        Bytes own = Bytes.of(opened);
        bytes = inflation == null ? own : inflation.open(own);
        key = now;
      }
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (opened != null && channel == null) {
        opened.close();
      }
    }
    return bytes;
  }

  /** Closes it, which {@link #open} opens again. */
  void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    bytes = null;
    if (open != null) {
      open.close();
    }
  }

  /** What is at its path; empty where that has become another file, or nothing. */
  Optional<FileStat> itself() throws IOException {
    return FileStat.of(path).filter(stat -> stat.regular() && stat.identity().equals(identity));
  }
}
