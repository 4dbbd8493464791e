package io.groundwatch.server.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.model.Compression;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import io.groundwatch.server.receive.SeenBatches.Sighting;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Answers the requests of all connections, one after the other. Loop thread. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // of close(): nobody waits for it
final class ReceiveHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String ABOUT = "This is groundwatch receive. POST NDJSON to any path.\n";

  private final ReceiveOptions options;
  private final PrintStream out;
  private final ReceiveReport report;
  private final SeenBatches seen = new SeenBatches();

  ReceiveHandler(ReceiveOptions options, PrintStream out, ReceiveReport report) {
    this.options = options;
    this.out = out;
    this.report = report;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      refuse(context, request, HttpResponseStatus.BAD_REQUEST, "the request is not HTTP");
    } else if (request.method().equals(HttpMethod.GET)) {
      answer(context, request, HttpResponseStatus.OK, ABOUT);
    } else if (!request.method().equals(HttpMethod.POST)) {
      refuse(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, "only POST is taken here");
    } else if (options.fail() == Fail.NO) {
      receive(context, request);
    } else {
      failOnPurpose(context, request);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) { // which is a reset by the other side, as a rule
      report.refused("the connection failed: " + cause);
    }
    context.close();
  }

  private void receive(ChannelHandlerContext context, FullHttpRequest request) {
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
    Optional<Compression> compression = compression(encoding);
    if (compression.isEmpty()) {
      refuse(
          context,
          request,
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding " + encoding + " (expected: gzip, zstd or none)");
      return;
    }
    try {
      int accepted = take(request, new BatchBody(request.content(), compression.get()));
      answer(context, request, HttpResponseStatus.OK, "{\"accepted\":" + accepted + "}\n");
    } catch (IOException e) {
      refuse(
          context,
          request,
          HttpResponseStatus.BAD_REQUEST,
          "the body cannot be read: " + e.getMessage());
    }
  }

  private int take(FullHttpRequest request, BatchBody body) throws IOException {
    BatchBody.Summary batch = body.check();
    String id = request.headers().get("Idempotency-Key", "");
    Sighting sighting = id.isEmpty() ? Sighting.FIRST : seen.note(id, batch.hash());
    if (sighting == Sighting.REPEAT) {
      report.repeated();
      return batch.records();
    }
    if (sighting == Sighting.CONFLICT) {
      report.conflicted(id);
    }
    report.accepted(batch);
    if (!options.quiet()) {
      body.copyTo(out);
      out.flush();
    }
    return batch.records();
  }

  private void failOnPurpose(ChannelHandlerContext context, FullHttpRequest request) {
    switch (options.fail()) {
      case UNAVAILABLE ->
          refuse(context, request, HttpResponseStatus.SERVICE_UNAVAILABLE, "503, as was asked");
      case BUSY ->
          refuse(context, request, HttpResponseStatus.TOO_MANY_REQUESTS, "429, as was asked");
      case HANG -> report.refused("no answer, as was asked");
      case RESET -> {
        report.refused("connection reset, as was asked");
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close();
      }
      case NO -> throw new IllegalStateException("not asked to fail");
    }
  }

  private void refuse(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      String why) {
    report.refused(why);
    answer(context, request, status, why + "\n");
  }

  private static void answer(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      String text) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text.getBytes(UTF_8)));
    boolean keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    boolean json = text.startsWith("{");
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, json ? "application/json" : "text/plain; charset=utf-8");
    if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    ChannelFuture written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static Optional<Compression> compression(String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(Compression.NONE);
      case "gzip", "x-gzip" -> Optional.of(Compression.GZIP);
      case "zstd" -> Optional.of(Compression.ZSTD);
      default -> Optional.empty();
    };
  }
}
