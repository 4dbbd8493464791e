package io.groundwatch.codec;

import io.groundwatch.model.Unit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The member {@code _aws} of a record: what of the other members is a metric.
 *
 * @param timeMillis when it was measured, in milliseconds since the epoch
 * @param group where the record is filed, for an agent that it is sent to
 * @param stream the same
 * @param directives what the metrics are
 */
public record EmfHeader(
    OptionalLong timeMillis,
    Optional<String> group,
    Optional<String> stream,
    List<Directive> directives) {
  /** Of a record that has none. */
  public static final EmfHeader NONE =
      new EmfHeader(OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of());

  /**
   * Metrics with the same dimensions.
   *
   * @param dimensionSets each metric has a series for each set of members that are its dimensions
   */
  public record Directive(
      String namespace, List<List<String>> dimensionSets, List<Metric> metrics) {}

  /**
   * One metric.
   *
   * @param name of the member that is its value, and of the metric
   * @param intervalSeconds 1 where it is of high resolution, else 60
   */
  public record Metric(String name, Unit unit, int intervalSeconds) {}

  /** The members that are spoken of. */
  Set<String> members() {
    Set<String> members = new TreeSet<>();
    for (Directive directive : directives) {
      directive.dimensionSets().forEach(members::addAll);
      directive.metrics().forEach(metric -> members.add(metric.name()));
    }
    return members;
  }
}
