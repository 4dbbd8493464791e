package io.groundwatch.input.file;

/**
 * A tail whose generation is no longer in its file, or whose file is gone.
 *
 * @param tail the cursor, where it was then
 * @param label of the file, as it was until then
 * @param size the largest that the file was seen with until then
 */
record Displaced(FileTail tail, FileLabel label, long size) {

  /** Says that no more of it will come. */
  void abandon() {
    tail.cursor().abandon(label);
  }

  /** Bytes that were seen, and that neither this tail nor {@code held} bytes of a copy have. */
  long missing(long held) {
    return Math.max(0, size - Math.max(held, tail.offset()));
  }
}
