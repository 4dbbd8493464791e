package io.groundwatch.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Batches for the tests of outputs, stored as a lane stores them. */
public final class TestBatches {
  /** How many processors there are in {@link #manySamples}. */
  public static final int MANY = 2500;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private TestBatches() {}

  /** A line and where it is from. */
  public record Line(long timeNanos, LogOrigin origin, String message) {
    /** A line of a stream of the group {@code app}. */
    public static Line of(long timeNanos, String stream, String message) {
      return new Line(timeNanos, new LogOrigin("app", stream, "/var/log/app.log"), message);
    }
  }

  /** The lines as one batch. */
  public static StoredBatch logs(List<Line> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ends = new int[lines.size()];
    long[] times = new long[lines.size()];
    int[] origins = new int[lines.size()];
    List<LogOrigin> table = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      bytes.writeBytes(lines.get(i).message().getBytes(UTF_8));
      ends[i] = bytes.size();
      times[i] = lines.get(i).timeNanos();
      if (!table.contains(lines.get(i).origin())) {
        table.add(lines.get(i).origin());
      }
      origins[i] = table.indexOf(lines.get(i).origin());
    }
    LogLines columns = new LogLines(lines.size(), bytes.toByteArray(), ends, times, origins, table);
    return stored(new Batch.Logs(new BatchId(0xab, lines.size()), 0, columns, List.of()));
  }

  /** The samples as one batch. */
  public static StoredBatch metrics(List<MetricSample> samples) {
    return stored(new Batch.Metrics(new BatchId(0xcd, samples.size()), 0, samples));
  }

  /** A gauge's sample. */
  public static MetricSample gauge(
      String name, Unit unit, Map<String, String> dimensions, long timeNanos, double value) {
    return MetricSample.gauge(series(name, unit, dimensions, MetricKind.GAUGE), timeNanos, value);
  }

  /** A gauge's sample of several numbers. */
  public static MetricSample several(String name, Unit unit, long timeNanos, double... numbers) {
    SortedMap<Double, Long> all = new TreeMap<>();
    for (double number : numbers) {
      all.merge(number, 1L, Long::sum);
    }
    MetricSeries series = series(name, unit, Map.of("host", "web1"), MetricKind.GAUGE);
    return MetricSample.of(series, timeNanos, timeNanos, new ValueSet(all));
  }

  /** A series that is sampled every minute. */
  public static MetricSeries series(
      String name, Unit unit, Map<String, String> dimensions, MetricKind kind) {
    return new MetricSeries("CWAgent", name, unit, new Dimensions(dimensions), kind, 60);
  }

  /**
   * The busy share of {@link #MANY} processors, each with another value, and a total, more than one
   * request holds.
   *
   * @param interfaceName of the total
   */
  public static StoredBatch manySamples(long second, String interfaceName) {
    long timeNanos = second * NANOS_PER_SECOND;
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Map<String, String> dimensions = Map.of("cpu", "cpu" + i, "host", "web1");
      samples.add(gauge("cpu_usage_active", Unit.PERCENT, dimensions, timeNanos, i + 0.5));
    }
    Map<String, String> dimensions = Map.of("interface", interfaceName);
    MetricSeries total = series("net_bytes_sent", Unit.BYTES, dimensions, MetricKind.CUMULATIVE);
    samples.add(new MetricSample(total, timeNanos, 1, 12345));
    return metrics(samples);
  }

  private static StoredBatch stored(Batch batch) {
    return new BatchEncoder(Compression.ZSTD).encode(batch, 1);
  }
}
