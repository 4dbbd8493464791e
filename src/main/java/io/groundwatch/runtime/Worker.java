package io.groundwatch.runtime;

/**
 * Work that one thread owns: a {@link WorkerThread} in the agent, the test itself in a test. Every
 * method but those that a class documents otherwise is called by that thread alone.
 */
public interface Worker {
  /** The thread's name: the role, such as {@code files} or {@code lane-central/logs}. */
  String name();

  /**
   * Sets what ends a rest from another thread, for a worker that other threads hand something to.
   * Called once, before the worker's thread starts.
   */
  default void wakeWith(Runnable wake) {}

  /** Does what there is to do now, without waiting. Returns how much was done; 0 = nothing. */
  int work();

  /** How long there will be nothing to do unless woken, in nanoseconds; at most a day. */
  long restNanos();

  /**
   * Ends the work: called once, after the last {@link #work()}. Brings what is in memory to safety
   * and returns by {@code deadlineNanos} of {@link TimeSource#nanos()}.
   */
  void finish(long deadlineNanos);
}
