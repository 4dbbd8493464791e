package io.groundwatch.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * The lanes that one input hands the same to, as far as a sender is concerned that waits until it
 * is on disk in all of them. Owned by the input's thread.
 */
public interface LaneSet {
  /** Whether every lane takes batches now: what is handed over would not wait. */
  boolean lanesHaveRoom();

  /** What is taken from here on is of this; null = of nothing that is owed a receipt. */
  void owe(@Nullable Receipt receipt);

  /** Closes every batch that has anything in it, and offers it: a sender waits for that. */
  void flush();

  /** Closes the batches that are due. */
  void flushIfDue();

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  long dueInNanos();

  /** Room or not, nothing is dropped from here on: the input ends. */
  void ending();

  /** Hands over everything: the input ends. */
  void finish();
}
