package io.groundwatch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One input of {@code metrics.metrics_collected} that samples this host.
 *
 * @param name such as {@code cpu}; one of {@link HostFields#inputs()}
 * @param measurements what to collect
 * @param intervalSeconds between two samples
 * @param appendDimensions added to each metric of the input
 * @param totalCpu cpu: whether the sum of all CPUs is a series
 * @param resources which CPUs, mounts, devices or interfaces; {@code *} is all
 * @param ignoreFileSystemTypes disk: types that are left out
 * @param dropDevice disk: whether the dimension {@code device} is left out
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
