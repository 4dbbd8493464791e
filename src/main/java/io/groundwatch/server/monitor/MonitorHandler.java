package io.groundwatch.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.server.monitor.MonitorPages.Page;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD with the page of the path. Loop thread. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
final class MonitorHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(MonitorHandler.class);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final MonitorPages pages;

  MonitorHandler(MonitorPages pages) {
    this.pages = pages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Page page = page(request);
    boolean head = request.method().equals(HttpMethod.HEAD);
    byte[] text = page.text().getBytes(UTF_8);
    ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(text);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
    boolean keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    HttpUtil.setContentLength(response, text.length);
    HttpUtil.setKeepAlive(response, keepAlive);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
    ChannelFuture written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("A connection failed.", cause);
    context.close();
  }

  private Page page(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return new Page(400, TEXT, "the request is not HTTP\n");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return new Page(405, TEXT, "only GET is served here\n");
    }
    String path = request.uri().split("\\?", 2)[0];
    Supplier<Page> page = pages.byPath().get(path);
    if (page != null) {
      return page.get();
    }
    String served = String.join(", ", new TreeSet<>(pages.byPath().keySet()));
    return new Page(404, TEXT, "served here: " + served + "\n");
  }
}
