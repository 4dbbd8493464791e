package io.groundwatch.config;

import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code collect_list}: files to read.
 *
 * @param filePath a path or a glob
 * @param exclude globs: what matches one of them is not read
 * @param blacklist a pattern in RE2 syntax: a file in whose name it is found is not read
 * @param stream where the lines are filed
 * @param handling how the files are dealt with
 * @param events how bytes become events
 * @param processors what is done to the events, in this order
 * @param destinations where the lines go; absent = where the section's go
 */
public record FileConfig(
    String filePath,
    List<String> exclude,
    Optional<String> blacklist,
    LogStreamConfig stream,
    FileHandling handling,
    EventConfig events,
    List<ProcessorConfig> processors,
    Optional<List<String>> destinations) {
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
    exclude = List.copyOf(exclude);
    processors = List.copyOf(processors);
    destinations = destinations.map(List::copyOf);
  }

  /** As upstream: the path up to its last dot. */
  public static String defaultLogGroupName(String filePath) {
    int dot = filePath.lastIndexOf('.');
    return dot > 0 ? filePath.substring(0, dot) : filePath;
  }
}
