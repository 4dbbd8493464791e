package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Reads a file as a tail does: it grows, each read starts at the offset reached and brings the
 * marker before it, in an array that holds nothing else, so that a splitter that looks further
 * fails.
 */
final class GrowingFile {
  private static final int MARKER = 64;

  private final byte[] file;
  private final int window;
  private final Charset charset;
  private boolean truncated;

  /** A file of {@code file}, of which one read brings {@code window} bytes at the most. */
  GrowingFile(byte[] file, int window, Charset charset) {
    this.file = file;
    this.window = window;
    this.charset = charset;
  }

  static GrowingFile of(String text, int window) {
    return new GrowingFile(text.getBytes(StandardCharsets.UTF_8), window, StandardCharsets.UTF_8);
  }

  /** Read by splitters that leave out the rest of a long line, so that no read need hold it. */
  GrowingFile truncated() {
    truncated = true;
    return this;
  }

  /** All events when the file is read whole, and is idle at its end if {@code idle}. */
  List<String> events(EventSplitter splitter, boolean idle) {
    return events(splitter, idle, new Random(0), file.length);
  }

  /** All events when the file grows by up to {@code step} bytes between two reads. */
  List<String> events(EventSplitter splitter, boolean idle, Random random, int step) {
    List<String> events = new ArrayList<>();
    int offset = 0;
    int size = 0;
    while (size < file.length) {
      size = Math.min(file.length, size + (step == file.length ? step : 1 + random.nextInt(step)));
      offset = drain(splitter, offset, size, false, events);
    }
    if (idle) {
      drain(splitter, offset, size, true, events);
    }
    return events;
  }

  private int drain(EventSplitter splitter, int from, int size, boolean idle, List<String> events) {
    int offset = from;
    int before;
    do {
      before = offset;
      // Only what the file's end can be seen in is idle.
      offset = read(splitter, offset, size, idle && size - offset < window, events);
      if (truncated && offset == before && size - offset >= window) {
        offset = passOver(splitter, offset, size, idle, events);
      }
    } while (offset > before);
    if (!truncated) {
      assertThat(size - offset).as("bytes left at offset %d", offset).isLessThan(window);
    }
    return offset;
  }

  /** Takes a line that fills the window and whose rest is left out, once its end is seen. */
  private int passOver(
      EventSplitter splitter, int offset, int size, boolean idle, List<String> events) {
    int searched = offset + window;
    while (true) {
      int lead = Math.min(MARKER, searched);
      int end = Math.min(size, searched + window);
      byte[] bytes = Arrays.copyOfRange(file, searched - lead, end);
      int after = splitter.afterLine(bytes, lead, bytes.length);
      if (after < 0 && end == size && !idle) {
        return offset;
      }
      if (after >= 0 || end == size) {
        int before = events.size();
        read(splitter, offset, size, true, events);
        assertThat(events).hasSize(before + 1);
        return after < 0 ? end : searched + after - lead;
      }
      searched = end;
    }
  }

  private int read(
      EventSplitter splitter, int offset, int size, boolean quiet, List<String> events) {
    int lead = Math.min(MARKER, offset);
    int end = Math.min(size, offset + window);
    byte[] bytes = Arrays.copyOfRange(file, offset - lead, end);
    int taken =
        splitter.split(
            bytes,
            lead,
            bytes.length,
            quiet,
            (b, at, length, how) -> {
              assertThat(at).isBetween(lead, bytes.length);
              assertThat(length).isBetween(0, bytes.length - at);
              return events.add(mark(how) + new String(b, at, length, charset));
            });
    assertThat(taken).isBetween(lead, bytes.length);
    return offset + taken - lead;
  }

  /** Events that are not whole begin with "+" (more follows), "!" (cut) or "?" (idle). */
  private static String mark(EventSplitter.End how) {
    return switch (how) {
      case WHOLE -> "";
      case TOO_LONG -> "+";
      case CUT -> "!";
      case IDLE -> "?";
    };
  }
}
