package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stat(2) says of a path, links followed: all that discovery needs, so that a file is opened
 * only when it changed.
 *
 * @param path that was asked
 * @param identity device and inode as the platform's own object: cheap to compare, for each file of
 *     each sweep; {@link #key} has the numbers
 * @param size in bytes
 * @param modifiedNanos since the epoch
 * @param regular false for folders, pipes, sockets and devices, which are never opened
 * @param folder whether it is a folder
 */
record FileStat(
    Path path, Object identity, long size, long modifiedNanos, boolean regular, boolean folder) {

  /** Asks about {@code path}; empty where there is nothing. */
  static Optional<FileStat> of(Path path) throws IOException {
    try {
      BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new FileStat(
              path,
              Objects.requireNonNullElse(read.fileKey(), path),
              read.size(),
              read.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              read.isRegularFile(),
              read.isDirectory()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      // A file stands where a folder was: ENOTDIR has no exception of its own in stat.
      if ("Not a directory".equals(e.getReason())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether {@code other} is of the same file, whatever it was called and held by then. */
  boolean isSameFile(FileStat other) {
    return identity.equals(other.identity);
  }

  /** Device and inode as numbers: another call, made once a file. */
  static FileKey key(Path path) throws IOException {
    Map<String, Object> read = Files.readAttributes(path, "unix:dev,ino");
    return new FileKey(number(read, "dev"), number(read, "ino"));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
