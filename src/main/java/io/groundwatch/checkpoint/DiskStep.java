package io.groundwatch.checkpoint;

import java.io.IOException;

/** Called before each thing that is done to the disk; where tests stop the agent, or the disk. */
@FunctionalInterface
interface DiskStep {
  /** Does nothing, as the disk does on a good day. */
  DiskStep NONE = operation -> {};

  /** {@code operation} is about to be done. */
  void before(String operation) throws IOException;
}
