package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Log lines on their way to becoming {@link LogLines}: growing columns. Owned by one thread. */
final class LineColumns implements LineContent {
  /** What a record takes beside its message and its origin: time, keys, quotes. */
  static final int RECORD_OVERHEAD = 96;

  private static final int INITIAL_LINES = 64;
  private static final int INITIAL_BYTES = 8 << 10;

  private static final int HEADROOM = 8;

  private final int expectedLines;
  private final int expectedBytes;
  private byte[] bytes = new byte[0];
  private int[] ends = new int[0];
  private long[] times = new long[0];
  private int[] origins = new int[0];
  private final List<LogOrigin> originTable = new ArrayList<>();
  private final List<Integer> originBytes = new ArrayList<>();
  private final Map<LogOrigin, Integer> originIndex = new HashMap<>();
  private int lastOrigin = -1;
  private int lastOriginBytes;
  private final AttributeColumns attributes = new AttributeColumns();
  private int count;
  private int used;

  /** For a first batch, of which nothing is known. */
  LineColumns() {
    this(INITIAL_LINES, INITIAL_BYTES);
  }

  private LineColumns(int expectedLines, int expectedBytes) {
    this.expectedLines = expectedLines;
    this.expectedBytes = expectedBytes;
  }

  /**
   * Empty columns that will at once be as large as these came to be, and a little more: the next
   * batch is mostly as large, and columns that have to grow copy all they hold again and again.
   * They take no memory before the first line.
   */
  @Override
  public LineColumns next() {
    return new LineColumns(
        Math.max(INITIAL_LINES, count + count / HEADROOM),
        Math.max(INITIAL_BYTES, used + used / HEADROOM));
  }

  @Override
  public long append(LogOrigin origin, long timeNanos, byte[] from, int offset, int length) {
    if (count == ends.length) {
      growLines();
    }
    if (used + length > bytes.length) {
      int larger = Math.max(expectedBytes, bytes.length * 2);
      bytes = Arrays.copyOf(bytes, Math.max(used + length, larger));
    }
    System.arraycopy(from, offset, bytes, used, length);
    used += length;
    ends[count] = used;
    times[count] = timeNanos;
    origins[count] = indexOf(origin);
    count++;
    return (long) length + RECORD_OVERHEAD + lastOriginBytes;
  }

  @Override
  public void attributes(Map<String, String> more) {
    attributes.add(count - 1, more);
  }

  @Override
  public void attributes(AttributeSet more) {
    attributes.add(count - 1, more);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Batch toBatch(BatchId id, long createdNanos, List<Position> positions) {
    return new Batch.Logs(id, createdNanos, toLines(), positions);
  }

  /** Hands the columns over; this object is then spent. */
  LogLines toLines() {
    return new LogLines(
        count, bytes, ends, times, origins, List.copyOf(originTable), attributes.toAttributes());
  }

  private int indexOf(LogOrigin origin) {
    // Lines come file by file, so the origin is nearly always the one before.
    if (lastOrigin >= 0 && originTable.get(lastOrigin).equals(origin)) {
      return lastOrigin;
    }
    Integer known = originIndex.putIfAbsent(origin, originTable.size());
    if (known == null) {
      originTable.add(origin);
      originBytes.add(bytes(origin));
      lastOrigin = originTable.size() - 1;
    } else {
      lastOrigin = known;
    }
    lastOriginBytes = originBytes.get(lastOrigin);
    return lastOrigin;
  }

  private static int bytes(LogOrigin origin) {
    return origin.group().length()
        + origin.stream().length()
        + origin.file().length()
        + origin.attributes().toString().length();
  }

  private void growLines() {
    int larger = Math.max(expectedLines, count * 2);
    ends = Arrays.copyOf(ends, larger);
    times = Arrays.copyOf(times, larger);
    origins = Arrays.copyOf(origins, larger);
  }
}
