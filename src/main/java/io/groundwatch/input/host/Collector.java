package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import java.io.Closeable;
import java.io.IOException;

/**
 * Samples one part of the host. Called by one thread alone, the thread {@code host} or, if it may
 * hang, one beside it; keeps what it needs of the sample before (values, and since when) to itself.
 */
public interface Collector extends Closeable {
  /** Its input's name in the configuration: {@code cpu}, {@code disk}. */
  String name();

  /**
   * Takes one sample of everything it collects.
   *
   * @param wallNanos the time to stamp it with, in nanoseconds since the epoch; may be earlier than
   *     at the last call, when the clock was set back
   * @throws IOException if the host does not give the numbers; what was handed to {@code out}
   *     before counts
   */
  void collect(long wallNanos, MetricSink out) throws IOException;

  /** How many resources the last sample left out, since they have more series than are allowed. */
  default int leftOut() {
    return 0;
  }

  /** Lets go of what it keeps open; called once, after the last sample. */
  @Override
  default void close() throws IOException {}
}
