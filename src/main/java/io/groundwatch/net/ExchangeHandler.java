package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.net.HttpExchange.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an {@link HttpListener}: gathers a request, hands it over, and reads no further
 * until it is answered. The loop's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_BYTES = 16 << 10;

  /** So much of a body may be announced and not come: no more room is taken for it. */
  private static final int GROWTH = 4;

  private static final int LINGER_SECONDS = 10;

  /** A sender that takes longer would hold what others need. */
  private static final int MAX_REQUEST_SECONDS = 60;

  private static final int BUSY_SECONDS = 1;

  private final int maxBodyBytes;
  private final BodyBudget budget;
  private final Consumer<HttpExchange> taker;
  private @Nullable HttpRequest request;
  private byte[] body = NOTHING;
  private int length;
  private int expected;
  private @Nullable Future<?> deadline;
  private int reserved;
  private boolean refused;
  private boolean waiting;

  ExchangeHandler(int maxBodyBytes, BodyBudget budget, Consumer<HttpExchange> taker) {
    this.maxBodyBytes = maxBodyBytes;
    this.budget = budget;
    this.taker = taker;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        begin(context, head);
      }
      if (message instanceof HttpContent content) {
        take(context, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(ChannelHandlerContext context, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (refused) {
      if (last) {
        context.close();
      }
      return;
    }
    HttpRequest head = request;
    if (head != null) {
      add(context, content.content());
      if (last && !refused) {
        handOver(context, head);
      }
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    request = head;
    if (head.decoderResult().isFailure()) {
      refuse(context, 400, "the request is not HTTP", 0);
      return;
    }
    long announced = HttpUtil.getContentLength(head, 0L);
    if (announced > maxBodyBytes) {
      tooLarge(context);
      return;
    }
    // Room is taken for what has come, and not for what was announced: that would be cheap to take.
    expected = announced > 0 ? (int) announced : maxBodyBytes;
    deadline =
        context.executor().schedule(() -> context.close(), MAX_REQUEST_SECONDS, TimeUnit.SECONDS);
  }

  /** Reserves so many bytes more; 0 where there is no room, which is answered. */
  private int reserve(ChannelHandlerContext context, int bytes) {
    if (!budget.take(bytes)) {
      refuse(context, 429, "too much waits to be stored; send it again", BUSY_SECONDS);
      return 0;
    }
    reserved += bytes;
    return bytes;
  }

  private void add(ChannelHandlerContext context, ByteBuf content) {
    int more = content.readableBytes();
    if (refused || more == 0) {
      return;
    }
    if (length + more > maxBodyBytes) {
      tooLarge(context);
      return;
    }
    if (length + more > body.length && !grow(context, length + more)) {
      return;
    }
    content.readBytes(body, length, more);
    length += more;
  }

  private boolean grow(ChannelHandlerContext context, int needed) {
    int usual = Math.min(expected, Math.max(FIRST_BYTES, GROWTH * body.length));
    int size = Math.max(usual, needed);
    if (reserve(context, size - body.length) == 0) {
      return false;
    }
    body = Arrays.copyOf(body, size);
    return true;
  }

  private void tooLarge(ChannelHandlerContext context) {
    refuse(context, 413, "the body is larger than " + maxBodyBytes + " bytes", 0);
  }

  /**
   * Answers at once. What is still sent is read and forgotten, for a while: a connection that is
   * closed with something unread is reset, and its answer is lost.
   */
  private void refuse(ChannelHandlerContext context, int status, String text, int retryAfter) {
    refused = true;
    write(context, new Answer(status, TEXT, (text + "\n").getBytes(UTF_8), retryAfter), false);
    deadline = context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  private void handOver(ChannelHandlerContext context, HttpRequest head) {
    context.channel().config().setAutoRead(false);
    waiting = true;
    endDeadline();
    byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
    boolean keepAlive = HttpUtil.isKeepAlive(head);
    String path = head.uri().split("\\?", 2)[0];
    taker.accept(
        new HttpExchange(
            head.method().name(),
            path,
            head.headers(),
            whole,
            answer -> send(context, answer, keepAlive)));
  }

  /** From any thread. */
  private void send(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    try {
      context.executor().execute(() -> answer(context, answer, keepAlive));
    } catch (RejectedExecutionException e) {
      // The listener is closed: nobody is there to be answered.
      context.close();
    }
  }

  private void answer(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    ChannelFuture written = write(context, answer, keepAlive);
    if (keepAlive) {
      waiting = false;
      context.channel().config().setAutoRead(true);
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private ChannelFuture write(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    forget();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    HttpUtil.setContentLength(response, answer.body().length);
    HttpUtil.setKeepAlive(response, keepAlive);
    if (!answer.contentType().isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    }
    if (answer.retryAfterSeconds() > 0) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, answer.retryAfterSeconds());
    }
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    return context.writeAndFlush(response);
  }

  private void endDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private void forget() {
    endDeadline();
    budget.giveBack(reserved);
    reserved = 0;
    body = NOTHING;
    length = 0;
    request = null;
  }

  /** Silence is fine while it is ours. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && !waiting) {
      context.close();
    }
  }

  /** What was handed over is answered into the void, and gives its bytes back then. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!waiting) {
      forget();
    }
    context.fireChannelInactive();
  }

  /** A connection that broke ends by itself. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
