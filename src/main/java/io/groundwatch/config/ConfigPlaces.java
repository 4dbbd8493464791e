package io.groundwatch.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where a configuration is looked for. The first place that has one is used, and nothing is merged
 * across places: what was named on the command line; {@link ConfigLoader#CONTENT_VARIABLE}; {@code
 * /etc/groundwatch/config.json} with {@code /etc/groundwatch/config.d/*.json}; then, so that this
 * agent can stand in for it, the places of the CloudWatch Agent.
 */
final class ConfigPlaces {
  /** The CloudWatch Agent's own variable, which its container reads. */
  static final String UPSTREAM_CONTENT_VARIABLE = "CW_CONFIG_CONTENT";

  private static final String SYSTEM = "etc/groundwatch";
  private static final String UPSTREAM_CONTAINER = "etc/cwagentconfig";
  private static final String UPSTREAM = "opt/aws/amazon-cloudwatch-agent/etc";
  private static final String UPSTREAM_NAME = "amazon-cloudwatch-agent";

  /** More than a person keeps apart. */
  private static final int MAX_FILES = 1000;

  private final Map<String, String> environment;
  private final Path root;
  private final Faults faults;

  /**
   * @param root of the file system
   */
  ConfigPlaces(Map<String, String> environment, Path root, Faults faults) {
    this.environment = environment;
    this.root = root;
    this.faults = faults;
  }

  /** The texts of the first place that has one, in their order; none where no place has. */
  List<ConfigSource> find(List<Path> given) {
    if (!given.isEmpty()) {
      return given(given);
    }
    List<ConfigSource> found = variable(ConfigLoader.CONTENT_VARIABLE);
    if (found.isEmpty()) {
      Path system = root.resolve(SYSTEM);
      found = files(system.resolve("config.json"), system.resolve("config.d"), ConfigPlaces::json);
    }
    return found.isEmpty() ? upstream() : found;
  }

  private List<ConfigSource> given(List<Path> given) {
    List<ConfigSource> sources = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        List<ConfigSource> inside = folder(path, ConfigPlaces::json);
        if (inside.isEmpty() && !faults.hasErrors()) {
          faults.error(
              Place.whole(path.toString()), "holds no file (expected: at least one, *.json)");
        }
        sources.addAll(inside);
      } else {
        sources.add(new ConfigSource.OfFile(path));
      }
    }
    return sources;
  }

  private List<ConfigSource> upstream() {
    List<ConfigSource> found = variable(UPSTREAM_CONTENT_VARIABLE);
    if (found.isEmpty()) {
      Path container = root.resolve(UPSTREAM_CONTAINER);
      found = Files.isDirectory(container) ? folder(container, ConfigPlaces::upstreams) : List.of();
    }
    if (found.isEmpty()) {
      Path installed = root.resolve(UPSTREAM);
      found =
          files(
              installed.resolve(UPSTREAM_NAME + ".json"),
              installed.resolve(UPSTREAM_NAME + ".d"),
              ConfigPlaces::upstreams);
    }
    return found;
  }

  private List<ConfigSource> variable(String name) {
    String content = environment.get(name);
    return content == null ? List.of() : List.of(ConfigSource.OfBytes.text(name, content));
  }

  /** A file and what is beside it in a folder, where there is one of both. */
  private List<ConfigSource> files(Path file, Path folder, Predicate<Path> wanted) {
    List<ConfigSource> sources = new ArrayList<>();
    // A link to nowhere or a folder that may not be entered is a fault, not an absence.
    if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      sources.add(new ConfigSource.OfFile(file));
    }
    if (Files.isDirectory(folder)) {
      sources.addAll(folder(folder, wanted));
    }
    return sources;
  }

  /** The files of a folder, by name. */
  private List<ConfigSource> folder(Path folder, Predicate<Path> wanted) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (wanted.test(file) && !Files.isDirectory(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      faults.error(Place.whole(folder.toString()), "cannot be read: " + ConfigSource.reason(e));
    }
    if (files.size() > MAX_FILES) {
      faults.error(
          Place.whole(folder.toString()),
          files.size() + " files (expected: at most " + MAX_FILES + ")");
      return List.of();
    }
    return files.stream().sorted().<ConfigSource>map(ConfigSource.OfFile::new).toList();
  }

  private static boolean json(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") && !name.startsWith(".");
  }

  /** Of any name but those of files half written, and of its OpenTelemetry fragments. */
  private static boolean upstreams(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && !name.endsWith(".tmp")
        && !name.endsWith(".yaml")
        && !name.endsWith(".yml");
  }
}
