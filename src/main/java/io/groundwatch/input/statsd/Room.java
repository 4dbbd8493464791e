package io.groundwatch.input.statsd;

/**
 * What the values and members of all series may take together, beyond the few that each is sure of:
 * with it gone, values are kept more coarsely, and members are not told apart. One thread.
 */
final class Room {
  /** Enough for two dozen values of each of ten thousand series. */
  static final int DEFAULT_BYTES = 4 << 20;

  private long left;

  Room(long bytes) {
    this.left = bytes;
  }

  /** Takes so many bytes, if they are left. */
  boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Gives back what was taken. */
  void giveBack(long bytes) {
    left += bytes;
  }

  long left() {
    return left;
  }
}
