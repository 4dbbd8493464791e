package io.groundwatch.input.file.event;

/** Says yes or no to a line. Owned by one thread, since a pattern keeps scratch space. */
@FunctionalInterface
public interface LineTest {
  /** Whether the {@code length} bytes at {@code offset} pass. */
  boolean find(byte[] bytes, int offset, int length);
}
