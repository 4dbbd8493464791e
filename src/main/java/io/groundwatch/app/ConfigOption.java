package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, and where a configuration is looked for without it. */
final class ConfigOption {
  private static final Path ROOT = Path.of("/");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "PATH",
      description = {
        "The configuration: a file, or a folder of *.json. Given more than once, all are merged.",
        "Without it, the first of: the variable GROUNDWATCH_CONFIG_CONTENT;",
        "/etc/groundwatch/config.json with /etc/groundwatch/config.d/*.json; the CloudWatch",
        "Agent's own places; the built-in one."
      })
  private List<Path> paths = new ArrayList<>();

  /** The configuration that is meant, or, where there is none, the built-in one. */
  LoadedConfig load(Map<String, String> environment) throws ConfigException {
    Optional<LoadedConfig> found = find(environment);
    return found.isPresent() ? found.get() : BuiltInConfig.load(ROOT);
  }

  /** The configuration that is meant, if there is one. */
  Optional<LoadedConfig> find(Map<String, String> environment) throws ConfigException {
    return ConfigLoader.find(paths, environment, ROOT);
  }

  /** A text that is another one when a file of the configuration was changed, added or removed. */
  String stamp(Map<String, String> environment) {
    return ConfigLoader.stamp(paths, environment, ROOT);
  }

  /** Whether one was named. */
  boolean isGiven() {
    return !paths.isEmpty();
  }
}
