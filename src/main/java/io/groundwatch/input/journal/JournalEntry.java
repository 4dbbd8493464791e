package io.groundwatch.input.journal;

import io.groundwatch.config.JournalConfig;
import io.groundwatch.model.LogOrigin;
import java.util.List;

/**
 * What to read of a journal and where it goes: one {@code collect_list} entry.
 *
 * @param config the entry, as it is written
 * @param origin of its records: the names with their placeholders filled in
 * @param feeds the lanes that want it
 */
public record JournalEntry(JournalConfig config, LogOrigin origin, List<JournalFeed> feeds) {
  /** Keeps its own copy. */
  public JournalEntry {
    feeds = List.copyOf(feeds);
  }
}
