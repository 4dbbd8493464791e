package io.groundwatch.output;

import io.groundwatch.model.ValueSet;
import java.util.Locale;

/** What is sent beside the mean of several numbers, where a backend has no place for them all. */
public enum Statistic {
  /** How many there are. */
  COUNT,
  /** All of them together. */
  SUM,
  /** The least. */
  MIN,
  /** The greatest. */
  MAX;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** Its name in small letters. */
  public String key() {
    return key;
  }

  /** This of {@code set}; a sum may be infinite, though no value is. */
  public double of(ValueSet set) {
    return switch (this) {
      case COUNT -> set.count();
      case SUM -> set.sum();
      case MIN -> set.min();
      case MAX -> set.max();
    };
  }
}
