package io.groundwatch.codec;

import io.groundwatch.model.Batch;
import io.groundwatch.model.LineAttributes;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a batch as NDJSON, one record a line: Groundwatch's own format on disk, on the wire and on
 * stdout.
 *
 * <pre>
 * {"type":"log","time":"2026-01-31T12:00:00.123Z","group":"app","stream":"web1",
 *  "file":"/var/log/app/a.log","message":"…"}
 * {"type":"metric","time":"2026-01-31T12:00:00.000Z","namespace":"CWAgent","name":"net_bytes_sent",
 *  "value":3.25,"unit":"Bytes","kind":"delta","start":"2026-01-31T11:59:50.000Z","interval":10,
 *  "resolution":1,"dimensions":{"host":"web1"}}
 * </pre>
 *
 * <p>(each on one line). {@code start} is there unless the kind is {@code gauge}; {@code interval}
 * and {@code resolution} are seconds; {@code resolution} is 1 or 60. A reader passes over keys that
 * it does not know. A log record may end with {@code "attributes"}, an object of strings: those of
 * its origin, such as {@code service.name}, and its own, such as {@code "log.cut":"too_long"} where
 * it was cut. {@code file} is there where it was read from one.
 *
 * <p>Owned by one thread. This is the agent's hottest loop: no object a line is made.
 */
public final class NdjsonWriter {
  private static final byte[] LOG_HEAD = ascii("{\"type\":\"log\",\"time\":\"");
  private static final byte[] LOG_TAIL = ascii("\"}\n");
  private static final byte[] SET_VALUES = ascii(",\"values\":[");
  private static final byte[] SET_COUNTS = ascii("],\"counts\":[");
  private static final byte[] COMMA = ascii(",");
  private static final byte[] LOG_ATTRIBUTES = ascii("\",\"attributes\":{\"");
  private static final byte[] BEFORE_VALUE = ascii("\":\"");
  private static final byte[] BEFORE_NAME = ascii("\",\"");
  private static final byte[] LOG_ATTRIBUTES_TAIL = ascii("\"}}\n");
  private static final byte[] METRIC_HEAD = ascii("{\"type\":\"metric\",\"time\":\"");

  /**
   * An attribute of all lines of an origin: its name, and both as they are written within quotes.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record SharedAttribute(byte[] name, byte[] json) {}

  /**
   * A batch is handed over in parts of about so much, and is nowhere in memory as a whole: large
   * enough for a compressor, and small enough to stay in a core's cache until it has been there.
   * With the record that fills it, it mostly takes no more than 64 KiB.
   */
  static final int CHUNK_BYTES = 60 << 10;

  private final JsonBytes out = new JsonBytes();
  private final JsonBytes scratch = new JsonBytes();

  /** Takes the parts of a batch, in order. */
  @FunctionalInterface
  public interface Chunks {
    /** One part: {@code length} bytes from the start of {@code bytes}, good until it returns. */
    void accept(byte[] bytes, int length);
  }

  /** Writes all records of {@code batch}; every part is of whole records, and none is empty. */
  public void write(Batch batch, Chunks chunks) {
    out.clear();
    if (batch instanceof Batch.Logs logs) {
      writeLines(logs.lines(), chunks);
    } else if (batch instanceof Batch.Metrics metrics) {
      for (MetricSample sample : metrics.samples()) {
        writeSample(sample);
        handOver(chunks, CHUNK_BYTES);
      }
    } else if (batch instanceof Batch.Encoded encoded && encoded.ndjson().length > 0) {
      chunks.accept(encoded.ndjson(), encoded.ndjson().length);
    }
    handOver(chunks, 1);
  }

  private void handOver(Chunks chunks, int atLeast) {
    if (out.length() >= atLeast) {
      chunks.accept(out.array(), out.length());
      out.clear();
    }
  }

  private void writeLines(LogLines lines, Chunks chunks) {
    byte[][] middles = middles(lines);
    byte[][] tails = tails(lines);
    List<List<SharedAttribute>> shared =
        lines.originTable().stream().map(this::sharedAttributes).toList();
    LineAttributes attributes = lines.attributes();
    for (int i = 0; i < lines.count(); i++) {
      int start = lines.start(i);
      out.raw(LOG_HEAD).time(lines.times()[i]).raw(middles[lines.origins()[i]]);
      out.escaped(lines.bytes(), start, lines.ends()[i] - start);
      if (attributes.first(i) == attributes.after(i)) {
        out.raw(tails[lines.origins()[i]]);
      } else {
        writeAttributes(shared.get(lines.origins()[i]), attributes, i);
      }
      handOver(chunks, CHUNK_BYTES);
    }
  }

