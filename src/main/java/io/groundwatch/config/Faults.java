package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Collects the faults of one configuration, and what in it does nothing, of one file or of several.
 * Used by the one thread that loads it.
 *
 * <p>Keeps at most {@link #MAX_KEPT} of each severity and counts the rest.
 */
final class Faults {
  /** More than a person reads. */
  static final int MAX_KEPT = 500;

  private final List<Fault> errors = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();
  private final Set<Place> unused = new HashSet<>();
  private final BiConsumer<String, Set<String>> asked;
  private int errorsLeftOut;
  private int warningsLeftOut;

  Faults() {
    this((pointer, keys) -> {});
  }

  /**
   * @param asked told, of each object that is read, its pointer and the keys that its reader knows
   */
  Faults(BiConsumer<String, Set<String>> asked) {
    this.asked = asked;
  }

  /** The configuration is refused because of this. */
  void error(Place place, String message) {
    keep(fault(Severity.ERROR, place, message));
  }

  /** The configuration runs, and this is said. */
  void warning(Place place, String message) {
    keep(fault(Severity.WARNING, place, message));
  }

  void add(Severity severity, Place place, String message) {
    keep(fault(severity, place, message));
  }

  /** Takes over what another list kept. */
  void addAll(Faults others) {
    others.errors.forEach(this::keep);
    others.warnings.forEach(this::keep);
  }

  private void keep(Fault fault) {
    boolean error = fault.severity() == Severity.ERROR;
    List<Fault> kept = error ? errors : warnings;
    if (kept.size() < MAX_KEPT) {
      kept.add(fault);
    } else if (error) {
      errorsLeftOut++;
    } else {
      warningsLeftOut++;
    }
  }

  /** An object was read by a reader that knows these keys. */
  void asked(Place object, Set<String> keys) {
    asked.accept(object.pointer(), keys);
  }

  /** A key, by the place of its name, that is taken and does nothing. */
  void unused(Place namePlace) {
    unused.add(namePlace);
  }

  /** The keys that do nothing. */
  Set<Place> unused() {
    return Set.copyOf(unused);
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** The warnings in the order of the files, and in each of its lines. */
  List<Fault> warnings() {
    return sorted(warnings, Severity.WARNING, warningsLeftOut);
  }

  /** All faults: first the errors, then the warnings, each in the order of files and lines. */
  List<Fault> all() {
    List<Fault> all = sorted(errors, Severity.ERROR, errorsLeftOut);
    all.addAll(warnings());
    return all;
  }

  private static List<Fault> sorted(List<Fault> faults, Severity severity, int leftOut) {
    List<Fault> sorted = new ArrayList<>(faults);
    sorted.sort(
        Comparator.comparing(Fault::file)
            .thenComparingInt(Fault::line)
            .thenComparingInt(Fault::column));
    if (leftOut > 0) {
      String file = sorted.get(sorted.size() - 1).file();
      sorted.add(fault(severity, Place.whole(file), "and " + leftOut + " more"));
    }
    return sorted;
  }

  private static Fault fault(Severity severity, Place place, String message) {
    return new Fault(
        severity, place.file(), place.line(), place.column(), place.pointer(), message);
  }
}
