package io.groundwatch.input.file;

import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.NamePlaceholders;
import io.groundwatch.model.LogOrigin;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Names the group and stream of an entry's files: fills in what depends on the file and on the day.
 * Owned by the file input's thread.
 */
final class FileOrigins {
  /** What upstream leaves in a name that it makes of a path; all else becomes {@code _}. */
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^-._/#A-Za-z0-9]");

  private final LogStreamConfig config;
  private final ZoneId zone;
  private final boolean dated;
  private String date = "";
  private long dayStart;
  private long dayEnd = Long.MIN_VALUE;
  private int day;

  /**
   * For the files of one entry.
   *
   * @param config with all placeholders filled in but those of file and day
   * @param zone in which days begin
   */
  FileOrigins(LogStreamConfig config, ZoneId zone) {
    this.config = config;
    this.zone = zone;
    this.dated =
        config.stream().contains(NamePlaceholders.DATE)
            || config.group().orElse("").contains(NamePlaceholders.DATE);
  }

  /** Changes whenever names do, because another day has begun. */
  int day(long wallNanos) {
    if (dated && (wallNanos < dayStart || wallNanos >= dayEnd)) {
      begin(LocalDate.ofInstant(Instant.ofEpochSecond(0, wallNanos), zone));
      day++;
    }
    return day;
  }

  /** The origin of the lines that are read from {@code path} on the day asked about last. */
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
    return name.replace(NamePlaceholders.DATE, date)
        .replace(NamePlaceholders.FILE_NAME, String.valueOf(path.getFileName()));
  }

  private void begin(LocalDate today) {
    date = today.toString();
    dayStart = nanos(today);
    dayEnd = nanos(today.plusDays(1));
  }

  private long nanos(LocalDate start) {
    return TimeUnit.SECONDS.toNanos(start.atStartOfDay(zone).toEpochSecond());
  }
}
