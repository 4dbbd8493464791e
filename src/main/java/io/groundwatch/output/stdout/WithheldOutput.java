package io.groundwatch.output.stdout;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.util.function.Consumer;

/**
 * Stands for standard output where writing records there would do harm, since it is the journal:
 * holds everything and says why. Owned by one lane.
 */
public final class WithheldOutput implements Output {
  private final String reason;

  /** Holds for {@code reason}, which says what to do. */
  public WithheldOutput(String reason) {
    this.reason = reason;
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    completion.accept(new Outcome.Held(reason));
  }

  @Override
  public void close() {}
}
