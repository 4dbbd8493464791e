package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One address where packets come over UDP, lines over TCP, or both, with a loop's thread of its
 * own. A packet that is not taken is gone, and counted; a connection whose line is not taken waits.
 * Owned by one thread.
 */
public final class PacketListener implements Closeable {
  private static final int FREE_PORT_TRIES = 10;

  private final NetLoop loop;
  private final KernelDrops kernelDrops;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong tooLong = new AtomicLong();
  private @Nullable DatagramListener udp;
  private @Nullable LineListener tcp;
  private long dropsBefore;

  /**
   * Where to listen.
   *
   * @param port 0 takes a free one
   * @param udp whether for UDP
   * @param tcp whether for TCP
   * @param receiveBufferBytes asked of the kernel for UDP
   * @param maxLineBytes of TCP; a longer one is left out
   * @param maxConnections of TCP
   * @param framing of TCP
   * @param tls of TCP; absent = plain
   */
  public record Place(
      String host,
      int port,
      boolean udp,
      boolean tcp,
      int receiveBufferBytes,
      int maxLineBytes,
      int maxConnections,
      Framing framing,
      Optional<TlsFiles> tls) {
    /** Lines over TCP, and plain. */
    public Place(
        String host,
        int port,
        boolean udp,
        boolean tcp,
        int receiveBufferBytes,
        int maxLineBytes,
        int maxConnections) {
      this(
          host,
          port,
          udp,
          tcp,
          receiveBufferBytes,
          maxLineBytes,
          maxConnections,
          Framing.LINES,
          Optional.empty());
    }
  }

  /** How a connection is cut into what the taker gets. */
  public enum Framing {
    /** Each ends in a line feed. */
    LINES,
    /** Each has its length before it, or ends in a line feed (RFC 6587). */
    SYSLOG
  }

  private PacketListener(NetLoop loop, KernelDrops kernelDrops) {
    this.loop = loop;
    this.kernelDrops = kernelDrops;
  }

  /**
   * Listens.
   *
   * @param name of the loop's thread
   * @param taker gets each packet, and each line without its end, on the loop's thread; says
   *     whether it took it, and does not keep the buffer
   * @throws IOException where an address cannot be had; nothing is left open
   */
  public static PacketListener open(
      String name, Place place, KernelDrops kernelDrops, Predicate<ByteBuf> taker)
      throws IOException {
    PacketListener listener = new PacketListener(NetLoop.open(name), kernelDrops);
    try {
      listener.listen(place, taker);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    return listener;
  }

  /** A free port of UDP may not be free for TCP: then another is tried. */
  private void listen(Place place, Predicate<ByteBuf> taker) throws IOException {
    for (int tries = place.port() == 0 ? FREE_PORT_TRIES : 1; tries > 0; tries--) {
      try {
        listenOnce(place, taker);
        return;
      } catch (IOException e) {
        closeSockets();
        if (tries == 1) {
          throw e;
        }
      }
    }
  }

  private void listenOnce(Place place, Predicate<ByteBuf> taker) throws IOException {
    if (place.udp()) {
      udp =
          DatagramListener.open(
              loop,
              place.host(),
              place.port(),
              place.receiveBufferBytes(),
              packet -> {
                if (!taker.test(packet)) {
                  refused.incrementAndGet();
                }
              });
      dropsBefore = kernelDrops.at(udp.address().getPort());
    }
    if (place.tcp()) {
      int port = udp == null ? place.port() : udp.address().getPort();
      tcp = LineListener.open(loop, place.host(), port, place, tooLong::incrementAndGet, taker);
    }
  }

  /** Where it listens. Any thread. */
  public @Nullable InetSocketAddress address() {
    if (udp != null) {
      return udp.address();
    }
    return tcp == null ? null : tcp.address();
  }

  /** How many packets were not taken since the last call. */
  public long newRefusals() {
    return refused.getAndSet(0);
  }

  /** How many lines of connections were left out since the last call, for their length. */
  public long newLongLines() {
    return tooLong.getAndSet(0);
  }

  /** How many packets the kernel dropped since the last call, for want of room in its buffer. */
  public long newKernelDrops() {
    if (udp == null) {
      return 0;
    }
    long drops = kernelDrops.at(udp.address().getPort());
    long more = Math.max(0, drops - dropsBefore);
    dropsBefore = drops;
    return more;
  }

  @Override
  public void close() {
    closeSockets();
    loop.close();
  }

  private void closeSockets() {
    if (udp != null) {
      udp.close();
      udp = null;
    }
    if (tcp != null) {
      tcp.close();
      tcp = null;
    }
  }
}
