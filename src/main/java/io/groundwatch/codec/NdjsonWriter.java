package io.groundwatch.codec;

import io.groundwatch.model.Batch;
import io.groundwatch.model.LineAttributes;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import java.nio.charset.StandardCharsets;
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
 * it does not know. A log record may end with {@code ,"attributes":{"log.cut":"too_long"}} and the
 * like: an object of strings.
 *
 * <p>Owned by one thread. The bytes are valid until the next batch is written. This is the agent's
 * hottest loop: no object a line is made.
 */
public final class NdjsonWriter {
  private static final byte[] LOG_HEAD = ascii("{\"type\":\"log\",\"time\":\"");
  private static final byte[] LOG_TAIL = ascii("\"}\n");
  private static final byte[] LOG_ATTRIBUTES = ascii("\",\"attributes\":{\"");
  private static final byte[] BEFORE_VALUE = ascii("\":\"");
  private static final byte[] BEFORE_NAME = ascii("\",\"");
  private static final byte[] LOG_ATTRIBUTES_TAIL = ascii("\"}}\n");
  private static final byte[] METRIC_HEAD = ascii("{\"type\":\"metric\",\"time\":\"");

  private final JsonBytes out = new JsonBytes();
  private final JsonBytes scratch = new JsonBytes();

  /** Writes all records of {@code batch} in place of what was written before. */
  public void write(Batch batch) {
    out.clear();
    if (batch instanceof Batch.Logs logs) {
      writeLines(logs.lines());
    } else if (batch instanceof Batch.Metrics metrics) {
      metrics.samples().forEach(this::writeSample);
    }
  }

  /** The array that holds what was written, from its start. */
  public byte[] array() {
    return out.array();
  }

  /** How many bytes were written. */
  public int length() {
    return out.length();
  }

  private void writeLines(LogLines lines) {
    byte[][] middles = middles(lines);
    LineAttributes attributes = lines.attributes();
    for (int i = 0; i < lines.count(); i++) {
      int start = lines.start(i);
      out.raw(LOG_HEAD).time(lines.times()[i]).raw(middles[lines.origins()[i]]);
      out.escaped(lines.bytes(), start, lines.ends()[i] - start);
      if (attributes.first(i) == attributes.after(i)) {
        out.raw(LOG_TAIL);
      } else {
        writeAttributes(attributes, i);
      }
    }
  }

  private void writeAttributes(LineAttributes attributes, int line) {
    byte[] before = LOG_ATTRIBUTES;
    for (int text = attributes.first(line); text < attributes.after(line); text++) {
      int start = attributes.start(text);
      out.raw(before).escaped(attributes.bytes(), start, attributes.ends()[text] - start);
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
      scratch.raw(",\"file\":").string(origin.file()).raw(",\"message\":\"");
      middles[i] = scratch.toByteArray();
    }
    return middles;
  }

  private void writeSample(MetricSample sample) {
    MetricSeries series = sample.series();
    out.raw(METRIC_HEAD).time(sample.timeNanos());
    out.raw("\",\"namespace\":").string(series.namespace());
    out.raw(",\"name\":").string(series.name());
    out.raw(",\"value\":").number(sample.value());
    out.raw(",\"unit\":").string(series.unit().label());
    out.raw(",\"kind\":").string(series.kind().key());
    if (series.kind() != MetricKind.GAUGE) {
      out.raw(",\"start\":\"").time(sample.startNanos()).raw("\"");
    }
    out.raw(",\"interval\":").number(series.intervalSeconds());
    out.raw(",\"resolution\":").number(series.storageResolutionSeconds());
    out.raw(",\"dimensions\":");
    writeObject(series.dimensions().entries());
    out.raw("}\n");
  }

  private void writeObject(Map<String, String> members) {
    out.raw("{");
    String separator = "";
    for (Map.Entry<String, String> member : members.entrySet()) {
      out.raw(separator).string(member.getKey()).raw(":").string(member.getValue());
      separator = ",";
    }
    out.raw("}");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
