package io.groundwatch.input.file;

import io.groundwatch.input.file.RotatedName.Serial;
import java.nio.file.Path;

/**
 * A generation that was known, after which others may have come.
 *
 * @param identity by which it is found whatever it is called by then
 * @param path as it is called now
 * @param modifiedNanos when it was last known to be written, since the epoch
 */
record Older(Object identity, Path path, long modifiedNanos) {
  /** The one that was found so. */
  static Older of(FileStat stat) {
    return new Older(stat.identity(), stat.path(), stat.modifiedNanos());
  }

  /** One that is tailed, as it was seen last. */
  static Older of(WatchedFile file) {
    return new Older(file.identity(), file.path(), file.activity().modifiedNanos());
  }

  /** Whether it is called by a number that each rotation changes. */
  boolean isNumbered() {
    String name = RotatedName.nameOf(path);
    return RotatedName.serial(name, RotatedName.logOf(name)).map(Serial::index).orElse(-1) >= 0;
  }
}
