package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one member of {@code destinations}. */
final class DestinationReader {
  /** A destination's name is a folder's name too. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

  /** Keys that only a destination with an address has. */
  static final List<String> REQUEST_KEYS =
      List.of("url", "auth", "tls", "compression", "timeout", "concurrency", "headers", "proxy");

  /** RFC 1035 §2.3.4. */
  private static final int MAX_NAME = 253;

  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

  private static final long MIN_BYTES_PER_SECOND = 1 << 10;

  private final Faults faults;

  DestinationReader(Faults faults) {
    this.faults = faults;
  }

  /** The destination; empty, with a fault, where it has no type that is known. */
  Optional<DestinationConfig> read(String name, ConfigNode.Member member) {
    if (!NAME.matcher(name).matches()) {
      faults.error(
          member.namePlace(),
          "not a name for a destination (expected: 1 to 64 of A-Z a-z 0-9 _ . - and no dot first)");
    }
    return ObjectReader.of(member.value(), faults).flatMap(reader -> read(name, reader));
  }

  private Optional<DestinationConfig> read(String name, ObjectReader reader) {
    reader.required("type", "one of " + String.join(", ", Choices.TYPE.keySet()));
    Optional<DestinationConfig.Type> type = reader.choice("type", Choices.TYPE);
    DestinationConfig config =
        new DestinationConfig(
            name,
            type.orElse(DestinationConfig.Type.HTTP),
            ProtocolReader.url(type.orElse(DestinationConfig.Type.HTTP), reader, faults),
            signals(type.orElse(DestinationConfig.Type.HTTP), reader),
            reader.object("auth").flatMap(auth -> new AuthReader(faults).read(auth)),
            reader.object("tls").map(DestinationReader::tls).orElse(TlsConfig.NONE),
            reader
                .choice("compression", Choices.COMPRESSION)
                .orElse(DestinationConfig.DEFAULT_COMPRESSION),
            LaneReader.batch(reader),
            LaneReader.buffer(reader),
            LaneReader.retry(reader),
            reader.duration("timeout").orElse(DestinationConfig.DEFAULT_TIMEOUT),
            reader
                .integer("concurrency", 1, DestinationConfig.MAX_CONCURRENCY)
                .orElse(DestinationConfig.DEFAULT_CONCURRENCY),
            reader.size("max_bytes_per_second", MIN_BYTES_PER_SECOND, Long.MAX_VALUE),
            reader.object("headers").map(new HeadersReader(faults)::read).orElse(Map.of()),
            new ProxyReader(faults).read(reader),
            ProtocolReader.read(type.orElse(DestinationConfig.Type.HTTP), reader));
    if (type.isPresent()) {
      checkType(config, reader);
    }
    LaneReader.checkTogether(config, reader);
    checkHeaders(config, reader);
    reader.finish(Severity.ERROR);
    return type.map(known -> config);
  }

  /** Whether an object is a destination of a type that sends no requests. */
  static boolean sendsNone(ConfigNode.ObjectNode object) {
    ConfigNode.Member type = object.members().get("type");
    return type != null
        && type.value() instanceof ConfigNode.StringNode name
        && Choices.TYPE.containsKey(name.text())
        && !Choices.TYPE.get(name.text()).sendsRequests();
  }

  private static void checkType(DestinationConfig config, ObjectReader reader) {
    if (!config.type().sendsRequests()) {
      REQUEST_KEYS.stream()
          .filter(reader::has)
          .forEach(key -> reader.error(key, "means nothing for the type " + config.type().key()));
      return;
    }
    String urlKey = ProtocolReader.urlKey(config.type());
    if (!reader.has(urlKey) && config.type() != DestinationConfig.Type.CLOUDWATCH) {
      reader.missing(urlKey, "an address such as \"https://collect.example/ingest\"");
    }
    checkAuth(config, reader);
    if (reader.has("tls") && config.url().filter(DestinationReader::isPlain).isPresent()) {
      reader.error("tls", "means nothing for a url with http: (expected: a url with https:)");
    }
  }

  private static void checkAuth(DestinationConfig config, ObjectReader reader) {
    boolean aws = config.auth().filter(AuthConfig.Aws.class::isInstance).isPresent();
    if (aws && config.type() == DestinationConfig.Type.HTTP) {
      reader.error("auth", "aws means nothing for the type http (expected: another way)");
    }
    if (!aws && config.auth().isPresent() && config.type() == DestinationConfig.Type.CLOUDWATCH) {
      reader.error("auth", "CloudWatch knows signatures alone (expected: aws, or no such key)");
    }
  }

  /** A header that stands twice would be sent once, and nobody could say which. */
  private static void checkHeaders(DestinationConfig config, ObjectReader reader) {
    Set<String> ofAuth = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    config
        .auth()
        .ifPresent(
            auth ->
                ofAuth.addAll(
                    auth instanceof AuthConfig.Headers named
                        ? named.headers().keySet()
                        : Set.of("Authorization")));
    config.headers().keySet().stream()
        .filter(ofAuth::contains)
        .forEach(
            name ->
                reader.error("headers", name + " is set by \"auth\" too (expected: one of both)"));
  }

  private static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  private Set<SignalKind> signals(DestinationConfig.Type type, ObjectReader reader) {
    Set<SignalKind> signals = EnumSet.noneOf(SignalKind.class);
    ValueReader values = new ValueReader(faults);
    reader
        .array("signals", 1, SignalKind.values().length)
        .ifPresent(
            nodes ->
                nodes.forEach(node -> values.choice(node, Choices.SIGNAL).ifPresent(signals::add)));
    if (!type.signals().containsAll(signals)) {
      String carried =
          type.signals().stream().map(SignalKind::key).sorted().collect(Collectors.joining(", "));
      reader.error("signals", "the type " + type.key() + " carries " + carried + " alone");
    }
    return signals.isEmpty() ? type.signals() : signals;
  }

  private static TlsConfig tls(ObjectReader reader) {
    TlsConfig tls =
        new TlsConfig(
            reader.path("ca_file"),
            reader.path("cert_file"),
            reader.path("key_file"),
            serverName(reader));
    if (reader.has("cert_file") != reader.has("key_file")) {
      String absent = reader.has("cert_file") ? "key_file" : "cert_file";
      reader.missing(absent, "cert_file and key_file together, or neither");
    }
    reader.finish(Severity.ERROR);
    return tls;
  }

  private static Optional<String> serverName(ObjectReader tls) {
    Optional<String> name = tls.string("server_name", 1, MAX_NAME);
    if (name.isPresent() && !HOST_NAME.matcher(name.get()).matches()) {
      tls.error("server_name", "not a name (expected: such as \"collect.example.internal\")");
      return Optional.empty();
    }
    return name;
  }
}
