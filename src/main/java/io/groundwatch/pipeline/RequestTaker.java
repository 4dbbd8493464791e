package io.groundwatch.pipeline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port: takes requests of one kind, record by record, as lanes have room. Called by the input's
 * thread.
 *
 * @param <R> a request whose sender waits for an answer
 */
public interface RequestTaker<R> {
  /** Whether a request may begin: lanes take batches now, so that its sender need not wait long. */
  boolean hasRoom();

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

  /** What is taken from here on is of this; null = of nothing that is owed a receipt. */
  void owe(@Nullable Receipt receipt);

  /** Hands over what was taken. */
  void flush();

  /** Hands over what is due. */
  void flushIfDue();

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  long dueInNanos();

  /** Room or not, all is taken from here on: the input ends. */
  void ending();

  /** Hands over everything: the input ends. */
  void finish();
}
