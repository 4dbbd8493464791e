package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import java.util.List;
import java.util.Map;

/** A port: what the lines that one batch is made of become. Owned by the input's thread. */
public interface LineContent {
  /**
   * Takes a line, which may become nothing: {@code length} bytes of UTF-8 without its line end,
   * copied.
   *
   * @return about how many bytes it takes when it is encoded
   */
  long append(LogOrigin origin, long timeNanos, byte[] bytes, int offset, int length);

  /** Adds attributes to the line appended last. */
  void attributes(Map<String, String> more);

  /** Adds attributes to the line appended last, copied. */
  void attributes(AttributeSet more);

  /** How many records there are so far. */
  int count();

  /** Hands all over as a batch; this object is then spent. */
  Batch toBatch(BatchId id, long createdNanos, List<Position> positions);

  /** Empty content for the batch after this one. */
  LineContent next();
}
