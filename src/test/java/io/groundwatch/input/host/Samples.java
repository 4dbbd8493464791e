package io.groundwatch.input.host;

import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.MetricSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sink that keeps what it is given. */
final class Samples implements MetricSink {
  private final List<MetricSample> all = new ArrayList<>();

  @Override
  public void accept(MetricSample sample) {
    all.add(sample);
  }

  List<MetricSample> all() {
    return all;
  }

  List<String> names() {
    return all.stream().map(s -> s.series().name()).toList();
  }

  double value(String name) {
    return only(name, Map.of()).value();
  }

  double value(String name, String dimension, String is) {
    return only(name, Map.of(dimension, is)).value();
  }

  MetricSample only(String name, Map<String, String> dimensions) {
    List<MetricSample> found =
        all.stream()
            .filter(s -> s.series().name().equals(name))
            .filter(
                s ->
                    s.series().dimensions().entries().entrySet().containsAll(dimensions.entrySet()))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(name + dimensions + ": " + found.size() + " samples of " + all);
    }
    return found.get(0);
  }

  void clear() {
    all.clear();
  }
}
