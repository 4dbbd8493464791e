package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one request under way on it. It closes itself when it may not be
 * used again: after a failure, an answer that ends it, an answer to nothing, or a rest too long.
 * Loop thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for what is given up
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private final Channel channel;
  private final HttpClientSettings settings;
  private final HttpTimeouts timeouts;
  private final Optional<String> proxyAuthorization;
  private final InetAddress address;
  private @Nullable Exchange exchange;
  private @Nullable ScheduledFuture<?> timer;
  private boolean arrived;

  /** Is told how a request ended. */
  interface Ending {
    /**
     * Called once.
     *
     * @param silent whether the connection ended before a single byte of an answer came: on one
     *     that had been kept, the server most likely closed it before the request was there
     */
    void ended(HttpResult result, boolean silent);
  }

  /** A request under way. */
  private record Exchange(RequestWriter writer, AnswerReader reader, Ending ending) {
    String phase() {
      if (reader.begun()) {
        return "reading the answer";
      }
      return writer.done() ? "waiting for the answer" : "sending the request" + writer.progress();
    }
  }

  /**
   * A connection to the peer.
   *
   * @param proxyAuthorization for a proxy that reads the requests
   * @param address where the connection goes: the peer's, or its proxy's
   */
  HttpConnection(
      Channel channel,
      HttpClientSettings settings,
      Optional<String> proxyAuthorization,
      InetAddress address) {
    this.channel = channel;
    this.settings = settings;
    this.timeouts = settings.timeouts();
    this.proxyAuthorization = proxyAuthorization;
    this.address = address;
  }

  /** Has to stand in the pipeline before the decoder. */
  ChannelHandler arrivals() {
    return new Arrivals();
  }

  InetAddress address() {
    return address;
  }

  /** Whether the proxy was told who we are. */
  boolean authorized() {
    return proxyAuthorization.isPresent();
  }

  /** Whether a request can be sent on it now. */
  boolean usable() {
    return channel.isActive() && exchange == null;
  }

  /** Sends a request; the ending is called once, unless {@link #abort} comes first. */
  void send(HttpRequestSpec request, Ending ending) {
    stopTimer();
    arrived = false;
    RequestWriter writer = new RequestWriter(channel, request.body());
    exchange = new Exchange(writer, new AnswerReader(settings.peer(), request.keptBytes()), ending);
    writer.begin(request, settings, proxyAuthorization);
    watch(writer);
  }

  /** What the request under way is waiting for. */
  String phase() {
    return exchange == null ? "idle" : exchange.phase();
  }

  /** What is known of an answer that refuses the request and is not whole. */
  Optional<HttpResult> refusal() {
    return exchange == null ? Optional.empty() : exchange.reader().refusal();
  }

  /** Closes the connection, without calling back. */
  void abort() {
    exchange = null;
    stopTimer();
    channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (exchange == null) {
      abort();
      return;
    }
    Optional<HttpResult> result = exchange.reader().read(part);
    if (result.isPresent()) {
      finish(exchange, result.get(), false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange != null && exchange.reader().begun()) {
      startTimer(timeouts.idle(), this::readTooSlow);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.writer().more();
      watch(exchange.writer());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    if (exchange != null) {
      finish(exchange, new Failure(FailureReasons.closed(settings.peer(), phase())), !arrived);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (exchange == null) {
      abort();
      return;
    }
    Failure failure = new Failure(FailureReasons.onConnection(cause, settings.peer(), phase()));
    finish(exchange, failure, !arrived && cause instanceof IOException);
  }

  /** While the request is being written, the socket has to take some of it now and then. */
  private void watch(RequestWriter writer) {
    if (exchange == null || exchange.reader().begun()) {
      return;
    }
    if (writer.done()) {
      stopTimer();
    } else {
      startTimer(timeouts.idle(), this::writeTooSlow);
    }
  }

  private void finish(Exchange finished, HttpResult result, boolean silent) {
    boolean reusable = finished.reader().reusable() && finished.writer().done();
    HttpResult known =
        result instanceof Failure ? finished.reader().refusal().orElse(result) : result;
    exchange = null;
    if (reusable) {
      startTimer(timeouts.keepAlive(), this::abort);
    } else {
      abort();
    }
    finished.ending().ended(known, silent);
  }

  private void readTooSlow() {
    tooSlow(" fell silent for " + HttpTimeouts.text(timeouts.idle()) + " in its answer");
  }

  private void writeTooSlow() {
    String limit = HttpTimeouts.text(timeouts.idle());
    tooSlow(" took nothing for " + limit + " (while " + phase() + ")");
  }

  private void tooSlow(String how) {
    if (exchange != null) {
      finish(exchange, new Failure(settings.peer() + how), false);
    }
  }

  private void startTimer(Duration after, Runnable task) {
    stopTimer();
    timer = channel.eventLoop().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Notes that bytes came: the decoder says so only when they make sense. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      arrived = true;
      context.fireChannelRead(bytes);
    }
  }
}
