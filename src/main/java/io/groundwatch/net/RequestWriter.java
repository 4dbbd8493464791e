package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;

/**
 * Writes one request, its body in slices of the caller's array and only as fast as the socket takes
 * them. Whole bodies at once would make the JDK keep a direct buffer of the largest body for ever,
 * and copy what is left of it at each attempt. Loop thread.
 *
 * <p>A write that fails is not reported here: the server may have refused early and its answer may
 * still be read, and if not, the reading side notices.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of write(): see above
final class RequestWriter {
  private static final int SLICE_BYTES = 32 << 10;

  private final Channel channel;
  private final byte[] body;
  private int offset;
  private boolean done;
  private boolean writing;

  RequestWriter(Channel channel, byte[] body) {
    this.channel = channel;
    this.body = body;
  }

  /** A proxy that reads requests is told the whole URL (RFC 9112 §3.2.2) and who we are. */
  void begin(
      HttpRequestSpec spec, HttpClientSettings settings, Optional<String> proxyAuthorization) {
    String authority = settings.peer().authority();
    String target = settings.forwarded() ? "http://" + authority + spec.target() : spec.target();
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(spec.method()), target);
    spec.headers().forEach((name, value) -> request.headers().set(name, value));
    request.headers().set(HttpHeaderNames.HOST, authority);
    if (settings.forwarded() && proxyAuthorization.isPresent()) {
      request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, proxyAuthorization.get());
    }
    request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    channel.write(request);
    more();
  }

  /**
   * Writes on, until all is written or the socket takes no more for now. Writing and flushing say
   * that they changed what the socket takes while they are at it; that call is left out.
   */
  void more() {
    if (writing || done) {
      return;
    }
    writing = true;
    while (!done && channel.isWritable()) {
      int length = Math.min(SLICE_BYTES, body.length - offset);
      ByteBuf slice = Unpooled.wrappedBuffer(body, offset, length);
      offset += length;
      done = offset == body.length;
      channel.write(done ? new DefaultLastHttpContent(slice) : new DefaultHttpContent(slice));
      if (done || !channel.isWritable()) {
        channel.flush();
      }
    }
    writing = false;
  }

  /** How far it is, for a person. */
  String progress() {
    return ", " + offset + " of " + body.length + " bytes";
  }

  /** Whether all of it was handed to the socket. */
  boolean done() {
    return done;
  }
}
