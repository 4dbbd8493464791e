package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the fields of a protobuf message where it lies (protobuf.dev, "Encoding"): nothing
 * is copied, and no object is made for a field. Used again for one message after another; one
 * thread.
 */
public final class ProtoCursor {
  private static final int WIRE_BITS = 3;
  private static final int WIRE_MASK = (1 << WIRE_BITS) - 1;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD_MASK = (1 << PAYLOAD_BITS) - 1;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int field;
  private int wire;
  private long number;
  private int start;
  private int length;

  /** Goes to the beginning of the message in {@code [from, to)}. */
  public ProtoCursor of(byte[] message, int from, int to) {
    bytes = message;
    at = from;
    end = to;
    return this;
  }

  /** Goes to the beginning of the message that another is at. */
  public ProtoCursor of(ProtoCursor outer) throws DamagedMessageException {
    outer.requireLength();
    return of(outer.bytes, outer.start, outer.start + outer.length);
  }

  /**
   * Goes to the next field.
   *
   * @return false = there is none more
   * @throws DamagedMessageException where there is none, and the message goes on
   */
  public boolean next() throws DamagedMessageException {
    if (at >= end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> WIRE_BITS);
    wire = (int) (tag & WIRE_MASK);
    if (field <= 0) {
      throw new DamagedMessageException("no protobuf message: a field without a number");
    }
    start = at;
    length = 0;
    number = 0;
    switch (wire) {
      case VARINT -> number = varint();
      case FIXED64 -> number = fixed(Long.BYTES);
      case FIXED32 -> number = fixed(Integer.BYTES);
      case LENGTH -> {
        long size = varint();
        start = at;
        skip(size);
        length = (int) size;
      }
      default -> throw new DamagedMessageException("no protobuf message: a field of type " + wire);
    }
    return true;
  }

  /** Goes to the next field of this number. */
  public boolean next(int wanted) throws DamagedMessageException {
    while (next()) {
      if (field == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Where the next field starts. */
  public int at() {
    return at;
  }

  /** Where the message ends. */
  public int end() {
    return end;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** An integer, or the bits of a fixed field; 0 of one that has a length. */
  public long number() {
    return number;
  }

  /** A field of type {@code double}. */
  public double real() {
    return Double.longBitsToDouble(number);
  }

  /** A field of type {@code sint32}. */
  public int signed() {
    return (int) (number >>> 1) ^ -(int) (number & 1);
  }

  /** The array that the message is in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a string, bytes, or a message starts. */
  public int start() {
    return start;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Takes what a repeated field of numbers holds; it comes packed, or one at a time. */
  public interface Numbers {
    /** The bits of one. */
    void accept(long bits);
  }

  /**
   * The numbers of a repeated field.
   *
   * @param fixed whether each takes eight bytes, and not as many as it needs
   */
  public void numbers(boolean fixed, Numbers out) throws DamagedMessageException {
    if (wire != LENGTH) {
      out.accept(number);
      return;
    }
    ProtoCursor packed = new ProtoCursor().of(this);
    while (packed.at < packed.end) {
      out.accept(fixed ? packed.fixed(Long.BYTES) : packed.varint());
    }
  }

  /** Throws where the field is none that has a length. */
  void requireLength() throws DamagedMessageException {
    if (wire != LENGTH) {
      throw new DamagedMessageException(
          "no protobuf message of this kind: field " + field + " is none within");
    }
  }

  private long fixed(int size) throws DamagedMessageException {
    int from = at;
    skip(size);
    long bits = 0;
    for (int i = size - 1; i >= 0; i--) {
      bits = (bits << Byte.SIZE) | (bytes[from + i] & 0xff);
    }
    return bits;
  }

  private void skip(long size) throws DamagedMessageException {
    if (size < 0 || size > end - at) {
      throw new DamagedMessageException("the protobuf message is cut off");
    }
    at += (int) size;
  }

  private long varint() throws DamagedMessageException {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE && at < end; shift += PAYLOAD_BITS) {
      byte b = bytes[at++];
      result |= (long) (b & PAYLOAD_MASK) << shift;
      if (b >= 0) {
        return result;
      }
    }
    throw new DamagedMessageException("the protobuf message is cut off, or has an endless number");
  }

  /** The text that a field holds; null where it is no text. */
  public @Nullable String text() {
    return wire == LENGTH ? new String(bytes, start, length, UTF_8) : null;
  }
}
