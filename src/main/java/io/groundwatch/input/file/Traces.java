package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What generations held that were read to their end a short while ago: one that is compressed later
 * is not to be taken for one that nobody has read. Owned by the file input's thread.
 */
final class Traces {
  /** By then a generation is compressed, or older than what is asked about. */
  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int MAX_KEPT = 1000;

  private final TimeSource time;
  private final Deque<Trace> traces = new ArrayDeque<>();

  private record Trace(int tag, Path folder, Fingerprint head, Place end, long nanos) {}

  Traces(TimeSource time) {
    this.time = time;
  }

  /** Notes that a file, which ends with {@code end}, was read to there. */
  void note(WatchedFile file, Place end) {
    Path folder = file.names().home();
    if (folder != null && file.head().length() > 0) {
      traces.add(new Trace(file.entry().tag(), folder, file.head(), end, time.nanos()));
    }
    while (!traces.isEmpty() && (traces.size() > MAX_KEPT || isOld(traces.getFirst()))) {
      traces.removeFirst();
    }
  }

  /** Whether a compressed file in {@code folder} is one of them. */
  boolean hold(GzOutline outline, EntryPatterns entry, Path folder) throws IOException {
    Place end = outline.end();
    for (Trace trace : traces) {
      if (trace.tag() == entry.tag()
          && trace.folder().equals(folder)
          && trace.end().equals(end)
          && outline.beginsWith(trace.head())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOld(Trace trace) {
    return time.nanos() - trace.nanos() > KEPT_NANOS;
  }
}
