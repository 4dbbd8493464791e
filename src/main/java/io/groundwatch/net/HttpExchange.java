package io.groundwatch.net;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A request that somebody sent, and who waits for its answer. Any thread. */
public final class HttpExchange {
  /** One that nobody sent, and whose answer goes nowhere. */
  public static final HttpExchange NONE =
      new HttpExchange("", "", new DefaultHttpHeaders(), new byte[0], answer -> {});

  private final String method;
  private final String path;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Consumer<Answer> sender;
  private final AtomicBoolean answered = new AtomicBoolean();

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param contentType of the body; empty where there is none
   * @param retryAfterSeconds when to come again; 0 = not said
   * @param headers others
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Answer(
      int status,
      String contentType,
      byte[] body,
      int retryAfterSeconds,
      Map<String, String> headers) {
    /** One without other headers. */
    public Answer(int status, String contentType, byte[] body, int retryAfterSeconds) {
      this(status, contentType, body, retryAfterSeconds, Map.of());
    }

    /** One that says when to come again only by its status. */
    public Answer(int status, String contentType, byte[] body) {
      this(status, contentType, body, 0);
    }
  }

  HttpExchange(
      String method, String path, HttpHeaders headers, byte[] body, Consumer<Answer> sender) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.sender = sender;
  }

  public String method() {
    return method;
  }

  /** Without its query. */
  public String path() {
    return path;
  }

  /** A header, whatever the case of its name; empty where it is not there. */
  public String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** As it was sent; not copied. */
  public byte[] body() {
    return body;
  }

  /** Answers; a second answer is none. */
  public void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      sender.accept(answer);
    }
  }
}
