package io.groundwatch.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is refused, with every fault in it. The message has one line a fault. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * Refuses a configuration.
   *
   * @param faults errors and warnings, in the order in which they are to be read
   */
  public ConfigException(List<Fault> faults) {
    super(faults.stream().map(Fault::text).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All faults: first the errors, then the warnings, each in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}
