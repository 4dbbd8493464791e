package io.groundwatch.input.host;

/** Swap space, in bytes. */
record SwapReading(long total, long used) {

  long free() {
    return total - used;
  }

  /** 0 where there is no swap, as gopsutil. */
  double usedPercent() {
    return total <= 0 ? 0 : 100.0 * used / total;
  }
}
