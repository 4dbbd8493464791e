package io.groundwatch.pipeline;

/** An order that is being carried out. Owned by the lane's thread. */
interface OrderRun {
  /** Does a little. Returns how much was done; 0 = it waits for an outcome. */
  int work();

  /** Whether nothing is left to do. */
  boolean isOver();

  /** What came of it. */
  LaneAnswer answer();

  /** The same, for the log. */
  String said();
}
