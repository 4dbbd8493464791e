package io.groundwatch.input.host;

import java.io.Closeable;
import java.io.IOException;

/** Where a collector's raw numbers come from: a file of the kernel, OSHI, or a test. */
@FunctionalInterface
interface Source<R> extends Closeable {
  /** In a reading: this system does not have the number. */
  long ABSENT = -1;

  /** Reads the numbers as they are now. */
  R read() throws IOException;

  /** Lets go of what it keeps open. */
  @Override
  default void close() throws IOException {}
}
