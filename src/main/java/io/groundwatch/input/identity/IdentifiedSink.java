package io.groundwatch.input.identity;

import io.groundwatch.config.DimensionPlaceholders;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the placeholders in the dimensions of samples on their way. A dimension that is not
 * known yet is left out, and comes when it is.
 *
 * <p>Upstream drops {@code host} as soon as dimensions are appended to all metrics; here it stays
 * until one of those that tell hosts apart is known: else, without a cloud, all hosts would be one
 * series. For the same reason what is rolled up under a dimension that is not known yet is not
 * published, and what is rolled up under {@code host} alone keeps it.
 *
 * <p>Owned by the thread of its input.
 */
public final class IdentifiedSink implements MetricSink {
  private static final String HOST = "host";

  /** More series than an input has; past it they are made anew. */
  private static final int MAX_KEPT = 100_000;

  private final Identity identity;
  private final @Nullable String hostname;
  private final Map<String, String> appended;
  private final MetricSink out;
  private final IdentityHashMap<MetricSeries, Optional<MetricSeries>> kept =
      new IdentityHashMap<>();
  private Map<String, String> known = Map.of();

  /**
   * Hands on to {@code out}.
   *
   * @param hostname the value of the dimension {@code host} that samples have and that may be
   *     dropped; null where the configuration omits it
   * @param appended to all metrics, placeholders and all
   */
  public IdentifiedSink(
      Identity identity, @Nullable String hostname, Map<String, String> appended, MetricSink out) {
    this.identity = identity;
    this.hostname = hostname;
    this.appended = Map.copyOf(appended);
    this.out = out;
  }

  @Override
  public void accept(MetricSample sample) {
    Map<String, String> now = identity.values();
    if (now != known || kept.size() >= MAX_KEPT) {
      known = now;
      kept.clear();
    }
    kept.computeIfAbsent(sample.series(), this::identified)
        .ifPresent(series -> out.accept(sample.in(series)));
  }

  private Optional<MetricSeries> identified(MetricSeries series) {
    Map<String, String> written = series.dimensions().entries();
    Map<String, String> dimensions = new TreeMap<>();
    written.forEach(
        (name, value) ->
            DimensionPlaceholders.fill(value, known)
                .ifPresent(filled -> dimensions.put(name, filled)));
    boolean rolledUp = hostname != null && !written.containsKey(HOST);
    if (rolledUp && dimensions.size() < written.size()) {
      return Optional.empty();
    }
    if (hostname != null && hostname.equals(dimensions.get(HOST)) && tellsHost(dimensions)) {
      dimensions.remove(HOST);
    }
    return Optional.of(
        new MetricSeries(
            series.namespace(),
            series.name(),
            series.unit(),
            new Dimensions(dimensions),
            series.kind(),
            series.intervalSeconds()));
  }

  /** Whether one of the dimensions appended to all metrics does what {@code host} does. */
  private boolean tellsHost(Map<String, String> dimensions) {
    return !appended.containsKey(HOST)
        && appended.entrySet().stream()
            .filter(pair -> DimensionPlaceholders.tellsHostsApart(pair.getValue()))
            .anyMatch(pair -> dimensions.containsKey(pair.getKey()));
  }
}
