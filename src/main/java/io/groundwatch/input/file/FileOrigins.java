package io.groundwatch.input.file;

import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.NamePlaceholders;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogNames;
import io.groundwatch.pipeline.LogPlaceholders;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Names the group and stream of an entry's files: fills in what depends on the file, on the day and
 * on the host. Owned by the file input's thread.
 */
final class FileOrigins {
  /** What upstream leaves in a name that it makes of a path; all else becomes {@code _}. */
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^-._/#A-Za-z0-9]");

  private final LogStreamConfig config;
  private final LogNames names;

  /**
   * For the files of one entry.
   *
   * @param zone in which days begin
   */
  FileOrigins(LogStreamConfig config, LogPlaceholders host, ZoneId zone) {
    this.config = config;
    this.names = new LogNames(config, host, zone);
  }

  /** Changes whenever names do. */
  int version(long wallNanos) {
    return names.version(wallNanos);
  }

  /** The origin of the lines that are read from {@code path}, in the version asked about last. */
  LogOrigin of(Path path) {
    String file = path.toString();
    if (!config.perFile()) {
      return origin(config.group().orElse(file), config.stream(), path);
    }
    String name = NOT_IN_NAMES.matcher(file).replaceAll("_");
    return config.group().isEmpty()
        ? origin(name, config.stream(), path)
        : origin(config.group().get(), config.stream() + "_" + name.replace('/', '_'), path);
  }

  private LogOrigin origin(String group, String stream, Path path) {
    return new LogOrigin(
        fill(group, path), fill(stream, path), path.toString(), config.attributes());
  }

  private String fill(String name, Path path) {
    return names.fill(name).replace(NamePlaceholders.FILE_NAME, String.valueOf(path.getFileName()));
  }
}
