package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.text.Charsets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How the files of one entry are read and where their lines are filed: one {@link EventReading} an
 * encoding, which is more than one only where byte order marks decide. Owned by the file input's
 * thread.
 */
final class EventReadings {
  /** What a byte order mark of UTF-16 takes. */
  static final int MARK_BYTES = 2;

  private final EventConfig config;
  private final FileMetrics metrics;
  private final TimeDoubts doubts;
  private final FileOrigins origins;
  private final Map<Charset, EventReading> byCharset = new HashMap<>();

  EventReadings(FileEntry entry, TailTools tools) {
    this.config = entry.config().events();
    this.metrics = tools.metrics();
    this.doubts = new TimeDoubts(entry.config(), tools.metrics().implausible(), tools.trouble());
    this.origins = new FileOrigins(entry.config().stream(), entry.host(), ZoneId.systemDefault());
  }

  /** Names what the lines are filed in. */
  FileOrigins origins() {
    return origins;
  }

  /** How to read an open file, by its first bytes where those decide. */
  EventReading of(Bytes file) throws IOException {
    return byCharset.computeIfAbsent(
        charsetOf(file),
        charset -> new EventReading(config, charset, metrics.skippedNuls(), doubts));
  }

  /** What an open file is in, by its first bytes where those decide. */
  Charset charsetOf(Bytes file) throws IOException {
    Charset named = Charsets.named(config.encoding());
    byte[] head = named.equals(StandardCharsets.UTF_16) ? head(file) : new byte[0];
    return Charsets.ofFile(named, head);
  }

  private static byte[] head(Bytes file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(MARK_BYTES);
    int read = file.read(head, 0);
    return Arrays.copyOf(head.array(), Math.max(0, read));
  }
}
