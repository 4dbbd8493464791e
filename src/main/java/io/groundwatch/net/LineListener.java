package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A TCP socket whose connections send lines, each ended by a line feed. A line that is too long is
 * left out, and its connection goes on. Any thread may open and close it.
 */
public final class LineListener implements Closeable {
  private static final int MAX_CONNECTIONS = 256;

  private final TcpListener listener;

  private LineListener(TcpListener listener) {
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param maxLineBytes of a line, its end not counted
   * @param taker gets each line without its end, on the loop's thread, and does not keep the buffer
   * @throws IOException where the address cannot be had; its text says which and why
   */
  public static LineListener open(
      NetLoop loop, String host, int port, int maxLineBytes, Consumer<ByteBuf> taker)
      throws IOException {
    return new LineListener(
        TcpListener.open(
            loop,
            host,
            port,
            MAX_CONNECTIONS,
            pipeline ->
                pipeline
                    .addLast(new LineBasedFrameDecoder(maxLineBytes))
                    .addLast(new Lines(taker))));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    listener.close();
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
