package io.groundwatch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One host input of {@code metrics.metrics_collected}.
 *
 * @param name of the input: cpu, mem, swap, disk, diskio, net or system
 * @param measurements what it publishes; fields that {@link HostFields} knows
 * @param intervalSeconds between two samples, at least 1
 * @param appendDimensions added to each of its series; the input's own win
 * @param totalCpu whether cpu publishes the sum of all CPUs
 * @param resources which mount points, disks or interfaces; absent = the input's default, and for
 *     cpu none but the total
 * @param ignoreFileSystemTypes that disk leaves out
 * @param dropDevice whether disk leaves out the dimension {@code device}
 */
public record HostInputConfig(
    String name,
    List<Measurement> measurements,
    int intervalSeconds,
    Map<String, String> appendDimensions,
    boolean totalCpu,
    Optional<List<String>> resources,
    List<String> ignoreFileSystemTypes,
    boolean dropDevice) {

  /** Keeps its own copies. */
  public HostInputConfig {
    measurements = List.copyOf(measurements);
    appendDimensions = Map.copyOf(appendDimensions);
    resources = resources.map(List::copyOf);
    ignoreFileSystemTypes = List.copyOf(ignoreFileSystemTypes);
  }
}
