package io.groundwatch.app;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.LoadedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which state folder is looked into: the one that is named, or the one that an agent would use. */
final class StateOption {
  @Option(
      names = "--state-directory",
      paramLabel = "DIR",
      description = "The agent's state folder. Without it: the one that an agent would use.")
  private @Nullable Path given;

  @Mixin private ConfigOption config = new ConfigOption();

  /**
   * What was found.
   *
   * @param directory the state folder
   * @param config the configuration, where there is one that can be read
   */
  record Found(Path directory, Optional<LoadedConfig> config) {
    /** All its lanes. */
    List<LaneFolder> lanes() throws IOException {
      return LaneFolder.in(directory);
    }

    /** The lanes that the configuration asks for; empty where there is none. */
    Optional<List<String>> configured() {
      return config.map(Routes::of).map(routes -> routes.all().stream().map(Route::lane).toList());
    }
  }

  /**
   * What is meant.
   *
   * @param config the configuration
   * @param directory the state folder, which may not exist yet
   */
  record Expected(LoadedConfig config, Path directory) {}

  /**
   * What an agent would use, or does.
   *
   * @throws ConfigException where there is no configuration without faults
   */
  Expected expected(Map<String, String> environment) throws ConfigException {
    LoadedConfig loaded = config.load(environment);
    Path directory =
        given == null ? StateDirectory.expected(loaded.config().agent(), environment) : given;
    return new Expected(loaded, directory.toAbsolutePath());
  }

  /**
   * Looks for it.
   *
   * @param err is told of a configuration that is passed over because of its faults
   * @throws ConfigException where one that was named has faults
   */
  Found find(Map<String, String> environment, PrintWriter err) throws ConfigException, IOException {
    Path directory = given;
    if (directory != null && !Files.isDirectory(directory)) {
      throw new IOException("--state-directory: " + directory + ": no such folder");
    }
    if (directory != null && !config.isGiven()) {
      return new Found(directory.toAbsolutePath(), Optional.empty());
    }
    Optional<LoadedConfig> loaded = load(environment, err);
    if (directory == null) {
      AgentSection agent =
          loaded.map(found -> found.config().agent()).orElse(AgentSection.DEFAULTS);
      directory = StateDirectory.find(agent, environment);
    }
    return new Found(directory.toAbsolutePath(), loaded);
  }

  private Optional<LoadedConfig> load(Map<String, String> environment, PrintWriter err)
      throws ConfigException {
    try {
      return config.find(environment);
    } catch (ConfigException e) {
      if (config.isGiven()) {
        throw e;
      }
      err.println("The configuration has faults and is passed over: groundwatch validate");
      return Optional.empty();
    }
  }
}
