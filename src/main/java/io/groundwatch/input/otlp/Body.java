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
  private static final int CHUNK_BYTES = 16 << 10;

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
  static byte[] of(HttpExchange exchange, Signal signal, RequestLimits limits) throws IOException {
    String type = exchange.header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/x-protobuf" -> {
        byte[] raw = unpacked(exchange, limits.unpackedBytes());
        ProtoCheck.check(raw, signal.schema());
        yield raw;
      }
      case "application/json" -> {
        byte[] raw = unpacked(exchange, limits.jsonBytes());
        yield new JsonToProto(signal.schema()).convert(raw, 0, raw.length);
      }
      default ->
          throw new RefusedException(
              415,
              "Content-Type: \""
                  + type
                  + "\" (expected: application/x-protobuf or application/json)");
    };
  }

  private static byte[] unpacked(HttpExchange exchange, int maxBytes) throws IOException {
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
    byte[] body = exchange.body();
    try {
      long length =
          compression == Compression.NONE ? body.length : length(compression, body, maxBytes);
      if (length > maxBytes) {
        throw new RefusedException(
            413, "the request is larger than " + maxBytes + " bytes once it is unpacked");
      }
      return compression == Compression.NONE ? body : unpack(compression, body, (int) length);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedMessageException("damaged " + encoding + ": " + e.getMessage(), e);
    }
  }

  /** Unpacks it once for its length alone, so that no more memory is taken than it needs. */
  private static long length(Compression compression, byte[] body, int maxBytes)
      throws IOException {
    try (InputStream in = Compressor.reading(compression, new ByteArrayInputStream(body))) {
      byte[] some = new byte[CHUNK_BYTES];
      long length = 0;
      for (int n = in.read(some); n >= 0 && length <= maxBytes; n = in.read(some)) {
        length += n;
      }
      return length;
    }
  }

  private static byte[] unpack(Compression compression, byte[] body, int length)
      throws IOException {
    try (InputStream in = Compressor.reading(compression, new ByteArrayInputStream(body))) {
      byte[] raw = new byte[length];
      in.readNBytes(raw, 0, length);
      return raw;
    }
  }
}
