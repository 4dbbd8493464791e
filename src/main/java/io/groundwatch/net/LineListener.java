package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslContext;
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
   * @param place says how long a line may be, its end not counted, and as much may wait for each
   *     connection; how many connections there may be; how they are cut, and whether they are safe
   * @param tooLong told of each line that is left out
   * @param taker gets each line without its end, on the loop's thread; says whether it took it, and
   *     does not keep the buffer
   * @throws IOException where the address cannot be had; its text says which and why
   */
  public static LineListener open(
      NetLoop loop,
      String host,
      int port,
      PacketListener.Place place,
      Runnable tooLong,
      Predicate<ByteBuf> taker)
      throws IOException {
    SslContext tls = place.tls().isPresent() ? ServerTls.of(place.tls().get()) : null;
    return new LineListener(
        TcpListener.open(
            loop,
            host,
            port,
            place.maxConnections(),
            pipeline -> {
              if (tls != null) {
                pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
              }
              pipeline.addLast(framing(place)).addLast(new Lines(taker, tooLong));
            }));
  }

  private static ChannelHandler framing(PacketListener.Place place) {
    return switch (place.framing()) {
      case LINES -> new LineBasedFrameDecoder(place.maxLineBytes());
      case SYSLOG -> new SyslogFrames(place.maxLineBytes());
    };
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
      Throwable of =
          cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
      if (of instanceof TooLongFrameException) {
        tooLong.run();
      }
    }
  }
}
