package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the faults of one file. Used by the one thread that loads it.
 *
 * <p>Keeps at most {@link #MAX_KEPT} of each severity and counts the rest.
 */
final class Faults {
  /** More than a person reads. */
  static final int MAX_KEPT = 500;

  private final String file;
  private final List<Fault> errors = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();
  private int errorsLeftOut;
  private int warningsLeftOut;

  /**
   * @param file the name that the faults carry
   */
  Faults(String file) {
    this.file = file;
  }

  /** The configuration is refused because of this. */
  void error(Place place, String message) {
    if (errors.size() < MAX_KEPT) {
      errors.add(fault(Severity.ERROR, place, message));
    } else {
      errorsLeftOut++;
    }
  }

  /** The configuration runs, and this is said. */
  void warning(Place place, String message) {
    if (warnings.size() < MAX_KEPT) {
      warnings.add(fault(Severity.WARNING, place, message));
    } else {
      warningsLeftOut++;
    }
  }

  void add(Severity severity, Place place, String message) {
    if (severity == Severity.ERROR) {
      error(place, message);
    } else {
      warning(place, message);
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** The warnings in the order of the file. */
  List<Fault> warnings() {
    return sorted(warnings, Severity.WARNING, warningsLeftOut);
  }

  /** All faults: first the errors, then the warnings, each in the order of the file. */
  List<Fault> all() {
    List<Fault> all = sorted(errors, Severity.ERROR, errorsLeftOut);
    all.addAll(warnings());
    return all;
  }

  private List<Fault> sorted(List<Fault> faults, Severity severity, int leftOut) {
    List<Fault> sorted = new ArrayList<>(faults);
    sorted.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
    if (leftOut > 0) {
      sorted.add(fault(severity, Place.FILE, "and " + leftOut + " more"));
    }
    return sorted;
  }

  private Fault fault(Severity severity, Place place, String message) {
    return new Fault(severity, file, place.line(), place.column(), place.pointer(), message);
  }
}
