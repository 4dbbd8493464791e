package io.groundwatch.input.cloudwatch;

import io.groundwatch.codec.AwsBody;
import io.groundwatch.codec.Compressor;
import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.Compression;
import io.groundwatch.net.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A request of a client of AWS: what it asks for, and in which protocol.
 *
 * @param operation such as {@code PutMetricData}; empty where it does not say
 * @param input what it brings
 */
record Call(Protocol protocol, String operation, JsonTree input) {
  /** Of a request once it is unpacked. CloudWatch takes 1 MiB. */
  private static final int MAX_BYTES = 2 << 20;

  private static final String OPERATION = "/operation/";

  /** How clients speak. */
  enum Protocol {
    JSON,
    CBOR,
    QUERY
  }

  /** The protocol of a request, by what it says before its body. */
  static Protocol protocolOf(HttpExchange exchange) {
    if (exchange.path().contains(OPERATION)) {
      return Protocol.CBOR;
    }
    return exchange.header("x-amz-target").isEmpty() ? Protocol.QUERY : Protocol.JSON;
  }

  /**
   * Reads a request.
   *
   * @throws DamagedMessageException where it is none; its text says why
   */
  static Call of(HttpExchange exchange) throws DamagedMessageException {
    Protocol protocol = protocolOf(exchange);
    byte[] body = unpacked(exchange);
    return switch (protocol) {
      case JSON ->
          new Call(protocol, last(exchange.header("x-amz-target"), "."), AwsBody.json(body));
      case CBOR -> {
        JsonTree input = body.length == 0 ? JsonTree.EMPTY : AwsBody.cbor(body);
        yield new Call(protocol, last(exchange.path(), OPERATION), input);
      }
      case QUERY -> {
        JsonTree input = AwsBody.query(body);
        yield new Call(protocol, input.text("Action"), input);
      }
    };
  }

  private static String last(String text, String after) {
    return text.substring(text.lastIndexOf(after) + after.length());
  }

  private static byte[] unpacked(HttpExchange exchange) throws DamagedMessageException {
    if (!exchange.header("content-encoding").toLowerCase(Locale.ROOT).contains("gzip")) {
      return exchange.body();
    }
    try (InputStream in =
        Compressor.reading(Compression.GZIP, new ByteArrayInputStream(exchange.body()))) {
      byte[] raw = in.readNBytes(MAX_BYTES + 1);
      if (raw.length > MAX_BYTES) {
        throw new DamagedMessageException("the request is larger than 2 MiB once it is unpacked");
      }
      return raw;
    } catch (DamagedMessageException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedMessageException("damaged gzip: " + e.getMessage(), e);
    }
  }
}
