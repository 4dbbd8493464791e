package io.groundwatch.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one request under way on it. It closes itself when it may not be
 * used again: after a failure, an answer that ends it, an answer to nothing, or a rest too long.
 * Loop thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for what is given up
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private final HttpEndpoint peer;
  private final HttpTimeouts timeouts;
  private final Channel channel;
  private @Nullable Exchange exchange;
  private @Nullable ScheduledFuture<?> timer;

  /** A request under way. */
  private record Exchange(
      RequestWriter writer, AnswerReader reader, Consumer<HttpResult> completion) {
    String phase() {
      if (reader.begun()) {
        return "reading the answer";
      }
      return writer.done() ? "waiting for the answer" : "sending the request";
    }
  }

  HttpConnection(Channel channel, HttpEndpoint peer, HttpTimeouts timeouts) {
    this.channel = channel;
    this.peer = peer;
    this.timeouts = timeouts;
  }

  /** Whether a request can be sent on it now. */
  boolean usable() {
    return channel.isActive() && exchange == null;
  }

  /** Sends a request; the completion is called once, unless {@link #abort} comes first. */
  void send(HttpRequestSpec request, Consumer<HttpResult> completion) {
    stopTimer();
    RequestWriter writer = new RequestWriter(channel, request.body());
    exchange = new Exchange(writer, new AnswerReader(peer), completion);
    writer.begin(request, peer);
  }

  /** What the request under way is waiting for. */
  String phase() {
    return exchange == null ? "idle" : exchange.phase();
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
      finish(exchange, result.get());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange != null && exchange.reader().begun()) {
      startTimer(timeouts.idleRead(), this::readTooSlow);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.writer().more();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    if (exchange != null) {
      finish(exchange, new HttpResult.Failure(FailureReasons.closed(peer, phase())));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (exchange == null) {
      abort();
    } else {
      finish(exchange, new HttpResult.Failure(FailureReasons.onConnection(cause, peer, phase())));
    }
  }

  private void finish(Exchange finished, HttpResult result) {
    boolean reusable = finished.reader().reusable() && finished.writer().done();
    exchange = null;
    if (reusable) {
      startTimer(timeouts.keepAlive(), this::abort);
    } else {
      abort();
    }
    finished.completion().accept(result);
  }

  private void readTooSlow() {
    if (exchange != null) {
      String silence = HttpTimeouts.text(timeouts.idleRead());
      finish(
          exchange,
          new HttpResult.Failure(peer + " fell silent for " + silence + " in its answer"));
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
}
