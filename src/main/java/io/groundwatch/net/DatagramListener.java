package io.groundwatch.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;

/** A UDP socket that hands on what arrives. Any thread may open and close it. */
public final class DatagramListener implements Closeable {
  /** The most that UDP carries. */
  private static final int MAX_PACKET_BYTES = 65_535;

  /** So many packets are read at once, each into a buffer of its own. */
  private static final int PACKETS_AT_ONCE = 16;

  private final Channel channel;

  private DatagramListener(Channel channel) {
    this.channel = channel;
  }

  /**
   * Listens.
   *
   * @param receiveBufferBytes asked of the kernel, which gives at most {@code net.core.rmem_max}
   * @param taker gets each packet, on the loop's thread, and does not keep the buffer
   * @throws IOException where the address cannot be had; its text says which and why
   */
  public static DatagramListener open(
      NetLoop loop, String host, int port, int receiveBufferBytes, Consumer<ByteBuf> taker)
      throws IOException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.group())
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, receiveBufferBytes)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new SameBuffers())
            .handler(new Packets(taker));
    return new DatagramListener(ListenAddresses.bind(bootstrap, host, port));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  /**
   * Reads into the same buffers again and again, since nobody keeps them: a new one for each packet
   * would have to be as large as the largest.
   */
  private static final class SameBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    private SameBuffers() {
      super(PACKETS_AT_ONCE);
    }

    @Override
    @SuppressWarnings("deprecation") // of the type that the interface still returns
    public Handle newHandle() {
      ByteBuf[] buffers = new ByteBuf[PACKETS_AT_ONCE];
      Arrays.setAll(buffers, i -> Unpooled.unreleasableBuffer(Unpooled.buffer(MAX_PACKET_BYTES)));
      return new MaxMessageHandle() {
        private int next;

        @Override
        public ByteBuf allocate(ByteBufAllocator unused) {
          next = (next + 1) % PACKETS_AT_ONCE;
          return buffers[next].clear();
        }

        @Override
        public int guess() {
          return MAX_PACKET_BYTES;
        }
      };
    }
  }

  @Sharable
  private static final class Packets extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Consumer<ByteBuf> taker;

    private Packets(Consumer<ByteBuf> taker) {
      this.taker = taker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      taker.accept(packet.content());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // An ICMP answer to something that was never asked: the socket goes on.
    }
  }
}
