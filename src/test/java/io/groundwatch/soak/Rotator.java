package io.groundwatch.soak;

import java.io.IOException;

/** Something that writes numbered lines and rotates its files. Each runs on a thread of its own. */
interface Rotator {
  /** Its name in the ledger. */
  String name();

  /** The pattern under which the agent finds its files, below its folder. */
  String pattern();

  /** Writes a few lines, and rotates when it is time. Called until {@link #finish}. */
  void step() throws IOException, InterruptedException;

  /** Writes no more. */
  default void finish() throws IOException, InterruptedException {}

  /** How often it has rotated. */
  int rotations();
}
