package io.groundwatch.input.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.input.cloudwatch.Call.Protocol;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.net.HttpExchange.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Answers one request in the protocol that it came in. Any thread. */
record Replies(HttpExchange exchange, Protocol protocol, String operation) {
  /** To a request that there is none of. */
  static final Replies NOBODY = new Replies(HttpExchange.NONE, Protocol.JSON, "");

  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
  private static final int CBOR_MAP = 0xbf;
  private static final int CBOR_BREAK = 0xff;
  private static final int CBOR_TEXT = 0x7a;

  /** What is asked for was done, and there is nothing to say of it. */
  void done() {
    done("{}");
  }

  /**
   * The same with something to say, to those who speak JSON; the others ask for nothing of it.
   *
   * @param json an object
   */
  void done(String json) {
    byte[] body =
        switch (protocol) {
          case JSON -> json.getBytes(UTF_8);
          case CBOR -> new byte[] {(byte) CBOR_MAP, (byte) CBOR_BREAK};
          case QUERY ->
              ("<%1$sResponse xmlns=\"%2$s\"><ResponseMetadata><RequestId>%3$s</RequestId>"
                      + "</ResponseMetadata></%1$sResponse>")
                  .formatted(operation, NAMESPACE, UUID.randomUUID())
                  .getBytes(UTF_8);
        };
    exchange.answer(new Answer(200, contentType(), body, 0, headers(Map.of())));
  }

  /** It was not done. */
  void fault(int status, String code, String why) {
    byte[] body =
        switch (protocol) {
          case JSON -> {
            JsonBytes json = new JsonBytes();
            json.raw("{\"__type\":").string(code).raw(",\"message\":").string(why).raw("}");
            yield Arrays.copyOf(json.array(), json.length());
          }
          case CBOR -> cbor(code, why);
          case QUERY ->
              ("<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s"
                      + "</Message></Error><RequestId>%s</RequestId></ErrorResponse>")
                  .formatted(NAMESPACE, code, escaped(why), UUID.randomUUID())
                  .getBytes(UTF_8);
        };
    String sender = status < 500 ? "Sender" : "Receiver";
    exchange.answer(
        new Answer(
            status,
            contentType(),
            body,
            0,
            headers(Map.of("x-amzn-query-error", code + ";" + sender))));
  }

  private Map<String, String> headers(Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    if (protocol == Protocol.CBOR) {
      headers.put("smithy-protocol", "rpc-v2-cbor");
    }
    return headers;
  }

  private String contentType() {
    return switch (protocol) {
      case JSON -> {
        String asked = exchange.header("content-type");
        yield asked.isEmpty() ? "application/x-amz-json-1.0" : asked;
      }
      case CBOR -> "application/cbor";
      case QUERY -> "text/xml";
    };
  }

  /** A map of two texts (RFC 8949). */
  private static byte[] cbor(String code, String why) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(CBOR_MAP);
    for (String text : new String[] {"__type", code, "message", why}) {
      byte[] bytes = text.getBytes(UTF_8);
      out.write(CBOR_TEXT);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    out.write(CBOR_BREAK);
    return out.toByteArray();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
