package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one member of {@code destinations}. */
final class DestinationReader {
  /** A destination's name is a folder's name too. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

  /** Keys that only a destination with an address has. */
  private static final List<String> REQUEST_KEYS =
      List.of("url", "auth", "tls", "compression", "timeout", "concurrency");

  private static final long MIN_BYTES_PER_SECOND = 1 << 10;

  private static final Map<String, UnservedKey> UNSERVED =
      Map.of("proxy", new UnservedKey(UnservedKey.Shape.STRING, "requests go straight to the url"));

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
            new UrlReader(faults).read(reader),
            signals(reader),
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
            reader.size("max_bytes_per_second", MIN_BYTES_PER_SECOND, Long.MAX_VALUE));
    if (type.isPresent()) {
      checkType(config, reader);
    }
    LaneReader.checkTogether(config, reader);
    reader.unserved(UNSERVED);
    reader.finish(Severity.ERROR);
    return type.map(known -> config);
  }

  private static void checkType(DestinationConfig config, ObjectReader reader) {
    if (config.type() == DestinationConfig.Type.STDOUT) {
      REQUEST_KEYS.stream()
          .filter(reader::has)
          .forEach(key -> reader.error(key, "means nothing for the type stdout"));
      return;
    }
    if (!reader.has("url")) {
      reader.missing("url", "an address such as \"https://collect.example/ingest\"");
    }
    if (reader.has("tls") && config.url().filter(DestinationReader::isPlain).isPresent()) {
      reader.error("tls", "means nothing for a url with http: (expected: a url with https:)");
    }
  }

  private static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  private Set<SignalKind> signals(ObjectReader reader) {
    Set<SignalKind> signals = EnumSet.noneOf(SignalKind.class);
    ValueReader values = new ValueReader(faults);
    reader
        .array("signals", 1, SignalKind.values().length)
        .ifPresent(
            nodes ->
                nodes.forEach(node -> values.choice(node, Choices.SIGNAL).ifPresent(signals::add)));
    return signals.isEmpty() ? EnumSet.allOf(SignalKind.class) : signals;
  }

  private static TlsConfig tls(ObjectReader reader) {
    TlsConfig tls =
        new TlsConfig(reader.path("ca_file"), reader.path("cert_file"), reader.path("key_file"));
    if (reader.has("cert_file") != reader.has("key_file")) {
      String absent = reader.has("cert_file") ? "key_file" : "cert_file";
      reader.missing(absent, "cert_file and key_file together, or neither");
    }
    reader.finish(Severity.ERROR);
    return tls;
  }
}
