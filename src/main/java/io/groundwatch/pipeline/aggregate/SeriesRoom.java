package io.groundwatch.pipeline.aggregate;

import io.groundwatch.model.MetricSeries;

/**
 * How many series an input keeps something of, and how much their names may take: past either, no
 * new one is taken, and what is known goes on. One thread.
 */
public final class SeriesRoom {
  public static final int MAX_SERIES = 10_000;

  /** Of names and dimensions, all together. */
  public static final int MAX_BYTES = 8 << 20;

  private final long maxBytes;
  private int series;
  private long bytes;

  /** As large as one may be. */
  public SeriesRoom() {
    this(MAX_BYTES);
  }

  /** With so many bytes for names and dimensions. */
  public SeriesRoom(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes room for one, if there is some. */
  public boolean take(MetricSeries one) {
    long needed = one.memoryBytes();
    if (series >= MAX_SERIES || bytes + needed > maxBytes) {
      return false;
    }
    bytes += needed;
    series++;
    return true;
  }

  /** Gives back the room of one that is forgotten. */
  public void giveBack(MetricSeries one) {
    bytes -= one.memoryBytes();
    series--;
  }
}
