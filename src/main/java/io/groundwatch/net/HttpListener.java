package io.groundwatch.net;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One address where senders hand something over by HTTP/1.1 and wait for an answer, with a loop's
 * thread of its own. One request a connection at a time; the bodies of all that are not answered
 * yet share {@link Place#maxWaitingBytes}, and who finds no room is asked to come again. Owned by
 * one thread.
 */
public final class HttpListener implements Closeable {
  /** A sender that stops in the middle is given up after this, and an idle connection too. */
  private static final int IDLE_SECONDS = 60;

  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEAD_BYTES = 32 << 10;
  private static final int CHUNK_BYTES = 64 << 10;

  private final NetLoop loop;
  private final TcpListener listener;

  /**
   * Where and how to listen.
   *
   * @param port 0 takes a free one
   * @param maxConnections at one time
   * @param maxBodyBytes of a request, as it is sent
   * @param maxWaitingBytes of all bodies together that are not answered
   * @param tls absent = plain
   */
  public record Place(
      String host,
      int port,
      int maxConnections,
      int maxBodyBytes,
      int maxWaitingBytes,
      Optional<TlsFiles> tls) {}

  private HttpListener(NetLoop loop, TcpListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param name of the loop's thread
   * @param taker gets each whole request on the loop's thread, and has it answered by any
   * @throws IOException where the address cannot be had, or a file of TLS cannot be used; nothing
   *     is left open
   */
  public static HttpListener open(String name, Place place, Consumer<HttpExchange> taker)
      throws IOException {
    SslContext tls = place.tls().isPresent() ? ServerTls.of(place.tls().get()) : null;
    BodyBudget budget = new BodyBudget(place.maxWaitingBytes());
    NetLoop loop = NetLoop.open(name);
    try {
      return new HttpListener(
          loop,
          TcpListener.open(
              loop,
              place.host(),
              place.port(),
              place.maxConnections(),
              pipeline ->
                  setUp(pipeline, tls, new ExchangeHandler(place.maxBodyBytes(), budget, taker))));
    } catch (IOException e) {
      loop.close();
      throw e;
    }
  }

  /** Where it listens. Any thread. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Takes no new connection; those that are open go on. */
  public void stopAccepting() {
    listener.stopAccepting();
  }

  @Override
  public void close() {
    listener.close();
    loop.close();
  }

  private static void setUp(
      ChannelPipeline pipeline, @Nullable SslContext tls, ExchangeHandler handler) {
    if (tls != null) {
      pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
    }
    pipeline
        .addLast(new IdleStateHandler(IDLE_SECONDS, 0, 0))
        .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEAD_BYTES, CHUNK_BYTES))
        .addLast(new HttpServerExpectContinueHandler())
        .addLast(new FlowControlHandler()) // holds what comes before an answer has gone
        .addLast(handler);
  }
}
