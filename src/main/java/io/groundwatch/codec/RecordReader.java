package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Reads the records of a stored batch, for outputs that send them in another form than {@link
 * NdjsonWriter}'s. Keys that it does not know are passed over. Owned by one thread.
 */
public final class RecordReader {
  /** Names of attributes come from logs: they are not kept for ever. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final StoredBatch batch;
  private final RecordRange range;
  private final IntPredicate wanted;
  private final IsoTimeReader times = new IsoTimeReader();
  private LogRecord previous = new LogRecord(-1, 0, "", "", "", "", Map.of());

  /** Reads those records of {@code range} that are {@code wanted}, by their index in the batch. */
  public RecordReader(StoredBatch batch, RecordRange range, IntPredicate wanted) {
    this.batch = batch;
    this.range = range;
    this.wanted = wanted;
  }

  /** What is read. */
  public StoredBatch batch() {
    return batch;
  }

  /** Which records of it. */
  public RecordRange range() {
    return range;
  }

  /**
   * Gives each log record to {@code sink}, in order.
   *
   * @throws DamagedPayloadException where the payload is not what the batch says
   */
  public void logs(Consumer<LogRecord> sink) throws IOException {
    each((index, fields) -> sink.accept(log(index, fields)));
  }

  /**
   * Gives each metric record to {@code sink}, in order.
   *
   * @throws DamagedPayloadException where the payload is not what the batch says
   */
  public void metrics(Consumer<MetricRecord> sink) throws IOException {
    each((index, fields) -> sink.accept(new MetricRecord(index, sample(fields))));
  }

  private interface RecordSink {
    void accept(int index, Fields fields) throws IOException;
  }

  /** What may stand in a record of either kind; what is absent is empty. */
  private static final class Fields {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private Map<String, String> members = Map.of();
    private List<Double> values = List.of();
    private List<Double> counts = List.of();

    String text(String name) {
      return texts.getOrDefault(name, "");
    }
  }

  private void each(RecordSink sink) throws IOException {
    byte[] lines = Payloads.slice(batch, range, Compression.NONE);
    try (JsonParser parser = JSON.createParser(lines)) {
      for (int index = range.from(); index < range.to(); index++) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new DamagedPayloadException("record " + index + ": no JSON object");
        }
        if (wanted.test(index)) {
          sink.accept(index, fields(parser));
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private static Fields fields(JsonParser parser) throws IOException {
    Fields fields = new Fields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        fields.texts.put(name, parser.getText());
      } else if (value.isNumeric()) {
        fields.numbers.put(name, parser.getDoubleValue());
      } else if (name.equals("attributes") || name.equals("dimensions")) {
        fields.members = members(parser);
      } else if (name.equals("values")) {
        fields.values = numbers(parser);
      } else if (name.equals("counts")) {
        fields.counts = numbers(parser);
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }

  private static Map<String, String> members(JsonParser parser) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, parser.getText());
    }
    return members;
  }

  private static List<Double> numbers(JsonParser parser) throws IOException {
    List<Double> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(parser.getDoubleValue());
    }
    return numbers;
  }

  private LogRecord log(int index, Fields fields) throws IOException {
    previous =
        new LogRecord(
            index,
            times.read(fields.text("time")),
            shared(fields.text("group"), previous.group()),
            shared(fields.text("stream"), previous.stream()),
            shared(fields.text("file"), previous.file()),
            fields.text("message"),
            fields.members);
    return previous;
  }

  /** Neighbours mostly agree: one copy for all. */
  private static String shared(String text, String before) {
    return text.equals(before) ? before : text;
  }

  private MetricSample sample(Fields fields) throws IOException {
    long time = times.read(fields.text("time"));
    MetricSeries series =
        new MetricSeries(
            fields.text("namespace"),
            fields.text("name"),
            Unit.ofLabel(fields.text("unit")).orElse(Unit.NONE),
            new Dimensions(fields.members),
            kind(fields.text("kind")),
            Math.max(1, fields.numbers.getOrDefault("interval", 1.0).intValue()));
    String start = fields.text("start");
    long startTime = start.isEmpty() ? time : times.read(start);
    Double value = fields.numbers.get("value");
    if (value == null || fields.values.size() != fields.counts.size()) {
      throw new DamagedPayloadException("metric " + series.name() + ": no value");
    }
    return fields.values.isEmpty()
        ? new MetricSample(series, time, startTime, value)
        : MetricSample.of(series, time, startTime, set(fields));
  }

  private static ValueSet set(Fields fields) {
    SortedMap<Double, Long> counts = new TreeMap<>();
    for (int i = 0; i < fields.values.size(); i++) {
      counts.put(fields.values.get(i), fields.counts.get(i).longValue());
    }
    return new ValueSet(counts);
  }

  private static MetricKind kind(String key) {
    for (MetricKind kind : MetricKind.values()) {
      if (kind.key().equals(key)) {
        return kind;
      }
    }
    return MetricKind.GAUGE;
  }
}
