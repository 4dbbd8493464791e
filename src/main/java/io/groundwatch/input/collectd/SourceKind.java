package io.groundwatch.input.collectd;

import io.groundwatch.model.MetricKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The kinds of a value: {@code DS_TYPE_*} of collectd's {@code plugin.h}. */
enum SourceKind {
  /** A total that only grows, without a sign. */
  COUNTER(MetricKind.CUMULATIVE),
  /** A number at a moment; the only one in the byte order of x86. */
  GAUGE(MetricKind.GAUGE),
  /** A total that may shrink. */
  DERIVE(MetricKind.CUMULATIVE),
  /** What came since it was last read, without a sign. */
  ABSOLUTE(MetricKind.DELTA);

  /** 2^64: what a number without a sign is off by where it is read with one. */
  private static final double UNSIGNED = 0x1p64;

  private final MetricKind kind;

  SourceKind(MetricKind kind) {
    this.kind = kind;
  }

  /** The kind of a code; null where it is none. */
  static @Nullable SourceKind of(int code) {
    return switch (code) {
      case 0 -> COUNTER;
      case 1 -> GAUGE;
      case 2 -> DERIVE;
      case 3 -> ABSOLUTE;
      default -> null;
    };
  }

  MetricKind metricKind() {
    return kind;
  }

  /** Reads the eight bytes of a value. */
  double read(ByteBuffer bytes) {
    if (this == GAUGE) {
      double number = bytes.order(ByteOrder.LITTLE_ENDIAN).getDouble();
      bytes.order(ByteOrder.BIG_ENDIAN);
      return number;
    }
    long number = bytes.getLong();
    return number < 0 && this != DERIVE ? number + UNSIGNED : number;
  }
}
