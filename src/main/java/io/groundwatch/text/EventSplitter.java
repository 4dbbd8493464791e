package io.groundwatch.text;

/**
 * Cuts a reader's buffer into events. Stateless: what is not yet a whole event stays in the file
 * and is read again, so the same bytes give the same events however they are cut into reads, and
 * nothing is held in memory between them. What a splitter must know of the past it sees in the
 * bytes before {@code from}, which the buffer holds too. Owned by one thread, since patterns keep
 * scratch space.
 */
public interface EventSplitter {
  /** Takes events. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the event of {@code length} bytes at {@code offset}, without its line end.
     *
     * @param end how it ended
     * @return false = not taken: the splitter stops before it
     */
    boolean event(byte[] bytes, int offset, int length, End end);
  }

  /** How an event ended. */
  enum End {
    /** As its format says that an event ends. */
    WHOLE,
    /** It is longer than the limit: more of it follows as the next event. */
    TOO_LONG,
    /** It is longer than the limit: the rest of its line is left out. */
    CUT,
    /** Nothing was added to the file for so long that it is taken without its end. */
    IDLE
  }

  /**
   * Gives every finished event in {@code [from, to)} to {@code sink}, and pieces of one that is too
   * long. Twice the limit is always enough for one, except of a line whose rest is left out: it is
   * given when its end is seen, which may be far beyond. A caller whose buffer is full of such a
   * line looks for the end with {@link #afterLine}, gives the buffer again as of an idle file, and
   * goes on there.
   *
   * @param bytes what lies before {@code from} is what lies there in the file, at least its last 64
   *     bytes; {@code from} is 0 only at the file's start
   * @param idle whether the file has been quiet for so long that an unfinished event is taken as it
   *     is
   * @return the offset after the last event taken, or after what is left out
   */
  int split(byte[] bytes, int from, int to, boolean idle, Sink sink);

  /**
   * The offset after the end of the line that {@code from} lies in, or -1 where that is not in
   * {@code [from, to)}.
   *
   * @param bytes what lies before {@code from} is as for {@link #split}
   */
  int afterLine(byte[] bytes, int from, int to);
}
