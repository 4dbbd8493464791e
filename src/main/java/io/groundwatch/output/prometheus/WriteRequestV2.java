package io.groundwatch.output.prometheus;

import io.groundwatch.codec.ProtoWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code io.prometheus.write.v2.Request} (Remote-Write 2.0, release candidate 4): every text
 * once, in a table that begins with the empty one. Owned by one thread.
 */
final class WriteRequestV2 {
  private static final int SYMBOLS = 4;
  private static final int TIMESERIES = 5;
  private static final int LABELS_REFS = 1;
  private static final int SAMPLES = 2;
  private static final int METADATA = 5;
  private static final int SAMPLE_VALUE = 1;
  private static final int SAMPLE_TIMESTAMP = 2;
  private static final int SAMPLE_START = 3;
  private static final int METADATA_TYPE = 1;
  private static final int METADATA_UNIT = 4;

  private final List<String> symbols = new ArrayList<>();
  private final Map<String, Integer> references = new HashMap<>();

  private WriteRequestV2() {}

  static byte[] encode(List<TimeSeries> all) {
    WriteRequestV2 table = new WriteRequestV2();
    table.reference("");
    // The series refer to the table, which stands before them.
    for (TimeSeries series : all) {
      series.labels().forEach((name, value) -> table.references(name, value));
      table.reference(series.unitText());
    }
    ProtoWriter out = new ProtoWriter();
    table.symbols.forEach(symbol -> out.string(SYMBOLS, symbol));
    for (TimeSeries series : all) {
      out.message(TIMESERIES, () -> table.write(out, series));
    }
    return out.toByteArray();
  }

  private void references(String name, String value) {
    reference(name);
    reference(value);
  }

  private int reference(String text) {
    Integer known = references.putIfAbsent(text, symbols.size());
    if (known == null) {
      symbols.add(text);
    }
    return known == null ? symbols.size() - 1 : known;
  }

  private void write(ProtoWriter out, TimeSeries series) {
    int[] labels = new int[2 * series.labels().size()];
    int at = 0;
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      labels[at++] = reference(label.getKey());
      labels[at++] = reference(label.getValue());
    }
    out.packed(LABELS_REFS, labels);
    for (TimeSeries.Sample sample : series.samples()) {
      out.message(SAMPLES, () -> write(out, sample));
    }
    out.message(
        METADATA,
        () ->
            out.varint(METADATA_TYPE, WriteRequestV1.type(series))
                .varint(METADATA_UNIT, reference(series.unitText())));
  }

  private static void write(ProtoWriter out, TimeSeries.Sample sample) {
    out.number(SAMPLE_VALUE, sample.value()).varint(SAMPLE_TIMESTAMP, sample.millis());
    if (sample.startMillis() != 0) {
      out.varint(SAMPLE_START, sample.startMillis());
    }
  }
}
