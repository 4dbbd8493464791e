package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.Optional;

/** Reads {@code logs.metrics_collected.emf}, which may go by its old name. */
final class EmfConfigReader {
  private static final String KEY = "emf";
  private static final String OLD_KEY = "structuredlog";
  private static final String ADDRESS = "service_address";
  private static final String UDP = "udp://";
  private static final String TCP = "tcp://";
  private static final int MAX_TEXT = 255;

  private EmfConfigReader() {}

  /** From what {@code logs.metrics_collected} holds. */
  static Optional<EmfConfig> read(ObjectReader collected) {
    Optional<EmfConfig> emf = collected.object(KEY).map(EmfConfigReader::one);
    Optional<EmfConfig> old = collected.object(OLD_KEY).map(EmfConfigReader::one);
    if (emf.isPresent() && old.isPresent()) {
      collected.error(
          OLD_KEY, "is the old name of emf, which is there too (expected: one of them)");
    }
    return emf.or(() -> old);
  }

  private static EmfConfig one(ObjectReader emf) {
    Optional<String> text = emf.string(ADDRESS, 1, MAX_TEXT);
    emf.finish(Severity.WARNING);
    if (text.isEmpty()) {
      return EmfConfig.DEFAULTS;
    }
    boolean udp = text.get().startsWith(UDP);
    boolean tcp = text.get().startsWith(TCP);
    String place = udp || tcp ? text.get().substring(UDP.length()) : text.get();
    Optional<ListenAddress> address =
        ListenAddress.parse(place.startsWith(":") ? place.substring(1) : place);
    if (address.isEmpty()) {
      emf.error(
          ADDRESS,
          Fault.quote(text.get())
              + " (expected: such as \"udp://127.0.0.1:25888\", \"tcp://0.0.0.0:25888\", or"
              + " \":25888\" for both)");
    }
    return new EmfConfig(address.orElse(EmfConfig.DEFAULT_ADDRESS), !tcp, !udp);
  }
}
