package io.groundwatch.text;

/**
 * Walks over the places of a text at which something is found, from left to right and without
 * overlap. Owned by one thread, since it keeps its place.
 */
public interface TextMatches {
  /** Starts at a text. */
  void open(byte[] bytes, int offset, int length);

  /** Goes to the next match, which is never empty; false after the last. */
  boolean next();

  /** Where the match starts in the array. */
  int start();

  /** Where the match ends in the array. */
  int end();

  /**
   * Whether a text surely has none. Cheap; false says nothing.
   *
   * <p>What may be in the whole may be in none of its parts, so one call can spare many.
   */
  default boolean rulesOut(byte[] bytes, int offset, int length) {
    return false;
  }
}
