package io.groundwatch.pipeline;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A port: what of a lane is done with, remembered across restarts. Owned by the lane's thread. */
public interface Checkpoints extends Closeable {
  /** Every batch up to this sequence is done with; 0 at the very first start. */
  long settledSequence();

  /** What is covered of every source that is not finished. */
  Map<SourceId, Coverage> coverage();

  /**
   * Notes that every batch up to {@code sequence} is done with, and that {@code positions} are.
   * When it returns, the note survives a power cut.
   *
   * @throws IOException where the disk refuses; nothing was noted, and it may be tried again
   */
  void settle(long sequence, List<Position> positions) throws IOException;
}
