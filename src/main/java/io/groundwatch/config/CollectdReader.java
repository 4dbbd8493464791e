package io.groundwatch.config;

import io.groundwatch.config.CollectdConfig.Security;
import io.groundwatch.config.Fault.Severity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code metrics.metrics_collected.collectd}. */
final class CollectdReader {
  private static final String ADDRESS = "service_address";
  private static final String UDP = "udp://";
  private static final int MAX_TEXT = 255;
  private static final int MAX_FILES = 10;
  private static final int MAX_DROPPED = 10_000;
  private static final int MAX_GROUP = 512;

  private final List<Set<String>> rollUps;

  CollectdReader(List<Set<String>> rollUps) {
    this.rollUps = rollUps;
  }

  CollectdConfig read(ObjectReader input) {
    CollectdConfig collectd =
        new CollectdConfig(
            address(input),
            input.string("name_prefix", 1, MAX_TEXT).orElse(CollectdConfig.DEFAULT_PREFIX),
            input.path("collectd_auth_file").orElse(CollectdConfig.DEFAULT_AUTH_FILE),
            input
                .choice("collectd_security_level", Choices.COLLECTD_SECURITY)
                .orElse(Security.ENCRYPT),
            input.strings("collectd_typesdb", 0, MAX_FILES).map(texts -> paths(input, texts)),
            input
                .integer("metrics_aggregation_interval", 0, AgentReader.MAX_INTERVAL_SECONDS)
                .orElse(CollectdConfig.DEFAULT_AGGREGATION_SECONDS),
            DimensionsReader.read(input),
            rollUps,
            Set.copyOf(input.strings("drop_original_metrics", 1, MAX_DROPPED).orElse(List.of())),
            input.string("log_group_name", 1, MAX_GROUP));
    input.unserved(UpstreamKeys.STATSD);
    input.finish(Severity.ERROR);
    return collectd;
  }

  private static ListenAddress address(ObjectReader input) {
    Optional<String> text = input.string(ADDRESS, 1, MAX_TEXT);
    Optional<ListenAddress> address =
        text.map(t -> t.startsWith(UDP) ? t.substring(UDP.length()) : t)
            .flatMap(t -> ListenAddress.parse(t.startsWith(":") ? t.substring(1) : t));
    if (text.isPresent() && address.isEmpty()) {
      input.error(
          ADDRESS,
          Fault.quote(text.get())
              + " (expected: such as \"udp://127.0.0.1:25826\" or \"udp://0.0.0.0:25826\")");
    }
    return address.orElse(CollectdConfig.DEFAULT_ADDRESS);
  }

  private static List<Path> paths(ObjectReader input, List<String> texts) {
    List<Path> paths = new ArrayList<>();
    for (String text : texts) {
      try {
        paths.add(Path.of(text));
      } catch (InvalidPathException e) {
        input.error("collectd_typesdb", Fault.quote(text) + " (expected: the path of a file)");
      }
    }
    return paths;
  }
}
