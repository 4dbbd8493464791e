package io.groundwatch.input.prometheus;

import io.groundwatch.codec.Compressor;
import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.config.ScrapeJob;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.net.HttpResult;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes samples of what one target of a job shows. One thread. */
final class Samples {
  /** Of one answer, unpacked. */
  private static final int MAX_BYTES = 6 << 20;

  /** Of one answer, where the job sets no {@code sample_limit}. */
  private static final int MAX_SAMPLES = 10_000;

  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_TEXT = 1024;
  private static final int MAX_NAME = 255;
  private static final String START = "process_start_time_seconds";

  private final ScrapeJob job;
  private final String namespace;
  private final Dimensions base;
  private final Relabelling relabelling;
  private List<MetricSample> samples = new ArrayList<>();
  private int count;
  private double processStart;
  private long wide;

  /** What an answer came to. */
  record Read(List<MetricSample> samples, int shown, long tooManyDimensions) {}

  Samples(ScrapeJob job, String namespace, Dimensions base) {
    this.job = job;
    this.namespace = namespace;
    this.base = base;
    this.relabelling = new Relabelling(job.metricRelabel());
  }

  /**
   * The samples of an answer.
   *
   * @throws IOException where it shows nothing that can be read; the text says why
   */
  Read read(HttpResult.Answer answer, Scrape scrape) throws IOException {
    samples = new ArrayList<>();
    count = 0;
    processStart = 0;
    wide = 0;
    boolean openMetrics =
        answer
            .header("content-type")
            .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/openmetrics-text"))
            .orElse(false);
    new Exposition(openMetrics, (n, l, k, v, t) -> take(scrape, n, l, k, v, t))
        .read(unpacked(answer));
    int limit = job.sampleLimit() > 0 ? job.sampleLimit() : MAX_SAMPLES;
    if (count > limit) {
      throw new DamagedMessageException(
          "it shows more than "
              + limit
              + " samples"
              + (job.sampleLimit() > 0 ? " (sample_limit)" : ""));
    }
    if (processStart > 0) {
      long start = (long) (processStart * TimeUnit.SECONDS.toNanos(1));
      samples.replaceAll(sample -> begun(sample, start));
    }
    Read read = new Read(samples, count, wide);
    samples = List.of();
    return read;
  }

  private static MetricSample begun(MetricSample sample, long startNanos) {
    return sample.series().kind() == MetricKind.GAUGE
        ? sample
        : new MetricSample(
            sample.series(),
            sample.timeNanos(),
            Math.min(startNanos, sample.timeNanos()),
            sample.value());
  }

  private static byte[] unpacked(HttpResult.Answer answer) throws IOException {
    boolean gzip = answer.header("content-encoding").map("gzip"::equalsIgnoreCase).orElse(false);
    if (!gzip) {
      return answer.body();
    }
    try (InputStream in =
        Compressor.reading(Compression.GZIP, new ByteArrayInputStream(answer.body()))) {
      byte[] raw = in.readNBytes(MAX_BYTES + 1);
      if (raw.length > MAX_BYTES) {
        throw new DamagedMessageException("it shows more than 6 MiB");
      }
      return raw;
    }
  }

  private void take(
      Scrape scrape,
      String name,
      Map<String, String> own,
      MetricKind kind,
      double value,
      long timeMillis) {
    if (name.equals(START)) {
      processStart = value;
    }
    if (++count > (job.sampleLimit() > 0 ? job.sampleLimit() : MAX_SAMPLES)) {
      return;
    }
    Map<String, String> labels = labels(own, scrape.target().labels());
    labels.put("__name__", name);
    if (!relabelling.apply(labels) || !(Math.abs(value) <= ValueCounts.MAX_VALUE)) {
      return; // not wanted, or no number, as of a summary that has seen nothing
    }
    String renamed = labels.getOrDefault("__name__", name);
    labels.keySet().removeIf(label -> label.startsWith("__"));
    if (labels.size() + base.entries().size() > MAX_DIMENSIONS) {
      wide++;
      return;
    }
    long at =
        timeMillis < 0 || !job.honorTimestamps()
            ? scrape.askedWallNanos()
            : TimeUnit.MILLISECONDS.toNanos(timeMillis);
    MetricSeries series = series(renamed, labels, kind);
    samples.add(
        kind == MetricKind.GAUGE
            ? MetricSample.gauge(series, at, value)
            : new MetricSample(series, at, Math.min(scrape.startNanos(), at), value));
  }

  /** Those of the target win, and what they displace is kept as exported, unless it is honoured. */
  private Map<String, String> labels(Map<String, String> own, Map<String, String> ofTarget) {
    Map<String, String> labels = new TreeMap<>(own);
    labels.values().removeIf(String::isEmpty);
    ofTarget.forEach(
        (name, value) -> {
          String before = labels.get(name);
          if (before == null) {
            labels.put(name, value);
          } else if (!job.honorLabels()) {
            labels.put(name, value);
            labels.put("exported_" + name, before);
          }
        });
    job.externalLabels().forEach(labels::putIfAbsent);
    return labels;
  }

  /** What is said of the scrape itself, as Prometheus says it. */
  MetricSample about(String name, double value, Scrape scrape) {
    Map<String, String> labels = labels(Map.of(), scrape.target().labels());
    return MetricSample.gauge(
        series(name, labels, MetricKind.GAUGE), scrape.askedWallNanos(), value);
  }

  private MetricSeries series(String name, Map<String, String> labels, MetricKind kind) {
    Map<String, String> cut = new TreeMap<>(base.entries());
    labels.forEach((label, value) -> cut.put(label, cut(value, MAX_TEXT)));
    return new MetricSeries(
        namespace,
        cut(name, MAX_NAME),
        unit(name),
        new Dimensions(cut),
        kind,
        (int) Math.max(1, job.interval().toSeconds()));
  }

  /** By the endings that Prometheus's naming has for base units. */
  private static Unit unit(String name) {
    if (name.endsWith("_count") || name.endsWith("_bucket")) {
      return Unit.COUNT;
    }
    String root =
        name.endsWith("_total") || name.endsWith("_sum")
            ? name.substring(0, name.lastIndexOf('_'))
            : name;
    if (root.endsWith("_bytes")) {
      return Unit.BYTES;
    }
    return root.endsWith("_seconds") ? Unit.SECONDS : Unit.NONE;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
