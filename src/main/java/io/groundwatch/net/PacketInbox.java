package io.groundwatch.net;

import io.groundwatch.runtime.ByteInbox;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Packets that wait for the input that works through them. Any byte may be in one, so that each
 * lies there after its length. Any thread adds; the rest is one thread's.
 */
public final class PacketInbox {
  private static final int LENGTH_BYTES = Integer.BYTES;

  private final int maxPackets;
  private final Runnable wake;
  private final ByteInbox inbox;
  private ByteInbox.Taken taken;
  private int next;
  private int start;
  private int length;

  /**
   * Of no packets so far.
   *
   * @param maxBytes so many may wait, lengths included, and as many be worked through
   * @param wake is run on the thread that adds a packet to none
   */
  public PacketInbox(int maxBytes, int maxPackets, Runnable wake) {
    this.maxPackets = maxPackets;
    this.wake = wake;
    this.inbox = new ByteInbox(maxBytes);
    this.taken = inbox.take();
  }

  /** Copies a packet. Returns false where there is no room for it. */
  public boolean add(ByteBuf packet) {
    int size = packet.readableBytes();
    ByteInbox.Added added =
        inbox.add(
            LENGTH_BYTES + size,
            (to, at) -> {
              ByteBuffer.wrap(to).putInt(at, size);
              packet.getBytes(packet.readerIndex(), to, at + LENGTH_BYTES, size);
            },
            maxPackets);
    if (added == ByteInbox.Added.FIRST) {
      wake.run();
    }
    return added != ByteInbox.Added.NO_ROOM;
  }

  /** Whether nothing waits, and all that was taken has been worked through. */
  public boolean isEmpty() {
    return !hasNext() && inbox.isEmpty();
  }

  /**
   * Takes what waits, unless something that was taken is left. Returns how many packets it took.
   */
  public int take() {
    if (hasNext()) {
      return 0;
    }
    taken = inbox.take();
    next = 0;
    return taken.packets();
  }

  /** Whether a packet is left of what was taken. */
  public boolean hasNext() {
    return next < taken.length();
  }

  /** The length in bytes of the packet that {@link #next} goes to. */
  public int nextLength() {
    return ByteBuffer.wrap(taken.bytes()).getInt(next);
  }

  /** Goes to the next packet of what was taken. */
  public void next() {
    length = nextLength();
    start = next + LENGTH_BYTES;
    next = start + length + 1; // and the line feed that the inbox adds
  }

  /** What the packet lies in, valid until the next {@link #take}. */
  public byte[] bytes() {
    return taken.bytes();
  }

  /** Where it begins there. */
  public int start() {
    return start;
  }

  /** How long it is, in bytes. */
  public int length() {
    return length;
  }
}
