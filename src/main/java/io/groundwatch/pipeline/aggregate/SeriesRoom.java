package io.groundwatch.pipeline.aggregate;

import io.groundwatch.model.MetricSeries;
import java.util.Map;

/**
 * How many series an input keeps something of, and how much their names may take: past either, no
 * new one is taken, and what is known goes on. One thread.
 */
public final class SeriesRoom {
  public static final int MAX_SERIES = 10_000;

  /** Of names and dimensions, all together. */
  public static final int MAX_BYTES = 8 << 20;

  /** About what a series takes beside its text. */
  private static final int SERIES_BYTES = 300;

  private static final int DIMENSION_BYTES = 64;

  private int series;
  private long bytes;

  /** Takes room for one, if there is some. */
  public boolean take(MetricSeries one) {
    long needed = bytes(one);
    if (series >= MAX_SERIES || bytes + needed > MAX_BYTES) {
      return false;
    }
    bytes += needed;
    series++;
    return true;
  }

  /** Gives back the room of one that is forgotten. */
  public void giveBack(MetricSeries one) {
    bytes -= bytes(one);
    series--;
  }

  private static long bytes(MetricSeries one) {
    long text = one.name().length();
    for (Map.Entry<String, String> each : one.dimensions().entries().entrySet()) {
      text += DIMENSION_BYTES + each.getKey().length() + each.getValue().length();
    }
    return SERIES_BYTES + text;
  }
}
