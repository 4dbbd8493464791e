package io.groundwatch.runtime;

/**
 * Hands bytes from threads that may not wait to one that works through them: packet after packet,
 * each with a line feed after it. One half is filled while the other is read, so that a packet
 * costs a copy and no object; what finds no room is refused. Any thread adds, one takes.
 */
public final class ByteInbox {
  private static final int FIRST_BYTES = 1 << 16;

  private final int maxBytes;
  private byte[] filling = new byte[FIRST_BYTES];
  private byte[] spare = new byte[FIRST_BYTES];
  private int used;
  private int packets;

  /** In which {@code maxBytes} may wait, and as much be worked through. */
  public ByteInbox(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What one thread took: valid until its next {@link #take}. */
  public static final class Taken {
    private final byte[] bytes;
    private final int length;
    private final int packets;

    private Taken(byte[] bytes, int length, int packets) {
      this.bytes = bytes;
      this.length = length;
      this.packets = packets;
    }

    /** The packets, each with a line feed after it, in the first {@link #length()} bytes. */
    public byte[] bytes() {
      return bytes;
    }

    /** How many bytes there are. */
    public int length() {
      return length;
    }

    /** How many packets they are. */
    public int packets() {
      return packets;
    }
  }

  /** What became of a packet. */
  public enum Added {
    NO_ROOM,
    /** It is the first: whoever takes is to be told. */
    FIRST,
    MORE
  }

  /** Copies a packet. */
  @FunctionalInterface
  public interface Copy {
    /** Writes the packet's bytes into {@code target} from {@code at} on. */
    void to(byte[] target, int at);
  }

  /** Adds a packet of so many bytes, if fewer than {@code maxPackets} wait, and there is room. */
  public synchronized Added add(int length, Copy packet, int maxPackets) {
    if (used + length + 1 > maxBytes || packets >= maxPackets) {
      return Added.NO_ROOM;
    }
    if (used + length + 1 > filling.length) {
      grow(used + length + 1);
    }
    packet.to(filling, used);
    used += length;
    filling[used++] = '\n';
    packets++;
    return packets == 1 ? Added.FIRST : Added.MORE;
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() {
    return used == 0;
  }

  /** Everything that came since the last call. */
  public synchronized Taken take() {
    Taken taken = new Taken(filling, used, packets);
    byte[] next = spare;
    spare = filling;
    filling = next;
    used = 0;
    packets = 0;
    return taken;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Math.min(maxBytes, Math.max(needed, 2 * filling.length))];
    System.arraycopy(filling, 0, larger, 0, used);
    filling = larger;
  }
}
