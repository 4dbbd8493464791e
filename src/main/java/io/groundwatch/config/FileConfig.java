package io.groundwatch.config;

import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code collect_list}: files to read. Names keep their placeholders as written:
 * {@code {hostname}}, {@code {local_hostname}}, {@code {ip_address}}, {@code {instance_id}}, {@code
 * {date}}.
 *
 * @param filePath a path or a glob
 * @param logGroupName of every line
 * @param logStreamName of every line
 * @param readFrom where a file that is seen for the first time is begun
 * @param destinations where the lines go; absent = where the section's go
 */
public record FileConfig(
    String filePath,
    String logGroupName,
    String logStreamName,
    ReadFrom readFrom,
    Optional<List<String>> destinations) {
  /** The stream of an entry that names none, in a section that names none. */
  public static final String DEFAULT_LOG_STREAM_NAME = "{hostname}";

  public static final ReadFrom DEFAULT_READ_FROM = ReadFrom.BEGINNING;

  /** Where a file that is seen for the first time is begun. */
  public enum ReadFrom {
    BEGINNING("beginning"),
    END("end");

    private final String key;

    ReadFrom(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }

  /** Keeps its own copy. */
  public FileConfig {
    destinations = destinations.map(List::copyOf);
  }

  /** As upstream: the path up to its last dot. */
  public static String defaultLogGroupName(String filePath) {
    int dot = filePath.lastIndexOf('.');
    return dot > 0 ? filePath.substring(0, dot) : filePath;
  }
}
