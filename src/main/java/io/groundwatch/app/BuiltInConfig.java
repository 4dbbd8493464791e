package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.LoadedConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What runs where there is no configuration at all: this host's metrics and those of its usual logs
 * that this user may read, shown and sent nowhere.
 */
final class BuiltInConfig {
  /** What its faults and the log call it. */
  static final String NAME = "built-in configuration";

  private static final String RESOURCE = "built-in.json";
  private static final String LOGS = "@LOGS@";

  /** Below the root of the file system; where the distributions write. */
  private static final List<String> USUAL_LOGS =
      List.of(
          "var/log/syslog",
          "var/log/messages",
          "var/log/auth.log",
          "var/log/secure",
          "var/log/kern.log",
          "var/log/dpkg.log",
          "var/log/dnf.log");

  private BuiltInConfig() {}

  /** Whether this is the one. */
  static boolean is(LoadedConfig loaded) {
    return loaded.sources().equals(List.of(NAME));
  }

  /**
   * Looks which logs there are, and makes it.
   *
   * @param root of the file system
   */
  static LoadedConfig load(Path root) throws ConfigException {
    String entries =
        USUAL_LOGS.stream()
            .map(root::resolve)
            .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
            .map(file -> "{\"file_path\": \"" + file + "\", \"read_from\": \"end\"}")
            .collect(Collectors.joining(", "));
    String logs =
        entries.isEmpty()
            ? ""
            : ", \"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": ["
                + entries
                + "]}}}";
    return ConfigLoader.parse(
        NAME, template().replace(LOGS, logs).getBytes(StandardCharsets.UTF_8));
  }

  private static String template() {
    try (InputStream in = BuiltInConfig.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
