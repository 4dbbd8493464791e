package io.groundwatch.input.prometheus;

import io.groundwatch.config.ScrapeJob;
import io.groundwatch.net.HttpEndpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A target as relabelling left it.
 *
 * @param endpoint where it is asked
 * @param request path and query
 * @param labels of its samples, {@code job} and {@code instance} among them
 */
record Target(HttpEndpoint endpoint, String request, Map<String, String> labels) {
  private static final String ADDRESS = "__address__";
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__metrics_path__";
  private static final String PARAM = "__param_";
  private static final String INSTANCE = "instance";
  private static final String META = "__";

  Target {
    labels = Map.copyOf(labels);
  }

  /**
   * The target of an address; empty where relabelling drops it.
   *
   * @throws IllegalArgumentException where it has no address; the text says so
   */
  static Optional<Target> of(
      ScrapeJob job, Relabelling relabelling, String address, Map<String, String> ofGroup) {
    Map<String, String> labels = new TreeMap<>(ofGroup);
    labels.put("job", job.name());
    labels.put(ADDRESS, address);
    labels.put(SCHEME, job.tls() ? "https" : "http");
    labels.put(PATH, job.path());
    job.params()
        .forEach(
            (name, values) -> values.stream().limit(1).forEach(v -> labels.put(PARAM + name, v)));
    if (!relabelling.apply(labels)) {
      return Optional.empty();
    }
    boolean tls = labels.getOrDefault(SCHEME, "http").equals("https");
    HttpEndpoint endpoint = endpoint(labels.getOrDefault(ADDRESS, ""), tls);
    String request = labels.getOrDefault(PATH, "/metrics") + query(job, labels);
    labels.putIfAbsent(INSTANCE, endpoint.toString());
    labels.keySet().removeIf(name -> name.startsWith(META));
    return Optional.of(new Target(endpoint, request, labels));
  }

  private static HttpEndpoint endpoint(String address, boolean tls) {
    if (address.isBlank() || address.indexOf('/') >= 0) {
      throw new IllegalArgumentException("\"" + address + "\" is no address (expected: HOST:PORT)");
    }
    return HttpEndpoint.of(URI.create((tls ? "https://" : "http://") + address));
  }

  private static String query(ScrapeJob job, Map<String, String> labels) {
    Map<String, List<String>> params = new TreeMap<>(job.params());
    labels.forEach(
        (name, value) -> {
          if (name.startsWith(PARAM)) {
            params.merge(name.substring(PARAM.length()), List.of(value), Target::withFirst);
          }
        });
    StringBuilder query = new StringBuilder();
    params.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    query
                        .append(query.isEmpty() ? '?' : '&')
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value))));
    return query.toString();
  }

  /** Relabelling sees the first value of a parameter, and may change it. */
  private static List<String> withFirst(List<String> configured, List<String> first) {
    return Stream.concat(first.stream(), configured.stream().skip(1)).toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
