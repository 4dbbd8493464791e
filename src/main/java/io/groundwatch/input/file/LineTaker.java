package io.groundwatch.input.file;

import io.groundwatch.input.file.event.EventSplitter;
import io.groundwatch.input.file.event.TextDecoder;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogBatcher;

/**
 * Gives the lines of one read to a batcher, made valid UTF-8, and counts them. Owned by the file
 * input's thread.
 */
final class LineTaker implements EventSplitter.Sink {
  private final LogBatcher batcher;
  private final LogOrigin origin;
  private final TextDecoder decoder;
  private final FileMetrics metrics;
  private final long nowNanos;
  private int lines;
  private boolean refused;

  /** For lines of {@code origin} that were read now. */
  LineTaker(LogBatcher batcher, LogOrigin origin, TailTools tools) {
    this.batcher = batcher;
    this.origin = origin;
    this.decoder = tools.decoder();
    this.metrics = tools.metrics();
    this.nowNanos = tools.time().wallNanos();
  }

  @Override
  public boolean event(byte[] bytes, int offset, int length, EventSplitter.End end) {
    if (!batcher.fits(length)) {
      refused = true;
      return false;
    }
    decoder.decode(bytes, offset, length, false);
    batcher.append(origin, nowNanos, decoder.bytes(), decoder.offset(), decoder.length());
    if (decoder.replaced() > 0) {
      metrics.repaired().increment();
    }
    if (end == EventSplitter.End.TOO_LONG) {
      metrics.pieces().increment();
    }
    lines++;
    return true;
  }

  /** How many lines were taken. */
  int lines() {
    return lines;
  }

  /** Whether the batch was full before the read was at its end. */
  boolean refused() {
    return refused;
  }
}
