package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import java.io.IOException;
import java.util.List;

/**
 * What a file was last known to hold: how it begins and how large it is. Tells a file that only
 * grew from one that was cut or written anew. Owned by the file input's thread.
 */
final class FileContent {
  private Fingerprint head = Fingerprint.EMPTY;
  private long size;

  /** The fingerprint of its first bytes. */
  Fingerprint head() {
    return head;
  }

  /** How large it was at the last look. */
  long size() {
    return size;
  }

  /**
   * Looks at the file, and remembers how it is now unless it was rewritten.
   *
   * @param thorough whether it may have been rewritten though it is no shorter
   * @param tails the cursors in it
   * @return whether it no longer holds what it held
   */
  boolean isRewritten(Bytes file, boolean thorough, List<FileTail> tails) throws IOException {
    long now = file.size();
    if (now < head.length() || ((thorough || now < size) && !holds(file, tails))) {
      return true;
    }
    if (head.length() < ReadBuffer.HEAD_BYTES && now > head.length()) {
      if (!beginsAsBefore(file)) {
        return true;
      }
      head = ReadBuffer.head(file, ReadBuffer.HEAD_BYTES);
    }
    size = now;
    return false;
  }

  /** It is another generation: remembers how that is. */
  void restart(Bytes file) throws IOException {
    head = ReadBuffer.head(file, ReadBuffer.HEAD_BYTES);
    size = file.size();
  }

  private boolean holds(Bytes file, List<FileTail> tails) throws IOException {
    if (!beginsAsBefore(file)) {
      return false;
    }
    for (FileTail tail : tails) {
      if (!tail.cursor().place().isIn(file)) {
        return false;
      }
    }
    return true;
  }

  private boolean beginsAsBefore(Bytes file) throws IOException {
    return ReadBuffer.head(file, head.length()).equals(head);
  }
}