  /** What all lines of the origin have, unless this one has its own, and then its own. */
  private void writeAttributes(List<SharedAttribute> shared, LineAttributes own, int line) {
    byte[] before = LOG_ATTRIBUTES;
    for (SharedAttribute attribute : shared) {
      if (!own.has(line, attribute.name())) {
        out.raw(before).raw(attribute.json());
        before = BEFORE_NAME;
      }
    }
    for (int text = own.first(line); text < own.after(line); text++) {
      int start = own.start(text);
      out.raw(before).escaped(own.bytes(), start, own.ends()[text] - start);
      before = before == BEFORE_VALUE ? BEFORE_NAME : BEFORE_VALUE;
    }
    out.raw(LOG_ATTRIBUTES_TAIL);
  }

  /** What stands between time and message: the same for all lines of one origin. */
  private byte[][] middles(LogLines lines) {
    byte[][] middles = new byte[lines.originTable().size()][];
    for (int i = 0; i < middles.length; i++) {
      LogOrigin origin = lines.originTable().get(i);
      scratch.clear();
      scratch.raw("\",\"group\":").string(origin.group());
      scratch.raw(",\"stream\":").string(origin.stream());
      if (!origin.file().isEmpty()) {
        scratch.raw(",\"file\":").string(origin.file());
      }
      scratch.raw(",\"message\":\"");
      middles[i] = scratch.toByteArray();
    }
    return middles;
  }

  private List<SharedAttribute> sharedAttributes(LogOrigin origin) {
    List<SharedAttribute> shared = new ArrayList<>();
    origin
        .attributes()
        .forEach(
            (name, value) -> {
              byte[] utf8Name = name.getBytes(StandardCharsets.UTF_8);
              byte[] utf8Value = value.getBytes(StandardCharsets.UTF_8);
              scratch.clear();
              scratch.escaped(utf8Name, 0, utf8Name.length).raw(BEFORE_VALUE);
              scratch.escaped(utf8Value, 0, utf8Value.length);
              shared.add(new SharedAttribute(utf8Name, scratch.toByteArray()));
            });
    return shared;
  }

  /** What stands after the message of a line that has no attributes of its own. */
  private byte[][] tails(LogLines lines) {
    byte[][] tails = new byte[lines.originTable().size()][];
    for (int i = 0; i < tails.length; i++) {
      Map<String, String> shared = lines.originTable().get(i).attributes();
      scratch.clear();
      if (shared.isEmpty()) {
        scratch.raw(LOG_TAIL);
      } else {
        scratch.raw("\",\"attributes\":");
        writeObject(scratch, shared);
        scratch.raw("}\n");
      }
      tails[i] = scratch.toByteArray();
    }
    return tails;
  }

  private void writeSample(MetricSample sample) {
    MetricSeries series = sample.series();
    out.raw(METRIC_HEAD).time(sample.timeNanos());
    out.raw("\",\"namespace\":").string(series.namespace());
    out.raw(",\"name\":").string(series.name());
    out.raw(",\"value\":").number(sample.value());
    sample.set().ifPresent(this::writeSet);
    out.raw(",\"unit\":").string(series.unit().label());
    out.raw(",\"kind\":").string(series.kind().key());
    if (series.kind() != MetricKind.GAUGE) {
      out.raw(",\"start\":\"").time(sample.startNanos()).raw("\"");
    }
    out.raw(",\"interval\":").number(series.intervalSeconds());
    out.raw(",\"resolution\":").number(series.storageResolutionSeconds());
    out.raw(",\"dimensions\":");
    writeObject(out, series.dimensions().entries());
    out.raw("}\n");
  }

  private void writeSet(ValueSet set) {
    byte[] before = SET_VALUES;
    for (int i = 0; i < set.size(); i++) {
      out.raw(before).number(set.value(i));
      before = COMMA;
    }
    before = SET_COUNTS;
    for (int i = 0; i < set.size(); i++) {
      out.raw(before).number(set.count(i));
      before = COMMA;
    }
    out.raw("]");
  }

  private static void writeObject(JsonBytes to, Map<String, String> members) {
    to.raw("{");
    String separator = "";
    for (Map.Entry<String, String> member : members.entrySet()) {
      to.raw(separator).string(member.getKey()).raw(":").string(member.getValue());
      separator = ",";
    }
    to.raw("}");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
