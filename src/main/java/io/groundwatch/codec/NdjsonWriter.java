package io.groundwatch.codec;

import io.groundwatch.model.Batch;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

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
 * <p>Owned by one thread. The bytes are valid until the next batch is written. This is the agent's
 * hottest loop: no object a line is made.
 */
public final class NdjsonWriter {
  private static final byte[] LOG_HEAD = ascii("{\"type\":\"log\",\"time\":\"");
  private static final byte[] LOG_TAIL = ascii("\"}\n");
  private static final byte[] LOG_ATTRIBUTES = ascii("\",\"attributes\":");
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
    byte[][] tails = tails(lines);
    for (int i = 0; i < lines.count(); i++) {
      int start = lines.start(i);
      out.raw(LOG_HEAD).time(lines.times()[i]).raw(middles[lines.origins()[i]]);
      out.escaped(lines.bytes(), start, lines.ends()[i] - start);
      Map<String, String> attributes = lines.attributes().get(i);
      if (attributes == null) {
        out.raw(tails[lines.origins()[i]]);
      } else {
        writeTail(out, lines.originTable().get(lines.origins()[i]).attributes(), attributes);
      }
    }
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

  /** What stands after the message of a line that has no attributes of its own. */
  private byte[][] tails(LogLines lines) {
    byte[][] tails = new byte[lines.originTable().size()][];
    for (int i = 0; i < tails.length; i++) {
      scratch.clear();
      writeTail(scratch, lines.originTable().get(i).attributes(), Map.of());
      tails[i] = scratch.toByteArray();
    }
    return tails;
  }

  /** Ends a line: what all lines of its origin have, and its own, which win. */
  private static void writeTail(JsonBytes to, Map<String, String> shared, Map<String, String> own) {
    Map<String, String> all = own;
    if (!shared.isEmpty() && !own.isEmpty()) {
      all = new TreeMap<>(shared);
      all.putAll(own);
    } else if (own.isEmpty()) {
      all = shared;
    }
    if (all.isEmpty()) {
      to.raw(LOG_TAIL);
    } else {
      to.raw(LOG_ATTRIBUTES);
      writeObject(to, all);
      to.raw("}\n");
    }
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
    writeObject(out, series.dimensions().entries());
    out.raw("}\n");
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
