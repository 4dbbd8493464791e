package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import java.io.IOException;

/**
 * An offset in a file and the proof of what lies before it.
 *
 * @param offset in bytes
 * @param marker fingerprint of the bytes just before it
 */
record Place(long offset, Fingerprint marker) {

  static final Place START = new Place(0, Fingerprint.EMPTY);

  /** The place at {@code offset} of a file. */
  static Place at(Bytes file, long offset) throws IOException {
    return new Place(
        offset, ReadBuffer.before(file, offset, (int) Math.min(ReadBuffer.MARKER_BYTES, offset)));
  }

  /** Whether {@code file} reaches that far, and holds there what it is to hold. */
  boolean isIn(Bytes file) throws IOException {
    return file.size() >= offset && ReadBuffer.before(file, offset, marker.length()).equals(marker);
  }
}
