package io.groundwatch.text;

/** Says yes or no to a line. Owned by one thread, since a pattern keeps scratch space. */
@FunctionalInterface
public interface LineCheck {
  /** Whether the {@code length} bytes at {@code offset} pass. */
  boolean find(byte[] bytes, int offset, int length);
}
