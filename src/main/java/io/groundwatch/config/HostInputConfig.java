package io.groundwatch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One host input of {@code metrics.metrics_collected}; of {@code procstat}, one entry.
 *
 * @param name of the input, as in {@link HostFields}
 * @param measurements what it publishes; fields that {@link HostFields} knows, or, of ethtool,
 *     globs of counters
 * @param intervalSeconds between two samples, at least 1
 * @param appendDimensions added to each of its series; the input's own win
 * @param totalCpu whether cpu publishes the sum of all CPUs
 * @param resources which mount points, disks, interfaces, units, chips or kinds of pressure; absent
 *     = the input's default, and for cpu none but the total
 * @param ignoreFileSystemTypes that disk leaves out
 * @param dropDevice whether disk leaves out the dimension {@code device}
 * @param excluded interfaces that ethtool leaves out
 * @param process whom procstat is about; absent for every other input
 * @param rollUps sets of dimensions under which each number is published once more
 * @param dropOriginal fields that are published under those sets alone
 */
public record HostInputConfig(
    String name,
    List<Measurement> measurements,
    int intervalSeconds,
    Map<String, String> appendDimensions,
    boolean totalCpu,
    Optional<List<String>> resources,
    List<String> ignoreFileSystemTypes,
    boolean dropDevice,
    List<String> excluded,
    Optional<ProcessSelector> process,
    List<Set<String>> rollUps,
    Set<String> dropOriginal) {

  /** Keeps its own copies. */
  public HostInputConfig {
    measurements = List.copyOf(measurements);
    appendDimensions = Map.copyOf(appendDimensions);
    resources = resources.map(List::copyOf);
    ignoreFileSystemTypes = List.copyOf(ignoreFileSystemTypes);
    excluded = List.copyOf(excluded);
    rollUps = rollUps.stream().map(Set::copyOf).toList();
    dropOriginal = Set.copyOf(dropOriginal);
  }

  /** Of an input that excludes, selects and rolls up nothing. */
  public HostInputConfig(
      String name,
      List<Measurement> measurements,
      int intervalSeconds,
      Map<String, String> appendDimensions,
      boolean totalCpu,
      Optional<List<String>> resources,
      List<String> ignoreFileSystemTypes,
      boolean dropDevice) {
    this(
        name,
        measurements,
        intervalSeconds,
        appendDimensions,
        totalCpu,
        resources,
        ignoreFileSystemTypes,
        dropDevice,
        List.of(),
        Optional.empty(),
        List.of(),
        Set.of());
  }

  /** The same for other measurements, published under another input's name. */
  public HostInputConfig publishing(String otherName, List<Measurement> otherMeasurements) {
    return new HostInputConfig(
        otherName,
        otherMeasurements,
        intervalSeconds,
        appendDimensions,
        totalCpu,
        resources,
        ignoreFileSystemTypes,
        dropDevice,
        excluded,
        process,
        rollUps,
        dropOriginal);
  }

  /** This input with those of its measurements alone whose field is {@code wanted}. */
  public HostInputConfig keeping(Predicate<String> wanted) {
    return publishing(name, measurements.stream().filter(m -> wanted.test(m.field())).toList());
  }
}
