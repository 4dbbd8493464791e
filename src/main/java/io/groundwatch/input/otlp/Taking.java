package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.pipeline.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests of one kind, record by record, as lanes have room. Each was looked through as a
 * whole before, so that it is refused as a whole where it is damaged. The input's thread.
 */
interface Taking {
  /**
   * What became of a request.
   *
   * @param refused how many records it had that can never be taken
   * @param why the first of these cannot
   */
  record Result(long refused, String why) {
    static final Result ALL_TAKEN = new Result(0, "");
  }

  /** Whether a request may begin: lanes take batches now, so that its sender need not wait long. */
  boolean hasRoom();

  /** Goes to the beginning of a request. */
  void begin(byte[] request);

  /**
   * Takes what there is room for.
   *
   * @return whether all of it was taken
   * @throws DamagedMessageException where it was not looked through
   */
  boolean take() throws DamagedMessageException;

  /** What became of the request that is being taken, so far. */
  Result result();

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
