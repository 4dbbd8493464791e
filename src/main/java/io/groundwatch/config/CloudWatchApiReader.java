package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code cloudwatch} of {@code metrics.metrics_collected} and of {@code logs.logs_collected}:
 * a listener that speaks CloudWatch's API.
 */
final class CloudWatchApiReader {
  private static final String ENDPOINT = "http_endpoint";
  private static final int MIN_TEXT = 4;
  private static final int MAX_TEXT = 2048;

  private CloudWatchApiReader() {}

  static CloudWatchApiConfig metrics(ObjectReader input) {
    return new CloudWatchApiConfig(address(input), true, false);
  }

  static CloudWatchApiConfig logs(ObjectReader input) {
    return new CloudWatchApiConfig(address(input), false, true);
  }

  /** One listener an address: it takes what any of these takes. */
  static List<CloudWatchApiConfig> merged(List<CloudWatchApiConfig> all) {
    Map<ListenAddress, CloudWatchApiConfig> byAddress = new LinkedHashMap<>();
    for (CloudWatchApiConfig one : all) {
      byAddress.merge(
          one.address(),
          one,
          (a, b) ->
              new CloudWatchApiConfig(
                  a.address(), a.metrics() || b.metrics(), a.logs() || b.logs()));
    }
    return List.copyOf(byAddress.values());
  }

  private static ListenAddress address(ObjectReader input) {
    Optional<String> text = input.string(ENDPOINT, MIN_TEXT, MAX_TEXT);
    Optional<ListenAddress> address =
        text.flatMap(t -> ListenAddress.parse(t.startsWith(":") ? t.substring(1) : t));
    if (text.isPresent() && address.isEmpty()) {
      input.error(ENDPOINT, Fault.quote(text.get()) + " (expected: such as \"127.0.0.1:4582\")");
    }
    input.finish(Severity.ERROR);
    return address.orElse(CloudWatchApiConfig.DEFAULT_ADDRESS);
  }
}
