package io.groundwatch.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads the keys of a destination that only its type has. */
final class ProtocolReader {
  /** Where a type's requests go, when it is not {@code url} that says so. */
  static final String ENDPOINT = "endpoint_override";

  private static final int MAX_NAME = 255;

  private ProtocolReader() {}

  static ProtocolConfig read(DestinationConfig.Type type, ObjectReader reader) {
    return switch (type) {
      case CLOUDWATCH -> cloudWatch(reader);
      case OTLP ->
          new ProtocolConfig.Otlp(
              encoding(reader, ProtocolConfig.Encoding.PROTOBUF), ProtocolConfig.Host.UNSET);
      case HTTP, STDOUT -> new ProtocolConfig.Plain();
    };
  }

  /** The address of a destination, under the key that its type has for it. */
  static Optional<URI> url(DestinationConfig.Type type, ObjectReader reader, Faults faults) {
    return new UrlReader(faults).read(reader, urlKey(type));
  }

  static String urlKey(DestinationConfig.Type type) {
    return type == DestinationConfig.Type.CLOUDWATCH ? ENDPOINT : "url";
  }

  private static ProtocolConfig.Encoding encoding(
      ObjectReader reader, ProtocolConfig.Encoding usual) {
    return reader.choice("encoding", Choices.ENCODING).orElse(usual);
  }

  private static ProtocolConfig cloudWatch(ObjectReader reader) {
    return new ProtocolConfig.CloudWatch(
        reader.string("region", 1, MAX_NAME),
        reader.bool("dual_stack").orElse(false),
        reader.bool("fips").orElse(false),
        List.of());
  }
}
