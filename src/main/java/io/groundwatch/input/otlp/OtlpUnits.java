package io.groundwatch.input.otlp;

import io.groundwatch.model.Unit;
import java.util.Map;

/**
 * CloudWatch's units by those of the Unified Code for Units of Measure, which OpenTelemetry's
 * metrics have. What stands in braces is no unit but says what is counted.
 */
final class OtlpUnits {
  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("s", Unit.SECONDS),
          Map.entry("ms", Unit.MILLISECONDS),
          Map.entry("us", Unit.MICROSECONDS),
          Map.entry("By", Unit.BYTES),
          Map.entry("kBy", Unit.KILOBYTES),
          Map.entry("MBy", Unit.MEGABYTES),
          Map.entry("GBy", Unit.GIGABYTES),
          Map.entry("TBy", Unit.TERABYTES),
          Map.entry("bit", Unit.BITS),
          Map.entry("kbit", Unit.KILOBITS),
          Map.entry("Mbit", Unit.MEGABITS),
          Map.entry("Gbit", Unit.GIGABITS),
          Map.entry("Tbit", Unit.TERABITS),
          Map.entry("%", Unit.PERCENT),
          Map.entry("By/s", Unit.BYTES_PER_SECOND),
          Map.entry("kBy/s", Unit.KILOBYTES_PER_SECOND),
          Map.entry("MBy/s", Unit.MEGABYTES_PER_SECOND),
          Map.entry("bit/s", Unit.BITS_PER_SECOND),
          Map.entry("1/s", Unit.COUNT_PER_SECOND));

  private OtlpUnits() {}

  static Unit of(String unit) {
    if (unit.startsWith("{")) {
      return unit.endsWith("}/s") ? Unit.COUNT_PER_SECOND : Unit.COUNT;
    }
    return UNITS.getOrDefault(unit, Unit.NONE);
  }
}
