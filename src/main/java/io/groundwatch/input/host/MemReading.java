package io.groundwatch.input.host;

/** Physical memory, in bytes; what a system does not tell is {@link Source#ABSENT}. */
record MemReading(
    long total,
    long available,
    long free,
    long buffered,
    long cached,
    long active,
    long inactive,
    long shared) {

  /**
   * What is in use. As gopsutil 3, which the CloudWatch Agent is built with: total without free,
   * buffers and page cache. Where a system tells no such parts, or they exceed the whole (as in
   * some containers), total without what is available.
   */
  long used() {
    long used = total - free - buffered - cached;
    return free == Source.ABSENT || used < 0 ? total - available : used;
  }

  double usedPercent() {
    return percent(used());
  }

  double availablePercent() {
    return percent(available);
  }

  private double percent(long part) {
    return total <= 0 ? Double.NaN : 100.0 * part / total;
  }
}
