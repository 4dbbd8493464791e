package io.groundwatch.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Adds elements to one segment. Owned by the lane's thread. */
interface SegmentWriter extends Closeable {
  /**
   * Adds an element; when it returns, the element survives a power cut if the file's name does.
   *
   * @throws IOException where the disk refuses; nobody knows what of it is in the file then
   */
  void add(byte[] element) throws IOException;

  /** Opens writers; where tests put a disk that fails. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens {@code file}, a checked segment, or where it is missing makes an empty one that has
     * room for {@code bytes} without growing.
     */
    SegmentWriter open(Path file, long bytes) throws IOException;
  }
}
