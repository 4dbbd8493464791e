package io.groundwatch.input.file;

/**
 * A tail whose generation is no longer in its file.
 *
 * @param tail the cursor, where it was when the file was cut
 * @param identity what the file was known by until then
 * @param size the largest that the file was seen with until then
 */
record Displaced(FileTail tail, FileTail.Identity identity, long size) {

  /** Says that no more of it will come. */
  void abandon() {
    tail.abandon(identity.key(), identity.head(), identity.origin().file());
  }

  /** Bytes that were seen, and that neither this tail nor {@code held} bytes of a copy have. */
  long missing(long held) {
    return Math.max(0, size - Math.max(held, tail.offset()));
  }
}
