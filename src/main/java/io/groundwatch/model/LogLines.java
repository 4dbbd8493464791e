package io.groundwatch.model;

import java.util.List;

/**
 * Log lines as columns: one arena of message bytes and, a line each, where it ends in the arena,
 * its time and its origin. The arrays may be longer than {@code count} and are never written once
 * here.
 *
 * @param count lines
 * @param bytes the messages, UTF-8, one after another with nothing between
 * @param ends the offset after each message in {@code bytes}
 * @param times of each line, in nanoseconds since the epoch
 * @param origins of each line, as an index into {@code originTable}
 * @param originTable the origins that occur
 * @param attributes of the lines that have any
 */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; nobody compares batches by value
public record LogLines(
    int count,
    byte[] bytes,
    int[] ends,
    long[] times,
    int[] origins,
    List<LogOrigin> originTable,
    LineAttributes attributes) {

  /** Lines without attributes. */
  public LogLines(
      int count,
      byte[] bytes,
      int[] ends,
      long[] times,
      int[] origins,
      List<LogOrigin> originTable) {
    this(count, bytes, ends, times, origins, originTable, LineAttributes.NONE);
  }

  /** Where line {@code index} starts in {@link #bytes}. */
  public int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
