package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A collector of resources, some of whose numbers count up, that a host may not have at all: that
 * is said once.
 */
final class ResourcesCollector<C extends Named> implements Collector {
  private final String name;
  private final Source<List<C>> source;
  private final Predicate<C> wanted;
  private final SpanTracker<C> tracker;
  private final Absence absence;
  private final String whyNone;

  /**
   * Publishes what {@code tracker} makes of the resources that are {@code wanted}.
   *
   * @param whyNone what is said where there are none
   */
  ResourcesCollector(
      String name,
      Source<List<C>> source,
      Predicate<C> wanted,
      SpanTracker<C> tracker,
      String whyNone) {
    this.name = name;
    this.source = source;
    this.wanted = wanted;
    this.tracker = tracker;
    this.absence = new Absence(name);
    this.whyNone = whyNone;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<C> told = source.read();
    if (told.isEmpty()) {
      absence.say(whyNone);
    } else {
      absence.over();
    }
    List<C> readings = new ArrayList<>(told);
    readings.removeIf(wanted.negate());
    tracker.publish(readings, wallNanos, out);
  }

  @Override
  public int leftOut() {
    return tracker.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
