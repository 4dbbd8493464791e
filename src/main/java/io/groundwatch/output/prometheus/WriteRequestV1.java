package io.groundwatch.output.prometheus;

import io.groundwatch.codec.ProtoWriter;
import io.groundwatch.model.MetricKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes {@code prometheus.WriteRequest} (Remote-Write 1.0, prompb/remote.proto and types.proto).
 * Stateless.
 */
final class WriteRequestV1 {
  private static final int TIMESERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int METADATA = 3;
  private static final int LABEL_NAME = 1;
  private static final int LABEL_VALUE = 2;
  private static final int SAMPLE_VALUE = 1;
  private static final int SAMPLE_TIMESTAMP = 2;
  private static final int METADATA_TYPE = 1;
  private static final int METADATA_NAME = 2;
  private static final int METADATA_UNIT = 5;
  private static final int COUNTER = 1;
  private static final int GAUGE = 2;

  private WriteRequestV1() {}

  static byte[] encode(List<TimeSeries> all) {
    ProtoWriter out = new ProtoWriter();
    for (TimeSeries series : all) {
      out.message(TIMESERIES, () -> series(out, series));
    }
    Set<String> described = new HashSet<>();
    for (TimeSeries series : all) {
      if (described.add(series.name())) {
        out.message(METADATA, () -> metadata(out, series));
      }
    }
    return out.toByteArray();
  }

  /** A delta is an amount at a moment to Prometheus, which knows totals alone as counters. */
  static int type(TimeSeries series) {
    return series.kind() == MetricKind.CUMULATIVE ? COUNTER : GAUGE;
  }

  private static void series(ProtoWriter out, TimeSeries series) {
    series
        .labels()
        .forEach(
            (name, value) ->
                out.message(LABELS, () -> out.string(LABEL_NAME, name).string(LABEL_VALUE, value)));
    for (TimeSeries.Sample sample : series.samples()) {
      out.message(
          SAMPLES,
          () -> out.number(SAMPLE_VALUE, sample.value()).varint(SAMPLE_TIMESTAMP, sample.millis()));
    }
  }

  private static void metadata(ProtoWriter out, TimeSeries series) {
    out.varint(METADATA_TYPE, type(series)).string(METADATA_NAME, series.name());
    out.string(METADATA_UNIT, series.unitText());
  }
}
