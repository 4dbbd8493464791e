package io.groundwatch.input.otlp;

import io.groundwatch.codec.Compressor;
import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.JsonToProto;
import io.groundwatch.codec.ProtoCheck;
import io.groundwatch.model.Compression;
import io.groundwatch.net.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Brings the body of a request into its binary form, without compression. */
final class Body {
  /** Of a request once it is unpacked: a heap of 64 MiB holds one, and what it becomes. */
  static final int MAX_BYTES = 16 << 20;

  private Body() {}

  /** A body that is not taken; the text says why. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    private RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    /** Of HTTP. */
    int status() {
      return status;
    }
  }

  /**
   * The request in binary form.
   *
   * @throws RefusedException where it is in a form that is not taken, or too large
   * @throws IOException where it is damaged
   */
  static byte[] of(HttpExchange exchange, Signal signal) throws IOException {
    String type = exchange.header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    byte[] raw = unpacked(exchange);
    return switch (type) {
      case "application/x-protobuf" -> {
        ProtoCheck.check(raw, signal.schema());
        yield raw;
      }
      case "application/json" -> new JsonToProto(signal.schema()).convert(raw, 0, raw.length);
      default ->
          throw new RefusedException(
              415,
              "Content-Type: \""
                  + type
                  + "\" (expected: application/x-protobuf or application/json)");
    };
  }

  private static byte[] unpacked(HttpExchange exchange) throws IOException {
    String encoding = exchange.header("content-encoding").strip().toLowerCase(Locale.ROOT);
    Compression compression =
        switch (encoding) {
          case "", "identity" -> Compression.NONE;
          case "gzip" -> Compression.GZIP;
          case "zstd" -> Compression.ZSTD;
          default ->
              throw new RefusedException(
                  415, "Content-Encoding: \"" + encoding + "\" (expected: gzip, zstd or none)");
        };
    if (compression == Compression.NONE) {
      return exchange.body();
    }
    try (InputStream in =
        Compressor.reading(compression, new ByteArrayInputStream(exchange.body()))) {
      byte[] raw = in.readNBytes(MAX_BYTES + 1);
      if (raw.length > MAX_BYTES) {
        throw new RefusedException(
            413, "the request is larger than " + (MAX_BYTES >> 20) + " MiB once it is unpacked");
      }
      return raw;
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedMessageException("damaged " + encoding + ": " + e.getMessage(), e);
    }
  }
}
