package io.groundwatch.input.journal;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.JournalSelection;
import io.groundwatch.config.LogStreamConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Entries of {@code journald.collect_list}. */
final class JournalConfigs {
  private JournalConfigs() {}

  static JournalConfig of(List<String> units, Filter... filters) {
    return of(Optional.empty(), units, ReadFrom.BEGINNING, "g", filters);
  }

  static JournalConfig of(
      Optional<Path> directory,
      List<String> units,
      ReadFrom readFrom,
      String group,
      Filter... filters) {
    return new JournalConfig(
        new JournalSelection(directory, units, JournalSelection.DEFAULT_PRIORITY, List.of()),
        List.of(filters),
        LogStreamConfig.of(group, "s"),
        readFrom,
        Optional.empty());
  }
}
