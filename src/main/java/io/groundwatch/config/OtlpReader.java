package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the listeners for OTLP: {@code otlp} of {@code metrics.metrics_collected}, of which there
 * may be several, and of {@code logs.logs_collected}.
 */
final class OtlpReader {
  private static final String ENDPOINT = "http_endpoint";
  private static final int MIN_TEXT = 4;
  private static final int MAX_TEXT = 2048;
  private static final int MAX_NAME = 512;
  private static final int MAX_LISTENERS = 255;

  private final Faults faults;

  OtlpReader(Faults faults) {
    this.faults = faults;
  }

  /** Those of metrics. */
  List<OtlpConfig> metrics(ConfigNode node) {
    List<ConfigNode> nodes =
        node instanceof ConfigNode.ArrayNode
            ? new ValueReader(faults).array(node, 1, MAX_LISTENERS).orElse(List.of())
            : List.of(node);
    List<OtlpConfig> all = new ArrayList<>();
    for (ConfigNode one : nodes) {
      ObjectReader.of(one, faults)
          .ifPresent(
              input -> {
                all.add(new OtlpConfig(address(input), tls(input), true, Optional.empty()));
                input.unserved(UpstreamKeys.OTLP);
                input.finish(Severity.ERROR);
              });
    }
    return all;
  }

  /** That of logs. */
  OtlpConfig logs(ObjectReader input) {
    OtlpConfig.Logs logs =
        new OtlpConfig.Logs(
            input.string("log_group_name", 1, MAX_NAME),
            input.string("log_stream_name", 1, MAX_NAME));
    OtlpConfig otlp = new OtlpConfig(address(input), tls(input), false, Optional.of(logs));
    input.finish(Severity.ERROR);
    return otlp;
  }

  /** One listener an address: it takes what any of these takes. */
  static List<OtlpConfig> merged(List<OtlpConfig> all) {
    Map<ListenAddress, OtlpConfig> byAddress = new LinkedHashMap<>();
    for (OtlpConfig one : all) {
      byAddress.merge(
          one.address(),
          one,
          (a, b) ->
              new OtlpConfig(
                  a.address(),
                  a.tls().or(b::tls),
                  a.metrics() || b.metrics(),
                  a.logs().or(b::logs)));
    }
    return List.copyOf(byAddress.values());
  }

  private static ListenAddress address(ObjectReader input) {
    Optional<String> text = input.string(ENDPOINT, MIN_TEXT, MAX_TEXT);
    Optional<ListenAddress> address =
        text.flatMap(t -> ListenAddress.parse(t.startsWith(":") ? t.substring(1) : t));
    if (text.isPresent() && address.isEmpty()) {
      input.error(
          ENDPOINT,
          Fault.quote(text.get()) + " (expected: such as \"127.0.0.1:4318\" or \"0.0.0.0:4318\")");
    }
    return address.orElse(OtlpConfig.DEFAULT_ADDRESS);
  }

  /** Certificates of a listener; absent = plain. */
  static Optional<TlsConfig> tls(ObjectReader input) {
    return input
        .object("tls")
        .flatMap(
            tls -> {
              TlsConfig config =
                  new TlsConfig(
                      tls.path("ca_file"),
                      tls.path("cert_file"),
                      tls.path("key_file"),
                      Optional.empty());
              boolean insecure = tls.bool("insecure").orElse(false);
              if (!insecure && (config.certFile().isEmpty() || config.keyFile().isEmpty())) {
                input.error("tls", "no certificate (expected: cert_file and key_file)");
              }
              tls.finish(Severity.ERROR);
              return insecure ? Optional.empty() : Optional.of(config);
            });
  }
}
