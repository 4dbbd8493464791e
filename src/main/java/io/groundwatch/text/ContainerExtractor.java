package io.groundwatch.text;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the texts out of an event of a {@link ContainerSplitter}: parts joined, with the time of
 * the first. Keeps nothing from one event to the next. Owned by one thread.
 */
public final class ContainerExtractor {
  /** Takes what a container wrote. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a text, which lies in {@code bytes} during this call.
     *
     * @param source of the text, with its time
     */
    void text(byte[] bytes, int offset, int length, Source source);
  }

  /**
   * Where a text comes from.
   *
   * @param timeNanos epoch nanoseconds; 0 where the line was not of the format
   */
  public record Source(long timeNanos, Stream stream) {}

  /** A container's streams. */
  public enum Stream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR,
    /** The line was not of the format, and passes as it is. */
    UNKNOWN
  }

  private static final Source MALFORMED = new Source(0, Stream.UNKNOWN);

  private final ContainerLine format;
  private final Pending out = new Pending(Stream.STDOUT);
  private final Pending err = new Pending(Stream.STDERR);

  /** Reads lines of {@code format}. */
  public ContainerExtractor(ContainerLine format) {
    this.format = format;
  }

  /** Gives the texts of one event to {@code sink}, in the order in which they ended. */
  public void extract(byte[] bytes, int offset, int length, Sink sink) {
    int end = offset + length;
    int line = offset;
    do {
      int lineBreak = LineBreaks.BYTES.lineBreak(bytes, line, end);
      int lineEnd = lineBreak < 0 ? end : LineBreaks.BYTES.textEnd(bytes, line, lineBreak);
      line(bytes, line, lineEnd - line, sink);
      line = lineBreak < 0 ? end : lineBreak + 1;
    } while (line < end);
    out.flush(sink);
    err.flush(sink);
  }

  private void line(byte[] bytes, int offset, int length, Sink sink) {
    if (!format.parse(bytes, offset, length)) {
      sink.text(bytes, offset, length, MALFORMED);
      return;
    }
    Pending pending = format.stderr() ? err : out;
    if (format.partial() || pending.source != null) {
      pending.add(format);
    } else {
      Source source = new Source(format.timeNanos(), pending.stream);
      sink.text(format.content(), format.contentOffset(), format.contentLength(), source);
    }
    if (!format.partial()) {
      pending.flush(sink);
    }
  }

  /** The parts of a stream's text so far. */
  private static final class Pending {
    private final Stream stream;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private @Nullable Source source;

    Pending(Stream stream) {
      this.stream = stream;
    }

    void add(ContainerLine part) {
      if (source == null) {
        source = new Source(part.timeNanos(), stream);
      }
      parts.write(part.content(), part.contentOffset(), part.contentLength());
    }

    void flush(Sink sink) {
      if (source != null) {
        byte[] joined = parts.toByteArray();
        sink.text(joined, 0, joined.length, source);
        source = null;
        parts.reset();
      }
    }
  }
}
