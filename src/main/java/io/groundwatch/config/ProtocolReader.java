package io.groundwatch.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the keys of a destination that only its type has. */
final class ProtocolReader {
  /** Where a type's requests go, when it is not {@code url} that says so. */
  static final String ENDPOINT = "endpoint_override";

  private static final String LISTEN = "listen";

  /** Stands in for one that has a fault, with which nothing starts. */
  private static final ListenAddress NO_ADDRESS = new ListenAddress("127.0.0.1", 0);

  private static final int MAX_NAME = 255;
  private static final int MAX_LABEL = 1024;
  private static final Pattern INDEX =
      Pattern.compile("(?:[a-z0-9][a-z0-9._-]*)(?:\\{date}[a-z0-9._-]*)?");

  /** As many as Loki allows a stream. */
  private static final int MAX_LABELS = 15;

  private ProtocolReader() {}

  static ProtocolConfig read(DestinationConfig.Type type, ObjectReader reader) {
    return switch (type) {
      case CLOUDWATCH -> cloudWatch(reader);
      case OTLP ->
          new ProtocolConfig.Otlp(
              encoding(reader, ProtocolConfig.Encoding.PROTOBUF), ProtocolConfig.Host.UNSET);
      case PROMETHEUS_REMOTE_WRITE ->
          new ProtocolConfig.RemoteWrite(
              reader
                  .choice("protocol_version", Choices.REMOTE_WRITE_VERSION)
                  .orElse(ProtocolConfig.RemoteWrite.Version.AUTO),
              labels(reader));
      case PROMETHEUS -> new ProtocolConfig.Scrape(listen(reader), labels(reader));
      case LOKI ->
          new ProtocolConfig.Loki(
              encoding(reader, ProtocolConfig.Encoding.PROTOBUF),
              labels(reader),
              reader.strings("labels_from", 1, MAX_LABELS).orElse(List.of()),
              reader.bool("structured_metadata").orElse(true),
              ProtocolConfig.Host.UNSET);
      case ELASTICSEARCH ->
          new ProtocolConfig.Elasticsearch(index(reader), ProtocolConfig.Host.UNSET);
      case INFLUXDB -> influx(reader);
      case SPLUNK ->
          new ProtocolConfig.Splunk(
              reader.string("index", 1, MAX_NAME),
              reader.string("sourcetype", 1, MAX_NAME),
              reader.bool("acknowledgement").orElse(false),
              ProtocolConfig.Host.UNSET);
      case HTTP ->
          new ProtocolConfig.Http(
              reader
                  .choice("format", Choices.HTTP_FORMAT)
                  .orElse(ProtocolConfig.Http.Format.NDJSON));
      case STDOUT -> new ProtocolConfig.Plain();
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

  private static ListenAddress listen(ObjectReader reader) {
    reader.required(LISTEN, "an address such as \"127.0.0.1:9464\"");
    Optional<String> text = reader.string(LISTEN, 1, MAX_NAME);
    Optional<ListenAddress> address = text.flatMap(ListenAddress::parse);
    if (text.isPresent() && address.isEmpty()) {
      reader.error(
          LISTEN, Fault.quote(text.get()) + " (expected: HOST:PORT, such as \"127.0.0.1:9464\")");
    }
    return address.orElse(NO_ADDRESS);
  }

  /** Names and values that go with everything. */
  private static Map<String, String> labels(ObjectReader reader) {
    Map<String, String> labels = new LinkedHashMap<>();
    reader
        .object("labels")
        .ifPresent(
            object ->
                object
                    .entries()
                    .keySet()
                    .forEach(
                        name ->
                            object
                                .string(name, 1, MAX_LABEL)
                                .ifPresent(value -> labels.put(name, value))));
    return labels;
  }

  /** As Elasticsearch wants them (Create index API, "Path parameters"). */
  private static Optional<String> index(ObjectReader reader) {
    Optional<String> index = reader.string("index", 1, MAX_NAME);
    if (index.isPresent() && !INDEX.matcher(index.get()).matches()) {
      reader.error(
          "index",
          "not a name of an index (expected: such as \"logs-app-default\" or \"app-{date}\")");
      return Optional.empty();
    }
    return index;
  }

  /** A bucket is version 2's, a database version 1's, unless it is said otherwise. */
  private static ProtocolConfig influx(ObjectReader reader) {
    int usual = reader.has("bucket") || reader.has("org") ? 2 : 1;
    int version = reader.choice("api_version", Choices.INFLUX_VERSION).orElse(usual);
    if (version == 2) {
      return new ProtocolConfig.Influx.V2(
          needed(reader, "org", "an organization"), needed(reader, "bucket", "a bucket"));
    }
    String database = needed(reader, "database", "the name of a database");
    return version == 3
        ? new ProtocolConfig.Influx.V3(database)
        : new ProtocolConfig.Influx.V1(database, reader.string("retention_policy", 1, MAX_NAME));
  }

  private static String needed(ObjectReader reader, String key, String expected) {
    reader.required(key, expected);
    return reader.string(key, 1, MAX_NAME).orElse("");
  }

  private static ProtocolConfig cloudWatch(ObjectReader reader) {
    return new ProtocolConfig.CloudWatch(
        reader.string("region", 1, MAX_NAME),
        reader.bool("dual_stack").orElse(false),
        reader.bool("fips").orElse(false),
        List.of());
  }
}
