package io.groundwatch.input.file;

import io.groundwatch.config.LineConfig;
import io.groundwatch.model.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The one buffer that every tail reads into. Each read starts a little before the tail's offset, so
 * that one system call brings both new bytes and the proof that the file still holds what was read
 * before. Owned by the file input's thread.
 */
final class ReadBuffer {
  /** So many bytes before an offset prove that the file was not rewritten. */
  static final int MARKER_BYTES = 64;

  /** So many bytes from its start tell one file from another. */
  static final int HEAD_BYTES = 1024;

  private final byte[] bytes;
  private final ByteBuffer view;
  private int start;
  private int end;

  /**
   * Two of the longest events, so that a read always holds a whole one, and not so few bytes that
   * system calls count.
   */
  ReadBuffer(int longestEvent) {
    this.bytes =
        new byte[MARKER_BYTES + 2 * Math.max(LineConfig.DEFAULT_MAX_EVENT_BYTES, longestEvent)];
    this.view = ByteBuffer.wrap(bytes);
  }

  /**
   * Reads from {@code offset} up to {@code limit}, and the marker before it.
   *
   * @return whether there is at least the whole marker; the file was cut short where there is not
   */
  boolean read(Bytes file, long offset, long limit) throws IOException {
    int lead = markerLength(offset);
    view.clear();
    view.limit((int) Math.min(bytes.length, lead + limit - offset));
    int filled = 0;
    int n = 0;
    while (view.hasRemaining() && n >= 0) {
      n = file.read(view, offset - lead + filled);
      filled += Math.max(0, n);
    }
    start = lead;
    end = filled;
    return filled >= lead;
  }

  /** How many bytes one read brings at the most. */
  int capacity() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the bytes at the tail's offset start. */
  int start() {
    return start;
  }

  /** After the last byte read. */
  int end() {
    return end;
  }

  /** How many bytes at the tail's offset were read. */
  int length() {
    return end - start;
  }

  /** Whether there may be more in the file: only what is not full has seen its end. */
  boolean isFull() {
    return end == bytes.length;
  }

  /** The marker of the tail's offset. */
  Fingerprint marker() {
    return Fingerprint.of(bytes, 0, start);
  }

  /**
   * Whether the file may still begin with {@code head}: no marker proves that of a tail at the very
   * beginning of its file, but then what was read begins there too.
   */
  boolean mayBegin(long offset, Fingerprint head) {
    boolean readFromTheStart = offset == start;
    return !readFromTheStart
        || end < head.length()
        || Fingerprint.of(bytes, 0, head.length()).equals(head);
  }

  /** The marker of the offset that lies at {@code index} of this buffer, after the start. */
  Fingerprint markerAt(int index) {
    int length = Math.min(MARKER_BYTES, index);
    return Fingerprint.of(bytes, index - length, length);
  }

  /** The fingerprint of the file's first {@code length} bytes, fewer where it is shorter. */
  static Fingerprint head(Bytes file, int length) throws IOException {
    return fingerprint(file, 0, Math.min(HEAD_BYTES, length));
  }

  /** The fingerprint of the {@code length} bytes before {@code offset}. */
  static Fingerprint before(Bytes file, long offset, int length) throws IOException {
    return fingerprint(file, offset - length, length);
  }

  private static int markerLength(long offset) {
    return (int) Math.min(MARKER_BYTES, offset);
  }

  private static Fingerprint fingerprint(Bytes file, long from, int length) throws IOException {
    ByteBuffer small = ByteBuffer.allocate(length);
    while (small.hasRemaining() && file.read(small, from + small.position()) >= 0) {}
    small.flip();
    return Fingerprint.of(small);
  }
}
