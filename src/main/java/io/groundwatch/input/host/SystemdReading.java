package io.groundwatch.input.host;

import java.util.List;

/**
 * systemd and some of its units.
 *
 * @param manager how many units failed and jobs wait, and whether the system runs as it should
 */
record SystemdReading(Numbers manager, List<UnitReading> units) {
  /** Keeps its own copy. */
  SystemdReading {
    units = List.copyOf(units);
  }
}
