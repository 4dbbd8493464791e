package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Batches for tests, told apart by a number. */
public final class SampleBatches {
  private static final LogOrigin ORIGIN = new LogOrigin("app", "web1", "/var/log/app.log");

  private SampleBatches() {}

  /** A batch of lines, with the position {@code [number, number + 1)} of one file. */
  public static Batch logs(long number, String... messages) {
    return logs(number, number, messages);
  }

  /** The same, closed at a time. */
  public static Batch logs(long number, long createdNanos, String... messages) {
    byte[] bytes = String.join("", messages).getBytes(StandardCharsets.UTF_8);
    int[] ends = new int[messages.length];
    int end = 0;
    for (int i = 0; i < messages.length; i++) {
      end += messages[i].getBytes(StandardCharsets.UTF_8).length;
      ends[i] = end;
    }
    long[] times = new long[messages.length];
    int[] origins = new int[messages.length];
    LogLines lines = new LogLines(messages.length, bytes, ends, times, origins, List.of(ORIGIN));
    return new Batch.Logs(new BatchId(7, number), createdNanos, lines, List.of(position(number)));
  }

  /** The position of {@link #logs}. */
  public static Position position(long number) {
    return new Position(
        new SourceId(1, 1),
        new FileKey(8, 9),
        new Fingerprint(10, 11),
        new Fingerprint(12, 13),
        ORIGIN.file(),
        number,
        number + 1,
        false);
  }
}
