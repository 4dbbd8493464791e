package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import java.io.Closeable;
import java.util.function.Consumer;

/** A port: a protocol's sender. Owned by one lane, which has at most one send under way. */
public interface Output extends Closeable {
  /**
   * Sends records {@code range} of {@code batch} under {@link StoredBatch#partId}. Called by the
   * lane's thread; does not wait for the network.
   *
   * @param completion called exactly once, in bounded time, by any thread
   */
  void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion);

  /** Gives up what is under way, without calling its completion, and frees everything. */
  @Override
  void close();
}
