package io.groundwatch.codec;

/**
 * An array to work in that is used again, and given back once it has become far too large. Owned by
 * one thread.
 */
final class Scratch {
  /** What needs less than this part of the array does not keep it. */
  private static final int TOO_LARGE = 16;

  private byte[] bytes = new byte[0];

  /** At least {@code length} bytes of anything; good until the next call. */
  byte[] of(int length) {
    if (bytes.length < length || bytes.length / TOO_LARGE > length) {
      bytes = new byte[length];
    }
    return bytes;
  }
}
