package io.groundwatch.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The unit of a metric: CloudWatch's {@code StandardUnit} (API reference, MetricDatum), in its
 * spelling.
 */
public enum Unit {
  SECONDS("Seconds"),
  MICROSECONDS("Microseconds"),
  MILLISECONDS("Milliseconds"),
  BYTES("Bytes"),
  KILOBYTES("Kilobytes"),
  MEGABYTES("Megabytes"),
  GIGABYTES("Gigabytes"),
  TERABYTES("Terabytes"),
  BITS("Bits"),
  KILOBITS("Kilobits"),
  MEGABITS("Megabits"),
  GIGABITS("Gigabits"),
  TERABITS("Terabits"),
  PERCENT("Percent"),
  COUNT("Count"),
  BYTES_PER_SECOND("Bytes/Second"),
  KILOBYTES_PER_SECOND("Kilobytes/Second"),
  MEGABYTES_PER_SECOND("Megabytes/Second"),
  GIGABYTES_PER_SECOND("Gigabytes/Second"),
  TERABYTES_PER_SECOND("Terabytes/Second"),
  BITS_PER_SECOND("Bits/Second"),
  KILOBITS_PER_SECOND("Kilobits/Second"),
  MEGABITS_PER_SECOND("Megabits/Second"),
  GIGABITS_PER_SECOND("Gigabits/Second"),
  TERABITS_PER_SECOND("Terabits/Second"),
  COUNT_PER_SECOND("Count/Second"),
  NONE("None");

  private static final Map<String, Unit> BY_LABEL =
      Stream.of(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  u -> u.label.toLowerCase(Locale.ROOT), Function.identity()));

  private final String label;

  Unit(String label) {
    this.label = label;
  }

  /** The unit with this label, whatever its case. */
  public static Optional<Unit> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label.toLowerCase(Locale.ROOT)));
  }

  /** Its name in records and in the configuration. */
  public String label() {
    return label;
  }
}
