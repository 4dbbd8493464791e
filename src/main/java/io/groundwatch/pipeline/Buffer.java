package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Position;
import io.groundwatch.model.StoredBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A port: a lane's queue on disk, first in, first out. Owned by the lane's thread. */
public interface Buffer extends Closeable {
  /**
   * Encodes and stores a batch. When it returns one, the batch and its positions survive a power
   * cut.
   *
   * @return empty where the buffer is full: nothing was stored, and settling makes room. An empty
   *     buffer takes any batch
   * @throws DiskFullException where the volume is full, so that nothing was stored
   * @throws IOException where the disk refuses; nothing was promised, and it may be tried again
   */
  Optional<StoredBatch> store(Batch batch) throws IOException;

  /**
   * The first whole batch whose sequence is greater than {@code sequence}; empty at the end.
   *
   * @throws IOException where the disk refuses; it may be tried again
   */
  Optional<StoredBatch> after(long sequence) throws IOException;

  /** Gives up every batch up to {@code sequence}; their room comes back at once or in bulk. */
  void settled(long sequence) throws IOException;

  /**
   * Gives up one batch, though earlier ones are not settled. What was dropped is not given any
   * more; after a crash it may be found again.
   */
  void dropped(long sequence) throws IOException;

  /** Whether room comes back when every batch is dropped but those of {@code kept} sequences. */
  boolean freeable(Set<Long> kept);

  /** The positions of every batch that was found when the buffer was opened, oldest first. */
  List<Position> positionsAtOpen();

  /** Bytes on disk. */
  long bytes();

  /** Batches stored and neither settled nor dropped. */
  long batches();
}
