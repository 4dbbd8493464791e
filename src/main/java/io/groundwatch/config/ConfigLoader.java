package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds, reads and checks a configuration. Every fault is reported at once; a configuration with an
 * error is never returned, and nothing stands in for it. Called by the main thread, without state.
 */
public final class ConfigLoader {
  /** Of one file. */
  public static final int MAX_BYTES = ConfigSource.MAX_BYTES;

  /** The environment variable that may hold a whole configuration. */
  public static final String CONTENT_VARIABLE = "GROUNDWATCH_CONFIG_CONTENT";

  private ConfigLoader() {}

  /**
   * The first configuration that exists, in the order of {@link ConfigPlaces}. What one place holds
   * in several files is merged, by the rules of {@link ConfigMerge}.
   *
   * @param given on the command line: files and folders
   * @param environment of the process
   * @param root of the file system
   * @return empty where there is no configuration at all
   * @throws ConfigException where the first that exists has an error
   */
  public static Optional<LoadedConfig> find(
      List<Path> given, Map<String, String> environment, Path root) throws ConfigException {
    Faults faults = new Faults();
    List<ConfigSource> sources = new ConfigPlaces(environment, root, faults).find(given);
    return sources.isEmpty() && !faults.hasErrors()
        ? Optional.empty()
        : Optional.of(load(sources, faults));
  }

  /**
   * A text that is another one when a file of the configuration that {@link #find} finds was
   * changed, added or removed.
   */
  public static String stamp(List<Path> given, Map<String, String> environment, Path root) {
    return new ConfigPlaces(environment, root, new Faults())
        .find(given).stream().map(ConfigSource::stamp).collect(Collectors.joining("\n"));
  }

  /**
   * Reads and checks one file.
   *
   * @throws ConfigException where it cannot be read or has an error
   */
  public static LoadedConfig load(Path file) throws ConfigException {
    return load(List.of(new ConfigSource.OfFile(file)), new Faults());
  }

  /**
   * Checks a text.
   *
   * @param name that the faults carry
   * @param json in UTF-8
   * @throws ConfigException where it has an error
   */
  public static LoadedConfig parse(String name, byte[] json) throws ConfigException {
    return load(List.of(new ConfigSource.OfBytes(name, json)), new Faults());
  }

  private static LoadedConfig load(List<ConfigSource> sources, Faults faults)
      throws ConfigException {
    List<ObjectNode> documents = documents(sources, faults);
    if (faults.hasErrors() || documents.isEmpty()) {
      throw new ConfigException(faults.all());
    }
    ObjectNode document = ConfigMerge.merge(documents, faults);
    AgentConfig config =
        new AgentConfigReader(faults).read(ObjectReader.of(document, faults).orElseThrow());
    if (faults.hasErrors()) {
      throw new ConfigException(faults.all());
    }
    return new LoadedConfig(
        config,
        faults.warnings(),
        sources.stream().map(ConfigSource::name).toList(),
        new ShownConfig(document, faults.unused()));
  }

  /** What can be read as a JSON object; for everything else there is a fault. */
  private static List<ObjectNode> documents(List<ConfigSource> sources, Faults faults) {
    List<ObjectNode> documents = new ArrayList<>();
    for (ConfigSource source : sources) {
      source
          .text(faults)
          .flatMap(text -> ConfigParser.parse(source.name(), text, faults))
          .ifPresent(
              node -> {
                if (node instanceof ObjectNode document) {
                  documents.add(document);
                } else {
                  faults.error(node.place(), node.kind() + " (expected: an object)");
                }
              });
    }
    return documents;
  }
}
