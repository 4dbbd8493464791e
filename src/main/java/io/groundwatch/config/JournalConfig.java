package io.groundwatch.config;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.FileConfig.ReadFrom;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code journald.collect_list}: records of the journal to read.
 *
 * @param selection which records are read
 * @param filters a record passes if an include pattern is found in its message, or there is none,
 *     and no exclude pattern is
 * @param stream where the records are filed; never one per file
 * @param readFrom where a journal that is read for the first time is begun
 * @param destinations where the records go; absent = where the section's go
 */
public record JournalConfig(
    JournalSelection selection,
    List<Filter> filters,
    LogStreamConfig stream,
    ReadFrom readFrom,
    Optional<List<String>> destinations) {
  /** As upstream: a journal holds months, and who starts an agent wants what happens from then. */
  public static final ReadFrom DEFAULT_READ_FROM = ReadFrom.END;

  /** Keeps its own copies. */
  public JournalConfig {
    filters = List.copyOf(filters);
    destinations = destinations.map(List::copyOf);
  }
}
