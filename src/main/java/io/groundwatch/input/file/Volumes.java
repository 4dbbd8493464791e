package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells a file that is gone from one whose volume is not mounted now. Stateless. */
final class Volumes {
  private Volumes() {}

  /**
   * Whether {@code folder}, or what is left of the way to it, lies on {@code device}. Where not,
   * its volume is not mounted, or under another number.
   */
  static boolean isThere(Path folder, long device) throws IOException {
    @Nullable Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there == null || FileStat.key(there).device() == device;
  }
}
