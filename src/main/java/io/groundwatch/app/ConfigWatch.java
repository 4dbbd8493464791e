package io.groundwatch.app;

import java.util.function.Supplier;

/**
 * Tells when the files of a configuration changed: once they are other than they were when the
 * configuration was last read, and the same at two looks in a row, since a file may be seen half
 * written. Used by one thread.
 */
final class ConfigWatch {
  private final Supplier<String> stamp;
  private String read;
  private String seen;

  /**
   * @param stamp of the files: another text where a file was changed, added or removed
   */
  ConfigWatch(Supplier<String> stamp) {
    this.stamp = stamp;
    this.read = stamp.get();
    this.seen = read;
  }

  /** The configuration is read now, whatever comes of it. */
  void reading() {
    read = stamp.get();
    seen = read;
  }

  /** Looks. Returns whether it is time to read the configuration again. */
  boolean changed() {
    String now = stamp.get();
    boolean settled = now.equals(seen);
    seen = now;
    return settled && !now.equals(read);
  }
}
