package io.groundwatch.input.statsd;

import io.groundwatch.config.StatsdConfig;
import io.groundwatch.net.DatagramListener;
import io.groundwatch.net.LineListener;
import io.groundwatch.net.NetLoop;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What it listens on, with a loop's thread of its own. The input's thread. */
final class Sockets implements Closeable {
  private final NetLoop loop;
  private final KernelDrops kernelDrops;
  private @Nullable DatagramListener udp;
  private @Nullable LineListener tcp;
  private long dropsBefore;

  private Sockets(NetLoop loop, KernelDrops kernelDrops) {
    this.loop = loop;
    this.kernelDrops = kernelDrops;
  }

  /**
   * Listens as a configuration says.
   *
   * @param taker gets each packet, and each line of a connection, on the loop's thread
   * @throws IOException where an address cannot be had; nothing is left open
   */
  static Sockets open(StatsdConfig config, KernelDrops kernelDrops, Consumer<ByteBuf> taker)
      throws IOException {
    Sockets sockets = new Sockets(NetLoop.open("statsd-net"), kernelDrops);
    try {
      sockets.listen(config, taker);
    } catch (IOException e) {
      sockets.close();
      throw e;
    }
    return sockets;
  }

  private void listen(StatsdConfig config, Consumer<ByteBuf> taker) throws IOException {
    String host = config.address().host();
    int port = config.address().port();
    if (config.udp()) {
      udp = DatagramListener.open(loop, host, port, config.receiveBufferBytes(), taker);
      dropsBefore = kernelDrops.at(udp.address().getPort());
    }
    if (config.tcp()) {
      tcp = LineListener.open(loop, host, port, Adder.MAX_LINE_BYTES, taker);
    }
  }

  /** Where it listens, for UDP if it does for that. */
  @Nullable InetSocketAddress address() {
    if (udp != null) {
      return udp.address();
    }
    return tcp == null ? null : tcp.address();
  }

  /** How many packets the kernel dropped since the last call, for want of room in its buffer. */
  long newKernelDrops() {
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
    if (udp != null) {
      udp.close();
    }
    if (tcp != null) {
      tcp.close();
    }
    loop.close();
  }
}
