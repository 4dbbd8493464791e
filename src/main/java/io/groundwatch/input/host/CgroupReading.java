package io.groundwatch.input.host;

import java.util.List;

/**
 * What one cgroup may use and uses. Times are in microseconds, sizes in bytes.
 *
 * @param numbers under the names of {@link CgroupCollector}; a limit that is not set is left out
 * @param devices what it read and wrote, a block device each
 */
record CgroupReading(Numbers numbers, List<Numbers> devices) {
  /** Keeps its own copy. */
  CgroupReading {
    devices = List.copyOf(devices);
  }
}
