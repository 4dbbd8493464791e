package io.groundwatch.pipeline;

import io.groundwatch.model.BatchId;
import java.util.random.RandomGenerator;

/** Draws batch ids. Owned by one thread, as its random source is. */
public final class BatchIds {
  private final RandomGenerator random;

  /** Draws from {@code random}, which must not repeat across restarts. */
  public BatchIds(RandomGenerator random) {
    this.random = random;
  }

  /** The next id. */
  public BatchId next() {
    return new BatchId(random.nextLong(), random.nextLong());
  }
}
