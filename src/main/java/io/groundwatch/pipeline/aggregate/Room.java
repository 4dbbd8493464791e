package io.groundwatch.pipeline.aggregate;

/**
 * What the values and members of all series may take together, beyond the few that each is sure of:
 * with it gone, values are kept more coarsely, and members are not told apart. One thread.
 */
public final class Room {
  /** Enough for two dozen values of each of ten thousand series. */
  public static final int DEFAULT_BYTES = 4 << 20;

  /** Enough for all values that one series may have. */
  public static final int ONE_BYTES = 8 << 10;

  private long left;

  /** Of so many bytes. */
  public Room(long bytes) {
    this.left = bytes;
  }

  /** Takes so many bytes, if they are left. */
  public boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Gives back what was taken. */
  public void giveBack(long bytes) {
    left += bytes;
  }

  /** Bytes that are left. */
  public long left() {
    return left;
  }
}
