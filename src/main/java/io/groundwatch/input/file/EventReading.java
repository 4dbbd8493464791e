package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.config.TimestampConfig;
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
import io.groundwatch.text.LongLines;
import io.groundwatch.text.MultiLineSplitter;
import io.groundwatch.text.NulSkipper;
import io.groundwatch.text.PlainSplitter;
import io.groundwatch.text.StartPattern;
import io.groundwatch.text.TextDecoder;
import io.groundwatch.text.TimestampFormat;
import io.groundwatch.text.TimestampReader;
import io.groundwatch.text.ZoneNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
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
  private final TimeDoubts doubts;
  private final @Nullable TimestampReader timestamps;
  private final @Nullable JsonTime timestampField;
  private final @Nullable ContainerExtractor container;

  /**
   * Puts the parts together.
   *
   * @param charset of the files; not the undecided UTF-16
   * @param skippedNuls counts the bytes of holes that are passed over
   * @param doubts about the times of these and the entry's other files
   */
  EventReading(EventConfig config, Charset charset, LongAdder skippedNuls, TimeDoubts doubts) {
    this.config = config;
    this.doubts = doubts;
    this.breaks = Charsets.lineBreaks(charset, config.lines().ending());
    // Docker writes JSON, which is UTF-8 whatever the container wrote.
    boolean docker = config.format() == EventConfig.Format.DOCKER;
    this.decoder = new TextDecoder(docker ? StandardCharsets.UTF_8 : charset);
    this.filter =
        new LineFilter(
            config.filters().stream()
                .map(f -> new LineFilter.Rule(f.include(), LinePattern.compile(f.expression())))
                .toList());
    // Where lines are JSON, who takes them apart also reads their time.
    this.timestamps =
        config.format() == EventConfig.Format.JSON ? null : timestamps(config.timestamps());
    this.timestampField = timestampField(config.timestamps(), timestamps);
    ContainerLine line = containerLine(config);
    this.container = line == null ? null : new ContainerExtractor(line);
    EventSplitter cut = splitter(charset);
    this.splitter = container == null ? new NulSkipper(cut, breaks, skippedNuls) : cut;
  }

  private static List<TimestampFormat> formats(TimestampConfig config) {
    ZoneId zone = ZoneNames.zone(config.timezone());
    return config.formats().stream().map(f -> TimestampFormat.compile(f, zone)).toList();
  }

  private static @Nullable TimestampReader timestamps(TimestampConfig config) {
    return config.formats().isEmpty() ? null : new TimestampReader(formats(config));
  }

  private static @Nullable JsonTime timestampField(
      TimestampConfig config, @Nullable TimestampReader reader) {
    return reader == null
        ? null
        : config.field().map(field -> new JsonTime(field, reader)).orElse(null);
  }

  private static @Nullable ContainerLine containerLine(EventConfig config) {
    return switch (config.format()) {
      case CRI -> new CriLine();
      case DOCKER -> new DockerJsonLine();
      case TEXT, PLAIN, JSON, EMF -> null;
    };
  }

  private EventSplitter splitter(Charset charset) {
    int most = config.lines().maxEventBytes();
    LongLines longLines = config.lines().longLines();
    return switch (config.format()) {
      case CRI -> new ContainerSplitter(new CriLine(), most);
      case DOCKER -> new ContainerSplitter(new DockerJsonLine(), most);
      case PLAIN, JSON, EMF -> new PlainSplitter(breaks, most, longLines);
      case TEXT ->
          new MultiLineSplitter(
              breaks,
              inText(starts(), charset),
              new MultiLineSplitter.Limits(most, config.multiLine().maxLines(), longLines));
    };
  }

  /** What a line looks like that starts an event. */
  private LineCheck starts() {
    return config
        .multiLine()
        .start()
        .map(pattern -> StartPattern.compile(pattern, formats(config.timestamps())))
        .orElse((bytes, offset, length) -> length > 0 && !isBlank(bytes[offset]));
  }

  /** A check of text for bytes of the file's encoding. */
  private static LineCheck inText(LineCheck check, Charset charset) {
    TextDecoder own = new TextDecoder(charset);
    if (charset.equals(StandardCharsets.UTF_8)) {
      return (bytes, offset, length) -> {
        int mark = offset == 0 ? own.markLength(bytes, 0, length) : 0;
        return check.find(bytes, offset + mark, length - mark);
      };
    }
    return (bytes, offset, length) -> {
      // A splitter gives a line at 0 only where the file begins.
      own.decode(bytes, offset, length, offset == 0);
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

  /** What is said where times can hardly be right. */
  TimeDoubts doubts() {
    return doubts;
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

  /** So many of {@code bytes} bytes as are no piece of a code unit. */
  int wholeUnits(int bytes) {
    return bytes - bytes % breaks.width();
  }

  /** The offset after the last line end in {@code [from, to)}; {@code from} if there is none. */
  int afterLastLine(byte[] bytes, int from, int to) {
    int after = from;
    int next = LineBreaks.afterLineBreak(breaks, bytes, after, to);
    while (next >= 0) {
      after = next;
      next = LineBreaks.afterLineBreak(breaks, bytes, after, to);
    }
    return after;
  }
}
