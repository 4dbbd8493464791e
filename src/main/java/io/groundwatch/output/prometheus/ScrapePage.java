package io.groundwatch.output.prometheus;

import io.groundwatch.model.MetricSample;
import io.groundwatch.runtime.TimeSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The newest of every series, in Prometheus' text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Owned by one thread.
 */
final class ScrapePage {
  /** As many as an agent's heap has room for beside its work: about 5 MiB. */
  static final int MAX_SERIES = 20_000;

  /** As long as Prometheus itself looks back. */
  private static final long LEAST_SHOWN_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** So that a sample that comes late leaves no gap. */
  private static final int INTERVALS_SHOWN = 3;

  private final Map<String, String> external;
  private final TimeSource time;

  /** By name and labels: those of one name stand together, since no name has a brace. */
  private final SortedMap<String, ScrapedSeries> series = new TreeMap<>();

  /** When, as of the last look, the first of them is over; each text looks anew. */
  private long nextEndNanos;

  /**
   * An empty one.
   *
   * @param external labels of every series, which its own replace
   */
  ScrapePage(Map<String, String> external, TimeSource time) {
    this.external = Map.copyOf(external);
    this.time = time;
    this.nextEndNanos = time.nanos();
  }

  /** Takes a sample; false where it is of one series too many. */
  boolean take(MetricSample sample) {
    long shownNanos =
        Math.max(
            LEAST_SHOWN_NANOS,
            INTERVALS_SHOWN * TimeUnit.SECONDS.toNanos(sample.series().intervalSeconds()));
    long restNanos = shownNanos - (time.wallNanos() - sample.timeNanos());
    if (restNanos <= 0) {
      return true; // out of a backlog: it says nothing of now
    }
    TimeSeries known = TimeSeries.of(sample.series(), external);
    String labels = labels(known.labels());
    String key = known.name() + "{" + labels;
    ScrapedSeries there = series.get(key);
    if (there == null || there.type() != ScrapedSeries.type(sample)) {
      if (there == null && !hasRoom()) {
        return false;
      }
      there = new ScrapedSeries(known.name(), labels, known.unitText(), sample);
      series.put(key, there);
    }
    there.take(sample, time.nanos() + Math.min(restNanos, shownNanos));
    return true;
  }

  /** Until when at least one series is shown, by the monotonic clock, if no sample comes. */
  long endNanos() {
    long now = time.nanos();
    long rest = series.values().stream().mapToLong(one -> one.restNanos(now)).max().orElse(0);
    return now + rest;
  }

  /** As it is now. */
  String text() {
    forgetWhatIsOver();
    StringBuilder text = new StringBuilder();
    String before = "";
    for (ScrapedSeries one : series.values()) {
      if (!one.name().equals(before)) {
        before = one.name();
        head(text, one);
      }
      one.write(text);
    }
    return text.toString();
  }

  /** Whether there is room for one more; looks for some only where a series can be over. */
  private boolean hasRoom() {
    if (series.size() >= MAX_SERIES && time.nanos() - nextEndNanos >= 0) {
      forgetWhatIsOver();
    }
    return series.size() < MAX_SERIES;
  }

  private void forgetWhatIsOver() {
    long nowNanos = time.nanos();
    series.values().removeIf(one -> one.restNanos(nowNanos) <= 0);
    long rest = series.values().stream().mapToLong(one -> one.restNanos(nowNanos)).min().orElse(0);
    nextEndNanos = nowNanos + rest;
  }

  private void head(StringBuilder text, ScrapedSeries first) {
    String name = first.name();
    if (!first.unit().isEmpty()) {
      text.append("# HELP ").append(name).append(" In ").append(first.unit()).append(".\n");
    }
    // What comes from several applications may not agree on what it is.
    boolean agreed =
        series.subMap(name + "{", name + "|").values().stream()
            .allMatch(one -> one.type() == first.type());
    String type = agreed ? first.type().word() : "untyped";
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String labels(SortedMap<String, String> all) {
    StringBuilder labels = new StringBuilder();
    all.forEach(
        (name, value) -> {
          if (!name.equals(TimeSeries.NAME)) {
            labels.append(labels.isEmpty() ? "" : ",").append(name).append("=\"");
            labels.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            labels.append('"');
          }
        });
    return labels.toString();
  }
}
