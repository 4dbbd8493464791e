package io.groundwatch.model;

import java.nio.ByteBuffer;

/**
 * The hash of a stretch of a file, and the stretch's length in bytes. Tells whether a file still
 * holds what was read from it; a stretch of length 0 matches anything.
 *
 * <p>The hash is FNV-1a with 64 bits (draft-eastlake-fnv): cheap on the short stretches used here,
 * and not meant to resist an attacker who can already write the log.
 */
public record Fingerprint(int length, long hash) {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** The fingerprint of nothing. */
  public static final Fingerprint EMPTY = new Fingerprint(0, OFFSET_BASIS);

  /** The fingerprint of {@code length} bytes of {@code bytes} from {@code offset}. */
  public static Fingerprint of(byte[] bytes, int offset, int length) {
    long hash = OFFSET_BASIS;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return new Fingerprint(length, hash);
  }

  /** The fingerprint of the bytes between the buffer's position and limit, which do not move. */
  public static Fingerprint of(ByteBuffer bytes) {
    long hash = OFFSET_BASIS;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      hash = (hash ^ (bytes.get(i) & 0xff)) * PRIME;
    }
    return new Fingerprint(bytes.remaining(), hash);
  }
}
