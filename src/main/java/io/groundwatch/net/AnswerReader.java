package io.groundwatch.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts one answer together from its parts. Of its body only the start is kept, for the server's
 * words about an error; the rest is read over so that the connection can be used again, up to a
 * limit past which the answer counts as it is and the connection does not. Loop thread.
 */
final class AnswerReader {
  static final int MAX_BYTES = 1 << 20;

  /** An answer may be announced a few times, not for ever. */
  private static final int MAX_INTERIM = 16;

  private static final int FIRST_FINAL_STATUS = 200;
  private static final int FIRST_REFUSAL = 300;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final HttpEndpoint peer;
  private final int keptBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private @Nullable HttpResponse head;
  private int interim;
  private long bodyBytes;
  private boolean reusable;

  AnswerReader(HttpEndpoint peer, int keptBytes) {
    this.peer = peer;
    this.keptBytes = keptBytes;
  }

  /** Takes the next part; returns the result with the last one. */
  Optional<HttpResult> read(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      return Optional.of(
          new HttpResult.Failure(FailureReasons.answering(part.decoderResult().cause(), peer)));
    }
    if (part instanceof HttpResponse response) {
      if (isFinal(response)) {
        head = response;
      } else if (++interim > MAX_INTERIM) {
        return Optional.of(new HttpResult.Failure(peer + " announces an answer without end"));
      }
    }
    HttpResponse begun = head;
    if (begun == null || !(part instanceof HttpContent content)) {
      return Optional.empty();
    }
    keep(content.content());
    boolean last = part instanceof LastHttpContent;
    reusable = last && HttpUtil.isKeepAlive(begun) && begun.status().code() != SWITCHING_PROTOCOLS;
    return last || bodyBytes > Math.max(MAX_BYTES, keptBytes)
        ? Optional.of(answer(begun))
        : Optional.empty();
  }

  /** Whether the final status line and headers are here. */
  boolean begun() {
    return head != null;
  }

  /**
   * What has come of an answer that refuses the request; empty where none has begun, or it grants
   * it. A server that refuses early often ends the connection before its words are through, and the
   * status alone says what to do. A grant counts only when it is whole.
   */
  Optional<HttpResult> refusal() {
    HttpResponse begun = head;
    return begun != null && begun.status().code() >= FIRST_REFUSAL
        ? Optional.of(answer(begun))
        : Optional.empty();
  }

  /** Whether the server keeps the connection, and nothing of this answer is left on it. */
  boolean reusable() {
    return reusable;
  }

  /** An answer such as 100 or 103 announces another one. */
  private static boolean isFinal(HttpResponse response) {
    int status = response.status().code();
    return status >= FIRST_FINAL_STATUS || status == SWITCHING_PROTOCOLS;
  }

  private void keep(ByteBuf content) {
    int length = content.readableBytes();
    bodyBytes += length;
    int room = Math.min(length, keptBytes - kept.size());
    if (room > 0) {
      byte[] bytes = ByteBufUtil.getBytes(content, content.readerIndex(), room);
      kept.write(bytes, 0, bytes.length);
    }
  }

  private HttpResult answer(HttpResponse begun) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : begun.headers()) {
      headers.putIfAbsent(header.getKey(), header.getValue());
    }
    return new HttpResult.Answer(begun.status().code(), headers, kept.toByteArray());
  }
}
