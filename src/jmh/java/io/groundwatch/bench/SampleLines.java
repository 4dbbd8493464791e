package io.groundwatch.bench;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.Arrays;
import java.util.List;

/** The lines that the whole-process benchmark writes, for the micro benchmarks. */
public final class SampleLines {
  /** What an operation works on: so operations a second are MB/s. */
  public static final int MEGABYTE = 1_000_000;

  private static final LogOrigin ORIGIN = new LogOrigin("app", "web1", "/var/log/app.log");

  private SampleLines() {}

  /** About a megabyte of lines with their line ends; the last is whole. */
  public static byte[] megabyte() {
    LogLine line = new LogLine(1);
    byte[] text = new byte[MEGABYTE];
    int end = 0;
    for (long number = 0; end + LogLine.MAX_BYTES <= text.length; number++) {
      end = line.put(text, end, 0, number, 0);
    }
    return Arrays.copyOf(text, end);
  }

  /** The same lines as a batch. */
  public static Batch.Logs batch() {
    byte[] text = megabyte();
    byte[] bytes = new byte[text.length];
    int[] ends = new int[text.length];
    int count = 0;
    int used = 0;
    for (byte b : text) {
      if (b == '\n') {
        ends[count++] = used;
      } else {
        bytes[used++] = b;
      }
    }
    long[] times = new long[count];
    Arrays.fill(times, 1_769_860_800_123_000_000L);
    LogLines lines =
        new LogLines(count, bytes, ends, times, new int[count], List.of(ORIGIN));
    return new Batch.Logs(new BatchId(1, 2), times[0], lines, List.of(position(0, text.length)));
  }

  /** A range of one file. */
  public static Position position(long from, long to) {
    return new Position(
        new SourceId(1, 1),
        new FileKey(8, 9),
        new Fingerprint(10, 11),
        new Fingerprint(12, 13),
        ORIGIN.file(),
        from,
        to,
        false);
  }
}
