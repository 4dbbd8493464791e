package io.groundwatch.net;

import io.groundwatch.net.HttpResult.Failure;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a proxy for a way to the peer (RFC 9110 §9.3.6), and makes room for those who are to use it.
 * Loop thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of the write: where it fails, no answer comes
final class ProxyTunnel extends SimpleChannelInboundHandler<HttpObject> {
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int GRANTED = 200;

  private final HttpClientSettings settings;
  private final Optional<String> authorization;
  private final Listener listener;
  private @Nullable ScheduledFuture<?> timer;
  private boolean granted;
  private boolean over;

  /** Is told once. The connection is the listener's, and to be closed by it where it failed. */
  interface Listener {
    /** Whatever is written from now on reaches the peer. */
    void opened();

    /** The proxy will not; another of its addresses would say the same. */
    void refused(Failure failure);

    /** Nothing that was understood came back. */
    void failed(String reason);
  }

  ProxyTunnel(HttpClientSettings settings, Optional<String> authorization, Listener listener) {
    this.settings = settings;
    this.authorization = authorization;
    this.listener = listener;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    long nanos = settings.timeouts().connect().toNanos();
    timer = context.executor().schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
    HttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.CONNECT,
            settings.peer().toString(),
            Unpooled.EMPTY_BUFFER);
    request.headers().set(HttpHeaderNames.HOST, settings.peer().toString());
    authorization.ifPresent(
        value -> request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
    context.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (over) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      fail(FailureReasons.answering(part.decoderResult().cause(), settings.next()));
    } else if (part instanceof HttpResponse answer) {
      granted = answer.status().code() == GRANTED;
      if (!granted && answer.status().code() >= FIRST_FINAL_STATUS) {
        end();
        listener.refused(ProxyWords.refused(settings, answer.status(), authorization.isPresent()));
      }
    } else if (granted && part instanceof LastHttpContent) {
      end();
      context.pipeline().remove(HttpClientCodec.class);
      context.pipeline().remove(this);
      listener.opened();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(FailureReasons.closed(settings.next(), phase()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(FailureReasons.onConnection(cause, settings.next(), phase()));
  }

  private String phase() {
    return "asking it for a way to " + settings.peer();
  }

  private void expire() {
    String limit = HttpTimeouts.text(settings.timeouts().connect());
    fail(
        "the proxy " + settings.next() + " gave no way to " + settings.peer() + " within " + limit);
  }

  private void fail(String reason) {
    if (!over) {
      end();
      listener.failed(reason);
    }
  }

  private void end() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
