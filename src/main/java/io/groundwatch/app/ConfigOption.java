package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.Fault;
import io.groundwatch.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, and where a configuration is looked for without it. */
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The configuration. Without it: the variable GROUNDWATCH_CONFIG_CONTENT,",
        "then /etc/groundwatch/config.json."
      })
  private List<Path> files = new ArrayList<>();

  /** The configuration that is meant; having none is a fault too. */
  LoadedConfig load(Map<String, String> environment) throws ConfigException {
    return find(environment).orElseThrow(ConfigOption::none);
  }

  /** The configuration that is meant, if there is one. */
  Optional<LoadedConfig> find(Map<String, String> environment) throws ConfigException {
    return ConfigLoader.find(files, environment, Path.of("/"));
  }

  /** Whether one was named. */
  boolean isGiven() {
    return !files.isEmpty();
  }

  private static ConfigException none() {
    return new ConfigException(
        List.of(
            new Fault(
                Fault.Severity.ERROR,
                "/etc/groundwatch/config.json",
                0,
                0,
                "",
                "there is no configuration (expected: --config FILE, the variable "
                    + ConfigLoader.CONTENT_VARIABLE
                    + ", or this file)")));
  }
}
