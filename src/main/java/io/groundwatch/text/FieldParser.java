package io.groundwatch.text;

/**
 * Takes a line apart into fields, which are names and values. Owned by one thread, since it keeps
 * scratch space.
 */
public sealed interface FieldParser permits JsonFields, LogfmtFields, PatternFields {
  /** Takes fields. */
  interface Sink {
    /** Takes a field; name and value lie in their arrays during this call. */
    void field(
        byte[] names, int nameAt, int nameLength, byte[] values, int valueAt, int valueLength);

    /** There is a field whose name is longer than any that is kept. */
    void leftOut();
  }

  /**
   * Gives the fields of a line to {@code sink}, in the line's order.
   *
   * @return whether the line is of the format; where not, what was given means nothing
   */
  boolean parse(byte[] bytes, int offset, int length, Sink sink);
}
