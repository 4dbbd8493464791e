package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stat(2) says of a path, links followed: all that discovery needs, so that a file is opened
 * only when it changed.
 *
 * @param key device and inode
 * @param size in bytes
 * @param modifiedNanos since the epoch
 * @param regular false for folders, pipes, sockets and devices, which are never opened
 */
record FileStat(FileKey key, long size, long modifiedNanos, boolean regular) {

  /** Asks about {@code path}; empty where there is nothing. */
  static Optional<FileStat> of(Path path) throws IOException {
    try {
      Map<String, Object> read =
          Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,isRegularFile");
      return Optional.of(
          new FileStat(
              new FileKey(number(read, "dev"), number(read, "ino")),
              number(read, "size"),
              read.get("lastModifiedTime") instanceof FileTime time
                  ? time.to(TimeUnit.NANOSECONDS)
                  : 0,
              Boolean.TRUE.equals(read.get("isRegularFile"))));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
