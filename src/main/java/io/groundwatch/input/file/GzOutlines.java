package io.groundwatch.input.file;

import io.groundwatch.input.file.GzOutline.Extent;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known of compressed files. They are gone through one after the other, a little at a time;
 * what was learnt is kept of the latest. Owned by the file input's thread.
 */
final class GzOutlines {
  /** An outline takes a few kilobytes. */
  private static final int MAX_KEPT = 256;

  /** About so much is decompressed in one go. */
  private static final long STEP_BYTES = 1L << 20;

  /** One that grows is gone through again after so many times what that took, or so long. */
  private static final int SHARE = 20;

  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TimeSource time;
  private final ReadTrouble trouble;
  private final Map<Object, GzOutline> known = new LinkedHashMap<>();
  private @Nullable GzScan scan;
  private long tookNanos;

  GzOutlines(TimeSource time, ReadTrouble trouble) {
    this.time = time;
    this.trouble = trouble;
  }

  /**
   * The outline of a file that tells what is wanted; where there is none yet, it is begun. Of a
   * file that is still being written, the last one while it is too soon to go through it again.
   */
  Optional<GzOutline> of(FileStat stat, GzWanted wanted) {
    GzOutline outline = known.get(stat.identity());
    if (outline != null && (outline.isOf(stat) ? outline.tells(wanted) : isTooSoonAfter(outline))) {
      return Optional.of(outline.of(stat));
    }
    if (scan == null) {
      begin(stat, outline == null ? wanted : wanted.with(outline.places()));
    }
    return Optional.empty();
  }

  private boolean isTooSoonAfter(GzOutline outline) {
    long pause = Math.min(MAX_PAUSE_NANOS, outline.tookNanos() * SHARE);
    return outline.extent() == Extent.BROKEN && time.nanos() - outline.seenNanos() < pause;
  }

  private void begin(FileStat stat, GzWanted wanted) {
    try {
      scan = GzScan.open(stat, wanted);
      tookNanos = 0;
    } catch (NoSuchFileException e) {
      // It has another name by now, under which it is found the next time.
    } catch (IOException e) {
      trouble.file(stat.path(), e);
    }
  }

  /** Whether a file is being gone through. */
  boolean isBusy() {
    return scan != null;
  }

  /** Goes on a little. Returns whether it is through with a file. */
  boolean work() {
    GzScan now = scan;
    if (now == null) {
      return false;
    }
    long begin = time.nanos();
    try {
      boolean over = now.work(STEP_BYTES);
      tookNanos += time.nanos() - begin;
      if (!over) {
        return false;
      }
      keep(now.outline(time.nanos(), tookNanos));
    } catch (IOException e) {
      trouble.file(now.stat().path(), e);
    }
    close();
    return true;
  }

  /** Lets go of the file that is being gone through. */
  void close() {
    GzScan now = scan;
    scan = null;
    if (now != null) {
      try {
        now.close();
      } catch (IOException e) {
        trouble.file(now.stat().path(), e);
      }
    }
  }

  private void keep(GzOutline outline) {
    known.remove(outline.stat().identity());
    known.put(outline.stat().identity(), outline);
    if (known.size() > MAX_KEPT) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
