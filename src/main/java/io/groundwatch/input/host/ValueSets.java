package io.groundwatch.input.host;

import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a collector several of whose numbers may be of one series: processes of one name, or what is
 * rolled up to fewer dimensions. They become one sample that has them all, as upstream sends them;
 * as samples of their own, most backends would keep the last one alone.
 */
final class ValueSets implements Collector {
  /** As upstream: the most values of one sample. What is past it is a sample of its own. */
  static final int MAX_VALUES = 5000;

  private final Collector collector;

  /** Runs {@code collector}. */
  ValueSets(Collector collector) {
    this.collector = collector;
  }

  @Override
  public String name() {
    return collector.name();
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    Map<MetricSeries, Gathered> gathered = new LinkedHashMap<>();
    try {
      collector.collect(wallNanos, sample -> gather(sample, gathered, out));
    } finally {
      gathered.values().forEach(each -> out.accept(each.sample()));
    }
  }

  @Override
  public int leftOut() {
    return collector.leftOut();
  }

  @Override
  public void close() throws IOException {
    collector.close();
  }

  private static void gather(
      MetricSample sample, Map<MetricSeries, Gathered> gathered, MetricSink out) {
    Gathered known = gathered.get(sample.series());
    if (!Double.isFinite(sample.value()) || (known != null && known.isFull())) {
      out.accept(sample);
    } else if (known == null) {
      gathered.put(sample.series(), new Gathered(sample));
    } else {
      known.add(sample);
    }
  }

  /** What came of one series. */
  private static final class Gathered {
    private final MetricSample first;
    private final SortedMap<Double, Long> counts = new TreeMap<>();
    private long startNanos;
    private boolean several;

    Gathered(MetricSample first) {
      this.first = first;
      this.startNanos = first.startNanos();
      counts.put(first.value(), 1L);
    }

    boolean isFull() {
      return counts.size() >= MAX_VALUES;
    }

    void add(MetricSample more) {
      several = true;
      startNanos = Math.min(startNanos, more.startNanos());
      counts.merge(more.value(), 1L, Long::sum);
    }

    MetricSample sample() {
      return several
          ? MetricSample.of(first.series(), first.timeNanos(), startNanos, new ValueSet(counts))
          : first;
    }
  }
}
