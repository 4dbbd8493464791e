package io.groundwatch.input.file;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.text.ContainerExtractor;
import io.groundwatch.text.ContainerExtractor.Source;
import io.groundwatch.text.EventClock;
import io.groundwatch.text.EventSplitter;
import io.groundwatch.text.TextDecoder;
import io.groundwatch.text.TimestampReader;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the events of one read to a batcher: decoded, filtered, timed, marked where they were cut,
 * and then taken through the entry's processors. Owned by the file input's thread.
 */
final class EventTaker implements EventSplitter.Sink {
  /**
   * The attribute of an event that is not the whole of one: {@code too_long} where more of it
   * follows, {@code truncated} where the rest is left out, {@code idle}.
   */
  private static final String CUT = "log.cut";

  private static final Map<String, String> TOO_LONG = Map.of(CUT, "too_long");
  private static final Map<String, String> TRUNCATED = Map.of(CUT, "truncated");
  private static final Map<String, String> IDLE = Map.of(CUT, "idle");
  private static final Map<String, String> STDERR = Map.of("log.iostream", "stderr");

  private final LogBatcher batcher;
  private final @Nullable Processor processor;
  private final EventDraft draft;
  private final LogOrigin origin;
  private final EventReading reading;
  private final EventClock clock;
  private final FileMetrics metrics;
  private final int fileStart;
  private final long nowNanos;
  private int taken;
  private boolean refused;

  /**
   * For events of {@code file} that were read now.
   *
   * @param fileStart whether the buffer starts where the file does
   */
  EventTaker(
      LogFeed feed, FileTail.Source file, EventClock clock, TailTools tools, boolean fileStart) {
    this.batcher = feed.batcher();
    this.processor = feed.processor().orElse(null);
    this.draft = tools.draft();
    this.origin = file.origin();
    this.reading = file.reading();
    this.clock = clock;
    this.metrics = tools.metrics();
    this.fileStart = fileStart ? 0 : -1;
    this.nowNanos = tools.time().wallNanos();
  }

  @Override
  public boolean event(byte[] bytes, int offset, int length, EventSplitter.End end) {
    if (!batcher.fits(length)) {
      refused = true;
      return false;
    }
    Map<String, String> mark = mark(end);
    ContainerExtractor container = reading.container();
    if (container != null) {
      container.extract(
          bytes, offset, length, (b, at, n, source) -> decode(b, at, n, source, mark));
    } else {
      decode(bytes, offset, length, null, mark);
    }
    return true;
  }

  /** Notes that the read is over. Returns how many events were taken. */
  int finish() {
    if (reading.timestamps() != null || processor != null) {
      reading.doubts().say(origin.file(), clock.without());
    }
    return taken;
  }

  /** Whether the batch was full before the read was at its end. */
  boolean refused() {
    return refused;
  }

  private void decode(
      byte[] bytes, int offset, int length, @Nullable Source source, Map<String, String> mark) {
    TextDecoder decoder = reading.decoder();
    decoder.decode(bytes, offset, length, source == null && offset == fileStart);
    if (decoder.replaced() > 0) {
      metrics.repaired().increment();
    }
    text(decoder.bytes(), decoder.offset(), decoder.length(), source, mark);
  }

  private void text(
      byte[] bytes, int offset, int length, @Nullable Source source, Map<String, String> mark) {
    TimestampReader timestamps = reading.timestamps();
    if (timestamps == null || !reading.config().timestamps().trim()) {
      if (passes(bytes, offset, length)) {
        OptionalLong found = reading.timeIn(bytes, offset, length, nowNanos);
        take(bytes, offset, length, time(found, source), attributes(source, mark));
      }
      return;
    }
    // As upstream, filters see what is sent.
    OptionalLong found = reading.timeIn(bytes, offset, length, nowNanos);
    if (found.isPresent()) {
      byte[] rest = without(bytes, offset, length, timestamps.start(), timestamps.end());
      if (passes(rest, 0, rest.length)) {
        take(rest, 0, rest.length, time(found, source), attributes(source, mark));
      }
    } else if (passes(bytes, offset, length)) {
      take(bytes, offset, length, time(found, source), attributes(source, mark));
    }
  }

  private boolean passes(byte[] bytes, int offset, int length) {
    boolean passes = reading.filter().find(bytes, offset, length);
    if (!passes) {
      metrics.filtered().increment();
    }
    return passes;
  }

  /**
   * The time that an event has of itself: found in it, or its runtime's; what is amiss is noted.
   */
  private OptionalLong time(OptionalLong found, @Nullable Source source) {
    if (reading.timestamps() == null) {
      return source != null && source.timeNanos() > 0
          ? OptionalLong.of(source.timeNanos())
          : OptionalLong.empty();
    }
    metrics.untimed().add(found.isPresent() ? 0 : 1);
    doubt(found);
    return found;
  }

  private void doubt(OptionalLong found) {
    if (found.isPresent() && TimeDoubts.isImplausible(found.getAsLong(), nowNanos)) {
      reading.doubts().note(found.getAsLong(), nowNanos);
    }
  }

  private void take(
      byte[] bytes, int offset, int length, OptionalLong found, Map<String, String> attributes) {
    if (processor != null) {
      process(processor, bytes, offset, length, found, attributes);
      return;
    }
    long time =
        reading.timestamps() == null ? found.orElse(nowNanos) : clock.timeOf(found, nowNanos);
    batcher.append(origin, time, bytes, offset, length);
    if (!attributes.isEmpty()) {
      batcher.attributes(attributes);
    }
    taken++;
  }

  private void process(
      Processor through,
      byte[] bytes,
      int offset,
      int length,
      OptionalLong found,
      Map<String, String> attributes) {
    draft.begin(bytes, offset, length, nowNanos);
    if (found.isPresent()) {
      draft.time(found.getAsLong());
    }
    if (!attributes.isEmpty()) {
      attributes.forEach(draft.attributes()::put);
    }
    if (!through.process(draft)) {
      return;
    }
    if (found.isEmpty()) {
      doubt(draft.time());
    }
    long time = clock.timeOf(draft.time(), nowNanos);
    batcher.append(origin, time, draft.bytes(), draft.offset(), draft.length());
    batcher.attributes(draft.attributes());
    taken++;
  }

  private static byte[] without(byte[] bytes, int offset, int length, int start, int end) {
    byte[] rest = new byte[length - (end - start)];
    System.arraycopy(bytes, offset, rest, 0, start - offset);
    System.arraycopy(bytes, end, rest, start - offset, offset + length - end);
    return rest;
  }

  private Map<String, String> attributes(@Nullable Source source, Map<String, String> mark) {
    if (source == null || source.stream() == ContainerExtractor.Stream.STDOUT) {
      return mark;
    }
    if (source.stream() == ContainerExtractor.Stream.UNKNOWN) {
      metrics.malformed().increment();
      return mark;
    }
    if (mark.isEmpty()) {
      return STDERR;
    }
    Map<String, String> both = new TreeMap<>(STDERR);
    both.putAll(mark);
    return both;
  }

  private Map<String, String> mark(EventSplitter.End end) {
    switch (end) {
      case TOO_LONG -> {
        metrics.pieces().increment();
        return TOO_LONG;
      }
      case CUT -> {
        metrics.truncated().increment();
        return TRUNCATED;
      }
      case IDLE -> {
        metrics.unended().increment();
        return IDLE;
      }
      case WHOLE -> {
        return Map.of();
      }
    }
    throw new IllegalStateException("end: " + end);
  }
}
