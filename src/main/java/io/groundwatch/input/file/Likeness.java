package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Tells by what is in them whether one file is a copy of another. Stateless. */
final class Likeness {
  private Likeness() {}

  /**
   * Whether {@code file} holds what was cut from another. It does if it holds the place of the
   * cursor that had come furthest; or, where that had read on after the copy was made, the place
   * where it was shortly before.
   */
  static boolean isCopy(Bytes file, List<Displaced> cuts) throws IOException {
    Displaced furthest =
        cuts.stream().max(Comparator.comparingLong(cut -> cut.tail().offset())).orElseThrow();
    FileTail tail = furthest.tail();
    Fingerprint head = furthest.label().head();
    boolean reaches = file.size() >= head.length();
    if (reaches && !ReadBuffer.head(file, head.length()).equals(head)) {
      return false;
    }
    if (file.size() >= tail.offset()) {
      return reaches && head.length() > 0 && tail.cursor().place().isIn(file);
    }
    for (Place earlier : tail.cursor().earlier()) {
      if (earlier.offset() > 0 && earlier.isIn(file)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code part} may be all or the beginning of {@code whole}; an empty file is. */
  static boolean isBeginningOf(Bytes part, Bytes whole) throws IOException {
    long size = part.size();
    int head = (int) Math.min(ReadBuffer.HEAD_BYTES, size);
    return whole.size() >= size
        && ReadBuffer.head(part, head).equals(ReadBuffer.head(whole, head))
        && Place.at(part, size).isIn(whole);
  }
}
