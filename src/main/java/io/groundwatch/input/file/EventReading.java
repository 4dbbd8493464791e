package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.text.Charsets;
import io.groundwatch.text.ContainerExtractor;
import io.groundwatch.text.ContainerLine;
import io.groundwatch.text.ContainerSplitter;
import io.groundwatch.text.CriLine;
import io.groundwatch.text.DockerJsonLine;
import io.groundwatch.text.EventSplitter;
import io.groundwatch.text.JsonTime;
import io.groundwatch.text.LineBreaks;
import io.groundwatch.text.LineCheck;
import io.groundwatch.text.LineFilter;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.MultiLineSplitter;
import io.groundwatch.text.NulSkipper;
import io.groundwatch.text.PlainSplitter;
import io.groundwatch.text.TextDecoder;
import io.groundwatch.text.TimestampFormat;
import io.groundwatch.text.TimestampReader;
import io.groundwatch.text.ZoneNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How the files of one entry in one encoding are read: the parts of {@code text} that its {@link
 * EventConfig} asks for, put together. Stateless between files, but with scratch space: owned by
 * the file input's thread.
 */
final class EventReading {
  private final EventConfig config;
  private final EventSplitter splitter;
  private final LineBreaks breaks;
  private final TextDecoder decoder;
  private final LineFilter filter;
  private final @Nullable TimestampReader timestamps;
  private final @Nullable JsonTime timestampField;
  private final @Nullable ContainerExtractor container;

  /**
   * Puts the parts together.
   *
   * @param charset of the files; not the undecided UTF-16
   * @param skippedNuls counts the bytes of holes that are passed over
   */
  EventReading(EventConfig config, Charset charset, LongAdder skippedNuls) {
    this.config = config;
    this.breaks = Charsets.lineBreaks(charset);
    // Docker writes JSON, which is UTF-8 whatever the container wrote.
    boolean docker = config.format() == EventConfig.Format.DOCKER;
    this.decoder = new TextDecoder(docker ? StandardCharsets.UTF_8 : charset);
    this.filter =
        new LineFilter(
            config.filters().stream()
                .map(f -> new LineFilter.Rule(f.include(), LinePattern.compile(f.expression())))
                .toList());
    this.timestamps = timestamps(config);
    this.timestampField = timestampField(config, timestamps);
    ContainerLine line = containerLine(config);
    this.container = line == null ? null : new ContainerExtractor(line);
    EventSplitter cut = splitter(charset);
    this.splitter =
        breaks.equals(LineBreaks.BYTES) && container == null
            ? new NulSkipper(cut, skippedNuls)
            : cut;
  }

  private static @Nullable TimestampReader timestamps(EventConfig config) {
    // Where lines are JSON, who takes them apart also reads their time.
    return config
        .timestampFormat()
        .filter(f -> config.format() != EventConfig.Format.JSON)
        .map(f -> TimestampFormat.compile(f, ZoneNames.zone(config.timezone())).reader())
        .orElse(null);
  }

  private static @Nullable JsonTime timestampField(
      EventConfig config, @Nullable TimestampReader reader) {
    return reader == null
        ? null
        : config.timestampField().map(field -> new JsonTime(field, reader)).orElse(null);
  }

  private static @Nullable ContainerLine containerLine(EventConfig config) {
    return switch (config.format()) {
      case CRI -> new CriLine();
      case DOCKER -> new DockerJsonLine();
      case TEXT, PLAIN, JSON -> null;
    };
  }

  private EventSplitter splitter(Charset charset) {
    return switch (config.format()) {
      case CRI -> new ContainerSplitter(new CriLine(), TailTools.MAX_LINE_BYTES);
      case DOCKER -> new ContainerSplitter(new DockerJsonLine(), TailTools.MAX_LINE_BYTES);
      case PLAIN, JSON ->
          new PlainSplitter(breaks, TailTools.MAX_LINE_BYTES, PlainSplitter.LongLines.SPLIT);
      case TEXT ->
          new MultiLineSplitter(
              breaks,
              inText(starts(), charset),
              new MultiLineSplitter.Limits(TailTools.MAX_LINE_BYTES, MultiLineSplitter.MAX_LINES));
    };
  }

  /** What a line looks like that starts an event. */
  private LineCheck starts() {
    String pattern = config.multiLineStart().orElse("");
    if (pattern.isEmpty()) {
      return (bytes, offset, length) -> length > 0 && !isBlank(bytes[offset]);
    }
    if (pattern.equals(EventConfig.TIMESTAMP)) {
      TimestampReader own = timestamps(config);
      return (bytes, offset, length) -> own != null && own.find(bytes, offset, length, 0);
    }
    return LinePattern.compile(pattern);
  }

  /** A check of text for bytes of the file's encoding. */
  private static LineCheck inText(LineCheck check, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return check;
    }
    TextDecoder own = new TextDecoder(charset);
    return (bytes, offset, length) -> {
      own.decode(bytes, offset, length, false);
      return check.find(own.bytes(), own.offset(), own.length());
    };
  }

  /** The white space of RE2's {@code \s}. */
  private static boolean isBlank(byte first) {
    return first == ' ' || (first >= '\t' && first <= '\r');
  }

  EventConfig config() {
    return config;
  }

  EventSplitter splitter() {
    return splitter;
  }

  TextDecoder decoder() {
    return decoder;
  }

  LineFilter filter() {
    return filter;
  }

  /** What found the last time, and where; null where no format is named. */
  @Nullable TimestampReader timestamps() {
    return timestamps;
  }

  /** The time in an event's text, or in the member of its JSON that is named; empty if none. */
  OptionalLong timeIn(byte[] bytes, int offset, int length, long nowNanos) {
    if (timestampField != null) {
      return timestampField.find(bytes, offset, length, nowNanos);
    }
    return timestamps != null && timestamps.find(bytes, offset, length, nowNanos)
        ? timestamps.time()
        : OptionalLong.empty();
  }

  /** Takes a container runtime's line apart; null where the files are not one's. */
  @Nullable ContainerExtractor container() {
    return container;
  }

  /** The offset after the last line end in {@code [from, to)}; {@code from} if there is none. */
  int afterLastLine(byte[] bytes, int from, int to) {
    int after = from;
    int lineFeed = breaks.lineFeed(bytes, after, to);
    while (lineFeed >= 0) {
      after = lineFeed + breaks.width();
      lineFeed = breaks.lineFeed(bytes, after, to);
    }
    return after;
  }
}
