package io.groundwatch.config;

import java.util.List;

/**
 * A configuration that may be used.
 *
 * @param config what was read
 * @param warnings in the order of the files, and in each of its lines
 * @param sources the files and variables that it was read from, by name
 * @param shown what of it has an effect
 */
public record LoadedConfig(
    AgentConfig config, List<Fault> warnings, List<String> sources, ShownConfig shown) {
  /** Keeps its own copies. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
    sources = List.copyOf(sources);
  }
}
