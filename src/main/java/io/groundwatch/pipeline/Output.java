package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;

/**
 * A port: a protocol's sender. Owned by one lane, which has as many sends under way at most as its
 * concurrency, each of another batch.
 */
public interface Output extends Closeable {
  /**
   * Sends records {@code range} of {@code batch} under {@link StoredBatch#partId}. Called by the
   * lane's thread; does not wait for the network. Sends may end in any order.
   *
   * @param completion called exactly once, in bounded time, by any thread
   */
  void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion);

  /**
   * As {@link #send(StoredBatch, RecordRange, Consumer)}, and tells the destination what was given
   * up since it last took something, where the protocol has a way to. Where it has none, as here,
   * the log and the lane's metrics alone say it. What is told with a send that is not {@link
   * Outcome.Delivered} is told again with another.
   *
   * @param gaps mostly empty
   */
  default void send(
      StoredBatch batch, RecordRange range, List<Gap> gaps, Consumer<Outcome> completion) {
    send(batch, range, completion);
  }

  /**
   * About how many bytes {@link #send} puts on the wire: what a rate limit counts. Here as many as
   * the range has of the stored payload.
   */
  default long wireBytes(StoredBatch batch, RecordRange range) {
    long all = batch.payload().length;
    return range.size() == batch.records() ? all : all * range.size() / batch.records();
  }

  /** Gives up what is under way, without calling its completion, and frees everything. */
  @Override
  void close();
}
