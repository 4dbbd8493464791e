package io.groundwatch.bench;

import java.nio.file.Path;

/**
 * What a contender is to do.
 *
 * @param folder for its configuration, state and sayings; a fresh one each time
 * @param pattern of the log files to tail from their beginning; empty = none
 * @param sampleSeconds how often to sample the host; 0 = never
 * @param compression {@code zstd}, {@code gzip} or {@code none}
 * @param port where the receiver listens on loopback
 */
record Job(Path folder, String pattern, int sampleSeconds, String compression, int port) {
  boolean tails() {
    return !pattern.isEmpty();
  }

  boolean samples() {
    return sampleSeconds > 0;
  }
}
