package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Finds fields of a small protobuf message that somebody else wrote, such as a server's answer.
 * What is no message, or is cut off, holds what comes before that. Immutable, any thread.
 */
public final class ProtoReader {
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;

  /** Reads {@code message}. */
  public ProtoReader(byte[] message) {
    this.bytes = message;
  }

  /** A field of an integer type; 0 where it is not there. */
  public long number(int field) {
    Walk walk = new Walk();
    while (walk.next()) {
      if (walk.field == field && walk.wire == 0) {
        return walk.value;
      }
    }
    return 0;
  }

  /** A field of type {@code string}; empty where it is not there. */
  public String text(int field) {
    return new String(content(field), UTF_8);
  }

  /** A message within; one without fields where it is not there. */
  public ProtoReader message(int field) {
    return new ProtoReader(content(field));
  }

  private byte[] content(int field) {
    Walk walk = new Walk();
    while (walk.next()) {
      if (walk.field == field && walk.wire == LENGTH) {
        return Arrays.copyOfRange(bytes, walk.start, walk.at);
      }
    }
    return new byte[0];
  }

  /** Goes from field to field. */
  private final class Walk {
    private int at;
    private int start;
    private long field;
    private int wire;
    private long value;

    boolean next() {
      if (at >= bytes.length) {
        return false;
      }
      long tag = varint();
      field = tag >>> 3;
      wire = (int) (tag & 7);
      start = at;
      switch (wire) {
        case 0 -> value = varint();
        case FIXED64 -> at += Long.BYTES;
        case FIXED32 -> at += Integer.BYTES;
        case LENGTH -> {
          long size = varint();
          start = at;
          at = size < 0 || size > bytes.length - at ? bytes.length + 1 : (int) (at + size);
        }
        default -> at = bytes.length + 1;
      }
      return at <= bytes.length && field > 0;
    }

    private long varint() {
      long result = 0;
      for (int shift = 0; shift < Long.SIZE && at < bytes.length; shift += 7) {
        byte b = bytes[at++];
        result |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return result;
        }
      }
      at = bytes.length + 1;
      return 0;
    }
  }
}
