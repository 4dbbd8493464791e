package io.groundwatch.input.statsd;

import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of StatsD, read in place: {@code name:value|type|@rate|#tag:value,tag}, where values may
 * be several, {@code name:1:2:3|ms}. Other parts, such as DogStatsD's container and timestamp, are
 * passed over. Source: the StatsD protocol's metric types, and DogStatsD's datagram format. Used
 * again for each line; one thread.
 */
final class Line {
  /** A line may stand for so many at most. */
  private static final double MIN_RATE = 1e-9;

  /** Why a line is none. */
  enum Fault {
    FORMAT,
    VALUE,
    TYPE,
    RATE
  }

  private byte[] bytes = new byte[0];
  private int start;
  private int nameEnd;
  private int valueStart;
  private int valuesEnd;
  private int tagsStart;
  private int tagsEnd;
  private double rate;
  private MetricType type = MetricType.COUNTER;
  private final Decimal decimal = new Decimal();
  private boolean signed;

  /** Reads a line; null = it is one. */
  @Nullable Fault read(byte[] from, int lineStart, int lineEnd) {
    bytes = from;
    start = lineStart;
    rate = 1;
    tagsStart = lineEnd;
    tagsEnd = lineEnd;
    int bar = indexOf('|', lineStart, lineEnd);
    nameEnd = indexOf(':', lineStart, bar);
    valueStart = nameEnd + 1;
    valuesEnd = bar;
    if (bar == lineEnd || nameEnd == lineStart || nameEnd >= bar - 1) {
      return Fault.FORMAT;
    }
    int typeEnd = indexOf('|', bar + 1, lineEnd);
    MetricType found = type(bar + 1, typeEnd);
    if (found == null) {
      return Fault.TYPE;
    }
    type = found;
    for (int at = typeEnd; at < lineEnd; ) {
      int end = indexOf('|', at + 1, lineEnd);
      if (!readPart(at + 1, end)) {
        return Fault.RATE;
      }
      at = end;
    }
    return null;
  }

  private boolean readPart(int from, int to) {
    if (from < to && bytes[from] == '@') {
      if (!decimal.read(bytes, from + 1, to) || decimal.value() < MIN_RATE || decimal.value() > 1) {
        return false;
      }
      rate = decimal.value();
    } else if (from < to && bytes[from] == '#') {
      tagsStart = from + 1;
      tagsEnd = to;
    }
    return true;
  }

  private @Nullable MetricType type(int from, int to) {
    if (to - from == 2 && bytes[from] == 'm' && bytes[from + 1] == 's') {
      return MetricType.TIMING;
    }
    if (to - from != 1) {
      return null;
    }
    return switch (bytes[from]) {
      case 'c', 'm' -> MetricType.COUNTER;
      case 'g' -> MetricType.GAUGE;
      case 'h' -> MetricType.HISTOGRAM;
      case 'd' -> MetricType.DISTRIBUTION;
      case 's' -> MetricType.SET;
      default -> null;
    };
  }

  /** Goes to the next value; false = there is none more. */
  boolean hasValue() {
    return valueStart < valuesEnd;
  }

  /** Where the value at hand ends. */
  private int valueEnd() {
    // Members of sets are names, which may hold a colon.
    return type == MetricType.SET ? valuesEnd : indexOf(':', valueStart, valuesEnd);
  }

  /**
   * Reads the value at hand as a number, and goes to the next. Returns whether it is one of at most
   * {@link ValueCounts#MAX_VALUE} from zero.
   */
  boolean nextNumber() {
    int end = valueEnd();
    signed = bytes[valueStart] == '+' || bytes[valueStart] == '-';
    boolean number =
        decimal.read(bytes, valueStart, end) && Math.abs(decimal.value()) <= ValueCounts.MAX_VALUE;
    valueStart = end + 1;
    return number;
  }

  /** The value at hand as a member of a set, by a hash that tells all but surely apart. */
  long member() {
    long hash = 0xcbf29ce484222325L;
    for (int i = valueStart; i < valuesEnd; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
    }
    return hash ^ (hash >>> 29);
  }

  double number() {
    return decimal.value();
  }

  /** Whether a gauge's number is one to add, and not one to take its place. */
  boolean signed() {
    return signed;
  }

  MetricType type() {
    return type;
  }

  /** Of how many, this is one: the sample rate, from a billionth to 1. */
  double rate() {
    return rate;
  }

  /** The name as it was sent, made valid UTF-8. */
  String name() {
    return new String(bytes, start, nameEnd - start, StandardCharsets.UTF_8);
  }

  /** The tags as they were sent. */
  String tags() {
    return new String(bytes, tagsStart, tagsEnd - tagsStart, StandardCharsets.UTF_8);
  }

  int nameLength() {
    return nameEnd - start;
  }

  int tagsLength() {
    return tagsEnd - tagsStart;
  }

  /** Of name, type and tags. */
  int hash(int multiplier) {
    int hash = type.code();
    for (int i = start; i < nameEnd; i++) {
      hash = (hash ^ bytes[i]) * multiplier;
    }
    hash = (hash ^ '|') * multiplier;
    for (int i = tagsStart; i < tagsEnd; i++) {
      hash = (hash ^ bytes[i]) * multiplier;
    }
    return hash ^ (hash >>> 15);
  }

  /** Name and tags, for {@link #isOf}. */
  byte[] key() {
    byte[] key = new byte[nameLength() + 1 + tagsLength()];
    System.arraycopy(bytes, start, key, 0, nameLength());
    key[nameLength()] = '|';
    System.arraycopy(bytes, tagsStart, key, nameLength() + 1, tagsLength());
    return key;
  }

  /** Whether this line's {@link #key} is this one. */
  boolean isOf(byte[] key) {
    int name = nameLength();
    return key.length == name + 1 + tagsLength()
        && key[name] == '|'
        && Arrays.equals(key, 0, name, bytes, start, nameEnd)
        && Arrays.equals(key, name + 1, key.length, bytes, tagsStart, tagsEnd);
  }

  /** Where {@code wanted} is, or {@code to}. */
  private int indexOf(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return to;
  }
}
