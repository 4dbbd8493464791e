package io.groundwatch.output.otlp;

import io.groundwatch.model.Unit;

/**
 * Units in the Unified Code for Units of Measure, as OpenTelemetry wants them (metrics semantic
 * conventions, "Instrument Units"). A kilobyte is 1,000 bytes, as in CloudWatch.
 */
final class UcumUnits {
  private static final String PER_SECOND = "/s";

  private UcumUnits() {}

  static String of(Unit unit) {
    return switch (unit) {
      case SECONDS -> "s";
      case MILLISECONDS -> "ms";
      case MICROSECONDS -> "us";
      case BYTES -> "By";
      case KILOBYTES -> "kBy";
      case MEGABYTES -> "MBy";
      case GIGABYTES -> "GBy";
      case TERABYTES -> "TBy";
      case BITS -> "bit";
      case KILOBITS -> "kbit";
      case MEGABITS -> "Mbit";
      case GIGABITS -> "Gbit";
      case TERABITS -> "Tbit";
      case PERCENT -> "%";
      case COUNT -> "1";
      case BYTES_PER_SECOND -> of(Unit.BYTES) + PER_SECOND;
      case KILOBYTES_PER_SECOND -> of(Unit.KILOBYTES) + PER_SECOND;
      case MEGABYTES_PER_SECOND -> of(Unit.MEGABYTES) + PER_SECOND;
      case GIGABYTES_PER_SECOND -> of(Unit.GIGABYTES) + PER_SECOND;
      case TERABYTES_PER_SECOND -> of(Unit.TERABYTES) + PER_SECOND;
      case BITS_PER_SECOND -> of(Unit.BITS) + PER_SECOND;
      case KILOBITS_PER_SECOND -> of(Unit.KILOBITS) + PER_SECOND;
      case MEGABITS_PER_SECOND -> of(Unit.MEGABITS) + PER_SECOND;
      case GIGABITS_PER_SECOND -> of(Unit.GIGABITS) + PER_SECOND;
      case TERABITS_PER_SECOND -> of(Unit.TERABITS) + PER_SECOND;
      case COUNT_PER_SECOND -> "1/s";
      case NONE -> "";
    };
  }
}
