package io.groundwatch.buffer;

import io.groundwatch.pipeline.DiskFullException;
import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where a buffer lies and what it reports damage to.
 *
 * @param lane its name
 * @param directory its folder
 * @param writers open its segments
 * @param damaged takes its damaged files
 * @param damages counts them
 */
record BufferPlace(
    String lane,
    Path directory,
    SegmentWriter.Opener writers,
    DamagedFiles damaged,
    LongAdder damages) {
  /** What settling and compacting the settle log may need. */
  private static final long MIN_FREE_BYTES = 512L << 10;

  /** The host's other programs need room too: a hundredth of the volume, up to this. */
  private static final long MAX_FREE_BYTES = 64L << 20;

  private static final int FREE_SHARE = 100;

  private static final String DAMAGED = "agent_buffer_damaged_total";

  /** Counts under the lane's name. */
  static LongAdder counter(SelfMetrics metrics, String lane) {
    return metrics.counter(DAMAGED, "lane", lane);
  }

  /**
   * Keeps the queue from filling its volume to the last byte: then nothing could be settled either,
   * and what is not settled is never deleted.
   *
   * @param bytes about to be written
   * @throws DiskFullException where too little would stay free
   * @throws IOException where the folder is gone
   */
  void leaveFree(long bytes) throws IOException {
    // Not made anew: the segment that is open has no name any more, and would not survive a crash.
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " was removed: a restart of the agent makes it anew");
    }
    if (!hasFree(bytes)) {
      throw new DiskFullException(
          "No space left on the volume of "
              + directory
              + " (expected: "
              + keptFree()
              + " bytes that stay free)");
    }
  }

  /** Whether enough stays free when {@code bytes} are written. */
  boolean hasFree(long bytes) {
    return directory.toFile().getUsableSpace() >= bytes + keptFree();
  }

  private long keptFree() {
    long share = directory.toFile().getTotalSpace() / FREE_SHARE;
    return Math.max(MIN_FREE_BYTES, Math.min(MAX_FREE_BYTES, share));
  }

  /** Counts one. */
  void countDamage() {
    damages.increment();
  }
}
