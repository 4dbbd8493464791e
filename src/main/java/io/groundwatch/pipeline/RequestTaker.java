package io.groundwatch.pipeline;

import java.util.function.Consumer;

/**
 * A port: takes requests of one kind, record by record, as lanes have room. Called by the input's
 * thread.
 *
 * @param <R> a request whose sender waits for an answer
 */
public interface RequestTaker<R> {
  /** Where what it takes goes. */
  LaneSet lanes();

  /** Answers a request that cannot begin: its sender is to keep it, and to come again. */
  void askToComeAgain(R request);

  /**
   * Begins a request. It is looked through as a whole before any of it is taken.
   *
   * @return false = it was refused, and answered
   */
  boolean begin(R request);

  /** Takes what of it there is room for. Returns whether all of it was taken. */
  boolean take();

  /** What answers the request of which all was taken, told whether it is on disk. Any thread. */
  Consumer<Boolean> answer();
}
