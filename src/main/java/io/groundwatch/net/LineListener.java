package io.groundwatch.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A TCP socket whose connections send lines, each ended by a line feed. A line that is too long is
 * left out, and its connection goes on; one connection too many is closed. Any thread may open and
 * close it.
 */
public final class LineListener implements Closeable {
  private static final int MAX_CONNECTIONS = 256;

  private final Channel listening;
  private final ChannelGroup connections;

  private LineListener(Channel listening, ChannelGroup connections) {
    this.listening = listening;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param maxLineBytes of a line, its end not counted
   * @param taker gets each line without its end, on the loop's thread, and does not keep the buffer
   * @throws IOException where the address cannot be had
   */
  public static LineListener open(
      NetLoop loop, InetSocketAddress address, int maxLineBytes, Consumer<ByteBuf> taker)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(loop.group().next());
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new Connections(connections, maxLineBytes, taker))
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(String.valueOf(binding.cause().getMessage()), binding.cause());
    }
    return new LineListener(binding.channel(), connections);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }

  private static final class Connections extends ChannelInitializer<Channel> {
    private final ChannelGroup connections;
    private final int maxLineBytes;
    private final Consumer<ByteBuf> taker;

    private Connections(ChannelGroup connections, int maxLineBytes, Consumer<ByteBuf> taker) {
      this.connections = connections;
      this.maxLineBytes = maxLineBytes;
      this.taker = taker;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
    protected void initChannel(Channel channel) {
      if (connections.size() >= MAX_CONNECTIONS) {
        channel.close();
        return;
      }
      connections.add(channel);
      channel.pipeline().addLast(new LineBasedFrameDecoder(maxLineBytes)).addLast(new Lines(taker));
    }
  }

  private static final class Lines extends SimpleChannelInboundHandler<ByteBuf> {
    private final Consumer<ByteBuf> taker;

    private Lines(Consumer<ByteBuf> taker) {
      this.taker = taker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
      taker.accept(line);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A line that is too long, which the decoder passes over, or a connection that broke, which
      // ends by itself.
    }
  }
}
