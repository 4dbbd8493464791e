package io.groundwatch.config;

import java.util.List;

/**
 * A configuration that may run, and what there is to say about it.
 *
 * @param warnings in the order of the file
 */
public record LoadedConfig(AgentConfig config, List<Fault> warnings) {
  /** Keeps its own copy. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }
}
