package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Writes the protobuf wire format (protobuf.dev, "Encoding") into one array that grows and is used
 * again. Fields are written even where they hold the default. Owned by one thread.
 *
 * <p>By hand, since the protobuf runtime weighs 1.8 MB and this needs little of it.
 */
public final class ProtoWriter {
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int WIRE_BITS = 3;
  private static final int MAX_VARINT_BYTES = 10;
  private static final int PAYLOAD_BITS = 7;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Bytes written. */
  public int length() {
    return length;
  }

  /** A field of type {@code int32}, {@code int64}, {@code uint64}, {@code bool} or an enum. */
  public ProtoWriter varint(int field, long value) {
    tag(field, VARINT);
    raw(value);
    return this;
  }

  /** A field of type {@code fixed64}. */
  public ProtoWriter fixed64(int field, long value) {
    tag(field, FIXED64);
    reserve(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[length++] = (byte) (value >>> (Byte.SIZE * i));
    }
    return this;
  }

  /** A field of type {@code fixed32}. */
  public ProtoWriter fixed32(int field, int value) {
    tag(field, FIXED32);
    reserve(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[length++] = (byte) (value >>> (Byte.SIZE * i));
    }
    return this;
  }

  /** A field of type {@code double}. */
  public ProtoWriter number(int field, double value) {
    return fixed64(field, Double.doubleToRawLongBits(value));
  }

  /** A field of type {@code string}. */
  public ProtoWriter string(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  /** A field of type {@code bytes}. */
  public ProtoWriter bytes(int field, byte[] value) {
    tag(field, LENGTH);
    raw(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  /** A repeated field of type {@code uint32}, packed. */
  public ProtoWriter packed(int field, int[] values) {
    return message(
        field,
        () -> {
          for (int value : values) {
            raw(value);
          }
        });
  }

  /** A message: {@code body} writes its fields. */
  public ProtoWriter message(int field, Runnable body) {
    tag(field, LENGTH);
    int at = length;
    reserve(1);
    length++; // most are short enough for a length of one byte
    body.run();
    int size = length - at - 1;
    int more = varintBytes(size) - 1;
    reserve(more);
    System.arraycopy(bytes, at + 1, bytes, at + 1 + more, size);
    length = at;
    raw(size);
    length += size;
    return this;
  }

  private void tag(int field, int wireType) {
    raw(((long) field << WIRE_BITS) | wireType);
  }

  private void raw(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= PAYLOAD_BITS;
    }
    bytes[length++] = (byte) rest;
  }

  private static int varintBytes(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / PAYLOAD_BITS);
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, needed));
    }
  }
}
