package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.pipeline.LaneSet;

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

  /** Where records go. */
  LaneSet lanes();

  /** Goes to the beginning of a request. */
  void of(byte[] request);

  /**
   * Takes what there is room for.
   *
   * @return whether all of it was taken
   * @throws DamagedMessageException where it was not looked through
   */
  boolean take() throws DamagedMessageException;

  /**
   * What became of the request, of which all was taken; it is let go of: readers that are used
   * again would hold it, each another one.
   */
  Result end();
}
