package io.groundwatch.output.loki;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.LogRecord;
import io.groundwatch.codec.ProtoWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The body of a push: {@code logproto.PushRequest} (pkg/push/push.proto of Loki), or the same in
 * JSON (Loki HTTP API, "Ingest logs"). Owned by one thread.
 */
final class PushRequest {
  private static final int STREAMS = 1;
  private static final int LABELS = 1;
  private static final int ENTRIES = 2;
  private static final int TIMESTAMP = 1;
  private static final int SECONDS = 1;
  private static final int NANOS = 2;
  private static final int LINE = 2;
  private static final int METADATA = 3;
  private static final int NAME = 1;
  private static final int VALUE = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Map<SortedMap<String, String>, List<LokiEntry>> streams = new LinkedHashMap<>();
  private final LokiLabels labels;

  PushRequest(LokiLabels labels) {
    this.labels = labels;
  }

  void add(LogRecord line) {
    streams
        .computeIfAbsent(labels.stream(line), s -> new ArrayList<>())
        .add(new LokiEntry(line.timeNanos(), line.message(), labels.metadata(line)));
  }

  /** Old Lokis want the lines of a stream by time, and new ones store them faster so. */
  private void sort() {
    streams.values().forEach(s -> s.sort(Comparator.comparingLong(LokiEntry::timeNanos)));
  }

  byte[] protobuf() {
    sort();
    ProtoWriter out = new ProtoWriter();
    streams.forEach(
        (names, entries) ->
            out.message(
                STREAMS,
                () -> {
                  out.string(LABELS, selector(names));
                  entries.forEach(entry -> out.message(ENTRIES, () -> write(out, entry)));
                }));
    return out.toByteArray();
  }

  byte[] json() {
    sort();
    JsonBytes out = new JsonBytes().raw("{\"streams\":[");
    String separator = "";
    for (Map.Entry<SortedMap<String, String>, List<LokiEntry>> stream : streams.entrySet()) {
      object(out.raw(separator).raw("{\"stream\":"), stream.getKey());
      values(out.raw(",\"values\":["), stream.getValue());
      out.raw("]}");
      separator = ",";
    }
    return out.raw("]}").toByteArray();
  }

  private static void values(JsonBytes out, List<LokiEntry> entries) {
    String separator = "";
    for (LokiEntry entry : entries) {
      out.raw(separator).raw("[").string(Long.toString(entry.timeNanos()));
      out.raw(",").string(entry.line());
      if (!entry.metadata().isEmpty()) {
        object(out.raw(","), entry.metadata());
      }
      out.raw("]");
      separator = ",";
    }
  }

  private static void write(ProtoWriter out, LokiEntry entry) {
    long seconds = Math.floorDiv(entry.timeNanos(), NANOS_PER_SECOND);
    out.message(
        TIMESTAMP,
        () ->
            out.varint(SECONDS, seconds)
                .varint(NANOS, Math.floorMod(entry.timeNanos(), NANOS_PER_SECOND)));
    out.string(LINE, entry.line());
    entry
        .metadata()
        .forEach(
            (name, value) ->
                out.message(METADATA, () -> out.string(NAME, name).string(VALUE, value)));
  }

  /** As a query would select the stream: {@code {host="web1"}}, its values quoted as Go's. */
  private static String selector(SortedMap<String, String> names) {
    return names.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + quoted(label.getValue()) + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static void object(JsonBytes out, SortedMap<String, String> members) {
    out.raw("{");
    String separator = "";
    for (Map.Entry<String, String> member : members.entrySet()) {
      out.raw(separator).string(member.getKey()).raw(":").string(member.getValue());
      separator = ",";
    }
    out.raw("}");
  }
}
