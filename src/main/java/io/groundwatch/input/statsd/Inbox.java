package io.groundwatch.input.statsd;

import io.netty.buffer.ByteBuf;

/**
 * What arrived and is not added up yet, packet after packet, each ended by a line feed. The loop's
 * thread fills one half while the input's thread reads the other; what finds no room is refused.
 * Any thread.
 */
final class Inbox {
  static final int BYTES = 1 << 20;

  private byte[] filling = new byte[1 << 16];
  private byte[] spare = new byte[1 << 16];
  private int used;
  private int packets;

  /** What one thread took: valid until its next {@link #take}. */
  static final class Taken {
    private final byte[] bytes;
    private final int length;
    private final int packets;

    private Taken(byte[] bytes, int length, int packets) {
      this.bytes = bytes;
      this.length = length;
      this.packets = packets;
    }

    /** The packets, each with a line feed after it, in the first {@link #length()} bytes. */
    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    int packets() {
      return packets;
    }
  }

  /** What became of a packet. */
  enum Added {
    NO_ROOM,
    /** It is the first: whoever takes is to be told. */
    FIRST,
    MORE
  }

  /** Adds a packet if there are fewer than so many, and if there is room. */
  synchronized Added add(ByteBuf packet, int maxPackets) {
    int length = packet.readableBytes();
    if (used + length + 1 > BYTES || packets >= maxPackets) {
      return Added.NO_ROOM;
    }
    if (used + length + 1 > filling.length) {
      grow(used + length + 1);
    }
    packet.readBytes(filling, used, length);
    used += length;
    filling[used++] = '\n';
    packets++;
    return packets == 1 ? Added.FIRST : Added.MORE;
  }

  synchronized boolean isEmpty() {
    return used == 0;
  }

  /** Everything that came since the last call. */
  synchronized Taken take() {
    Taken taken = new Taken(filling, used, packets);
    byte[] next = spare;
    spare = filling;
    filling = next;
    used = 0;
    packets = 0;
    return taken;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Math.min(BYTES, Math.max(needed, 2 * filling.length))];
    System.arraycopy(filling, 0, larger, 0, used);
    filling = larger;
  }
}
