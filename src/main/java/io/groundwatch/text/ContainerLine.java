package io.groundwatch.text;

/**
 * Reads one line of a container runtime's log. What it says lasts until the next {@link #parse}.
 * Owned by one thread.
 */
public sealed interface ContainerLine permits CriLine, DockerJsonLine {
  /** Reads the line of {@code length} bytes; false = it is not of this format. */
  boolean parse(byte[] bytes, int offset, int length);

  /** Whether more of the same text follows in the stream's next line. */
  boolean partial();

  /** Whether the container wrote it to stderr; otherwise to stdout. */
  boolean stderr();

  /** When, in epoch nanoseconds. */
  long timeNanos();

  /** The array that holds the text. */
  byte[] content();

  /** Where the text starts. */
  int contentOffset();

  /** How many bytes the text has, without a line end. */
  int contentLength();
}
