package io.groundwatch.input.journal;

import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.LogNames;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.text.LineBreaks;
import io.groundwatch.text.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of journal entries and gives them to a batcher: the message as valid UTF-8, its
 * time, and as attributes what the journal knows of where it comes from. Owned by the journal
 * input's thread.
 */
final class RecordTaker {
  /** As of lines: longer messages are cut into pieces of it. */
  static final int MAX_PIECE_BYTES = 256 << 10;

  private static final Map<String, String> TOO_LONG = Map.of("log.cut", "too_long");

  private final LogStreamConfig stream;
  private final LogNames names;
  private final TimeSource time;
  private final LogBatcher batcher;
  private final OwnRecords own;
  private final RecordAttributes attributes;
  private final JournalMetrics metrics;
  private final MessageFilter filter;
  private final @Nullable UnitGlobs units;
  private final TextDecoder decoder = new TextDecoder(StandardCharsets.UTF_8);
  private @Nullable LogOrigin origin;
  private int originVersion;

  RecordTaker(JournalEntry entry, LogBatcher batcher, JournalTools tools) {
    JournalConfig config = entry.config();
    this.stream = config.stream();
    this.names = new LogNames(stream, entry.host(), ZoneId.systemDefault());
    this.time = tools.time();
    this.batcher = batcher;
    this.own = tools.own();
    this.attributes = tools.attributes();
    this.metrics = tools.metrics();
    this.filter = new MessageFilter(config.filters());
    this.units =
        UnitGlobs.anyIn(config.selection().units())
            ? new UnitGlobs(config.selection().units())
            : null;
  }

  /** Takes an entry, or passes over it. Returns false, and does nothing, where it finds no room. */
  boolean take(ExportParser entry) {
    if (units != null && !units.take(entry)) {
      return true;
    }
    if (own.wrote(entry)) {
      metrics.own().increment();
      return true;
    }
    if (!entry.has(JournalField.MESSAGE)) {
      metrics.empty().increment();
      return true;
    }
    decoder.decode(
        entry.bytes(),
        entry.start(JournalField.MESSAGE),
        entry.length(JournalField.MESSAGE),
        false);
    int length = withoutLineEnd(decoder.bytes(), decoder.offset(), decoder.length());
    if (!filter.find(decoder.bytes(), decoder.offset(), length)) {
      metrics.filtered().increment();
      return true;
    }
    if (!batcher.fits(length)) {
      return false;
    }
    append(entry, length);
    return true;
  }

  /** All pieces go into one batch, so that no position lies between them. */
  private void append(ExportParser entry, int length) {
    AttributeSet all = attributes.of(entry);
    long time = timeNanos(entry);
    byte[] bytes = decoder.bytes();
    int at = decoder.offset();
    int end = at + length;
    while (end - at > MAX_PIECE_BYTES) {
      int cut = LineBreaks.BYTES.cut(bytes, at, at + MAX_PIECE_BYTES);
      piece(time, bytes, at, cut - at, all);
      batcher.attributes(TOO_LONG);
      metrics.pieces().increment();
      at = cut;
    }
    piece(time, bytes, at, end - at, all);
    if (entry.cut()) {
      batcher.attributes(TOO_LONG);
      metrics.truncated().increment();
    }
    metrics.records().increment();
    metrics.bytes().add(length);
    metrics.repaired().add(decoder.replaced() > 0 ? 1 : 0);
  }

  private void piece(long time, byte[] bytes, int offset, int length, AttributeSet all) {
    batcher.append(origin(), time, bytes, offset, length);
    batcher.attributes(all);
  }

  /** Names change with the day, and when more is known of the host. */
  private LogOrigin origin() {
    int version = names.version(time.wallNanos());
    LogOrigin known = origin;
    if (known == null || version != originVersion) {
      known =
          new LogOrigin(
              names.fill(stream.group().orElse("")),
              names.fill(stream.stream()),
              "",
              stream.attributes());
      origin = known;
      originVersion = version;
    }
    return known;
  }

  /** When it was said, where the sender tells, else when the journal received it. */
  private static long timeNanos(ExportParser entry) {
    long received = entry.number(JournalField.REALTIME).orElse(0);
    return TimeUnit.MICROSECONDS.toNanos(
        entry.number(JournalField.SOURCE_REALTIME).orElse(received));
  }

  private static int withoutLineEnd(byte[] bytes, int offset, int length) {
    int end = offset + length;
    return length > 0 && bytes[end - 1] == '\n'
        ? LineBreaks.BYTES.textEnd(bytes, offset, end - 1) - offset
        : length;
  }
}
