package io.groundwatch.input.file;

import io.groundwatch.input.file.GzReader.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a compressed file stands for. It is decompressed forward only; whoever goes back beyond what
 * is kept makes it begin anew. Kept are the bytes from a tail's place on, and those that were read
 * last: a tail that looks for the end of a long line goes to and fro between the two. Owned by the
 * file input's thread.
 */
final class GzBytes implements Bytes {
  private static final int PULL_BYTES = 64 << 10;

  private final Bytes file;
  private final GzOutline outline;
  private final int glance;
  private final ByteRun held = new ByteRun();
  private final ByteRun recent = new ByteRun();
  private @Nullable GzReader reader;

  /**
   * Those of an open file.
   *
   * @param glance as much as a tail reads in one go
   */
  GzBytes(Bytes file, GzOutline outline, int glance) {
    this.file = file;
    this.outline = outline;
    this.glance = glance;
  }

  @Override
  public long size() {
    return outline.size();
  }

  @Override
  public int read(ByteBuffer to, long offset) throws IOException {
    if (offset >= size()) {
      return -1;
    }
    if (held.has(offset)) {
      return held.read(to, offset, size());
    }
    int known = recent.has(offset) ? GzOutline.NOT_HELD : outline.read(to, offset);
    if (known != GzOutline.NOT_HELD) {
      return known;
    }
    return reach(offset, Long.MAX_VALUE) ? recent.read(to, offset, size()) : -1;
  }

  /**
   * Decompresses up to {@code offset}, about {@code most} bytes for now. Returns whether the byte
   * there is at hand.
   */
  boolean reach(long offset, long most) throws IOException {
    if (held.has(offset) || recent.has(offset)) {
      return true;
    }
    if (reader == null || offset < recent.end()) {
      restart();
    }
    long left = most;
    while (!recent.has(offset)) {
      int pulled = left > 0 ? pull() : 0;
      if (pulled == 0) {
        return false;
      }
      left -= pulled;
    }
    return true;
  }

  /** A tail is at {@code offset}, which is at hand, and looks at what follows again and again. */
  void hold(long offset) {
    if (!held.isOpen()) {
      held.open(glance, offset);
    }
    held.dropBefore(offset);
    held.addFrom(recent);
  }

  /** Whether more can be decompressed: only a file that was changed ends before its size. */
  boolean isGoingOn() {
    return reader != null && reader.end() == End.NONE;
  }

  /** Lets go of all that reading takes; the next read begins anew. */
  void release() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    held.release();
    recent.release();
  }

  private void restart() {
    if (reader != null) {
      reader.close();
    }
    reader = new GzReader(file);
    recent.open(2 * glance, 0);
  }

  private int pull() throws IOException {
    GzReader from = reader;
    if (from == null) {
      return 0;
    }
    if (recent.room() == 0) {
      recent.dropHalf();
    }
    int read = recent.pull(from, PULL_BYTES);
    held.addFrom(recent);
    return read;
  }
}
