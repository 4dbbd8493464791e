package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;

/**
 * A tail whose generation is no longer in its file, or whose file is gone.
 *
 * @param tail the cursor, where it was then
 * @param key of the file
 * @param head the fingerprint of the first bytes that the file had until then
 * @param path to which its events are filed
 * @param size the largest that the file was seen with until then
 */
record Displaced(FileTail tail, FileKey key, Fingerprint head, String path, long size) {

  /** Says that no more of it will come. */
  void abandon() {
    tail.abandon(key, head, path);
  }

  /** Bytes that were seen, and that neither this tail nor {@code held} bytes of a copy have. */
  long missing(long held) {
    return Math.max(0, size - Math.max(held, tail.offset()));
  }
}
