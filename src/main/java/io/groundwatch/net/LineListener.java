package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A TCP socket whose connections send lines, each ended by a line feed. A line that is too long is
 * left out, and its connection goes on; one that is not taken waits, and so does its sender. Any
 * thread may open and close it.
 */
public final class LineListener implements Closeable {
  private static final long AGAIN_MILLIS = 20;

  private final TcpListener listener;

  private LineListener(TcpListener listener) {
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param maxLineBytes of a line, its end not counted; as much may wait for each connection
   * @param maxConnections at one time
   * @param tooLong told of each line that is left out
   * @param taker gets each line without its end, on the loop's thread; says whether it took it, and
   *     does not keep the buffer
   * @throws IOException where the address cannot be had; its text says which and why
   */
  public static LineListener open(
      NetLoop loop,
      String host,
      int port,
      int maxLineBytes,
      int maxConnections,
      Runnable tooLong,
      Predicate<ByteBuf> taker)
      throws IOException {
    return new LineListener(
        TcpListener.open(
            loop,
            host,
            port,
            maxConnections,
            pipeline ->
                pipeline
                    .addLast(new LineBasedFrameDecoder(maxLineBytes))
                    .addLast(new Lines(taker, tooLong))));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() {
    listener.close();
  }

  /** The lines of one connection; those of one read at most wait here. The loop's thread. */
  private static final class Lines extends ChannelInboundHandlerAdapter {
    private final Predicate<ByteBuf> taker;
    private final Runnable tooLong;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();

    private Lines(Predicate<ByteBuf> taker, Runnable tooLong) {
      this.taker = taker;
      this.tooLong = tooLong;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf line = (ByteBuf) message;
      if (waiting.isEmpty() && taker.test(line)) {
        line.release();
        return;
      }
      waiting.add(line);
      if (waiting.size() == 1) {
        context.channel().config().setAutoRead(false);
        tryAgainSoon(context);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // of schedule(): it ends with the loop
    private void tryAgainSoon(ChannelHandlerContext context) {
      context.executor().schedule(() -> tryAgain(context), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tryAgain(ChannelHandlerContext context) {
      for (ByteBuf next = waiting.peek(); next != null; next = waiting.peek()) {
        if (!taker.test(next)) {
          tryAgainSoon(context);
          return;
        }
        waiting.remove().release();
      }
      context.channel().config().setAutoRead(true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // Else it is a connection that broke, which ends by itself.
      if (cause instanceof TooLongFrameException) {
        tooLong.run();
      }
    }
  }
}
