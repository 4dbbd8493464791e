package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Finds the time of events that are JSON objects in one of their fields: {@code time}, or {@code
 * log.time} for the field {@code time} of the object {@code log}, or a field that has the dot in
 * its name. The first such field counts, and a string or a number in it. One thread.
 */
public final class JsonTime {
  /** How far into an event the field's end may be. */
  static final int SCANNED_BYTES = 16 * 1024;

  private final byte[] path;
  private final TimestampReader reader;

  /**
   * The times of one tail.
   *
   * @param path the names of the fields from the outermost, with dots between
   * @param reader reads the field's text; anywhere in a string, and a number as a whole
   * @throws IllegalArgumentException for an empty path
   */
  public JsonTime(String path, TimestampReader reader) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("timestamp_field: \"\" (expected: a name)");
    }
    this.path = path.getBytes(StandardCharsets.UTF_8);
    this.reader = reader;
  }

  /**
   * The time in nanoseconds since the epoch, or empty where the event is no JSON object, has no
   * such field or no time in it.
   *
   * @param nowNanos as {@link TimestampReader#find} takes it
   */
  public OptionalLong find(byte[] bytes, int offset, int length, long nowNanos) {
    JsonScanner json = new JsonScanner(bytes, offset + Math.min(length, SCANNED_BYTES));
    int object = json.skipBlanks(offset);
    int value = json.is(object, '{') ? locate(json, object, 0) : JsonScanner.NOWHERE;
    int end = value == JsonScanner.NOWHERE ? value : json.afterValue(value);
    if (end == JsonScanner.NOWHERE || json.is(value, '{') || json.is(value, '[')) {
      return OptionalLong.empty();
    }
    return json.is(value, '"')
        ? inString(json, value + 1, end - 1, nowNanos)
        : inNumber(bytes, value, end, nowNanos);
  }

  /** The place of the value at the path's rest in the object at {@code object}. */
  private int locate(JsonScanner json, int object, int from) {
    int next = json.skipBlanks(object + 1);
    while (json.is(next, '"')) {
      int keyEnd = json.afterString(next);
      int colon = json.skipBlanks(keyEnd);
      if (!json.is(colon, ':')) {
        return JsonScanner.NOWHERE;
      }
      int value = json.skipBlanks(colon + 1);
      int found = taken(json, from + pathLength(json, next + 1, keyEnd - 1, from), from, value);
      if (found != JsonScanner.NOWHERE) {
        return found;
      }
      int comma = json.skipBlanks(json.afterValue(value));
      next = json.is(comma, ',') ? json.skipBlanks(comma + 1) : JsonScanner.NOWHERE;
    }
    return JsonScanner.NOWHERE;
  }

  /** What a field gives whose name reaches in the path from {@code from} to {@code reached}. */
  private int taken(JsonScanner json, int reached, int from, int value) {
    if (reached == path.length) {
      return value;
    }
    boolean leads = reached > from && path[reached] == '.' && json.is(value, '{');
    return leads ? locate(json, value, reached + 1) : JsonScanner.NOWHERE;
  }

  /** The length of a field's name if the path goes on with it, or 0. */
  private int pathLength(JsonScanner json, int keyFrom, int keyTo, int from) {
    if (json.hasEscape(keyFrom, keyTo)) {
      byte[] key = json.unescaped(keyFrom, keyTo);
      return startsWith(from, key, 0, key.length) ? key.length : 0;
    }
    return startsWith(from, json.bytes(), keyFrom, keyTo) ? keyTo - keyFrom : 0;
  }

  private boolean startsWith(int from, byte[] key, int keyFrom, int keyTo) {
    int to = from + keyTo - keyFrom;
    return to <= path.length && Arrays.equals(path, from, to, key, keyFrom, keyTo);
  }

  private OptionalLong inString(JsonScanner json, int from, int to, long nowNanos) {
    if (json.hasEscape(from, to)) {
      byte[] text = json.unescaped(from, to);
      reader.find(text, 0, text.length, nowNanos);
    } else {
      reader.find(json.bytes(), from, to - from, nowNanos);
    }
    return reader.time();
  }

  /** A part of a number is another number. */
  private OptionalLong inNumber(byte[] bytes, int from, int to, long nowNanos) {
    boolean whole =
        reader.find(bytes, from, to - from, nowNanos)
            && reader.start() == from
            && reader.end() == to;
    return whole ? reader.time() : OptionalLong.empty();
  }
}
