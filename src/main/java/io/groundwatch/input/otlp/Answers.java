package io.groundwatch.input.otlp;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.ProtoWriter;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.net.HttpExchange.Answer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The answers to one request, in the encoding that it came in (OTLP, "OTLP/HTTP Response"). Any
 * thread.
 */
record Answers(HttpExchange exchange) {
  /** To a request that there is none of. */
  static final Answers NOBODY = new Answers(HttpExchange.NONE);

  private static final String JSON = "application/json";
  private static final String PROTO = "application/x-protobuf";

  private boolean isJson() {
    return exchange.header("content-type").toLowerCase(Locale.ROOT).startsWith(JSON);
  }

  /** Everything was taken. */
  void taken() {
    exchange.answer(
        isJson()
            ? new Answer(200, JSON, new byte[] {'{', '}'})
            : new Answer(200, PROTO, new byte[0]));
  }

  /** Everything was taken but some that never can be; the sender is not to send these again. */
  void takenBut(Signal signal, long refused, String why) {
    if (isJson()) {
      JsonBytes json = new JsonBytes();
      json.raw("{\"partialSuccess\":{\"")
          .raw(signal == Signal.LOGS ? "rejectedLogRecords" : "rejectedDataPoints")
          .raw("\":\"")
          .number(refused)
          .raw("\",\"errorMessage\":")
          .string(why)
          .raw("}}");
      exchange.answer(new Answer(200, JSON, Arrays.copyOf(json.array(), json.length())));
    } else {
      ProtoWriter proto = new ProtoWriter();
      proto.message(1, () -> proto.varint(1, refused).string(2, why));
      exchange.answer(new Answer(200, PROTO, proto.toByteArray()));
    }
  }

  /**
   * Nothing was taken.
   *
   * @param retryAfterSeconds when to send it again; 0 = never
   */
  void refused(int status, String why, int retryAfterSeconds) {
    if (isJson()) {
      JsonBytes json = new JsonBytes();
      json.raw("{\"code\":").number(grpcCode(status)).raw(",\"message\":").string(why).raw("}");
      exchange.answer(
          new Answer(status, JSON, Arrays.copyOf(json.array(), json.length()), retryAfterSeconds));
    } else {
      byte[] proto = new ProtoWriter().varint(1, grpcCode(status)).string(2, why).toByteArray();
      exchange.answer(new Answer(status, PROTO, proto, retryAfterSeconds));
    }
  }

  /** {@code google.rpc.Code} by its mapping to HTTP. */
  private static int grpcCode(int status) {
    return switch (status) {
      case 404 -> 5;
      case 429 -> 8;
      case 405 -> 12;
      case 503 -> 14;
      default -> 3;
    };
  }
}
