package io.groundwatch.input.journal;

import io.groundwatch.config.JournalConfig;
import io.groundwatch.pipeline.LogPlaceholders;
import java.util.List;

/**
 * What to read of a journal and where it goes: one {@code collect_list} entry.
 *
 * @param config the entry, as it is written
 * @param host what the placeholders in its names stand for on this host
 * @param feeds the lanes that want it
 */
public record JournalEntry(JournalConfig config, LogPlaceholders host, List<JournalFeed> feeds) {
  /** Keeps its own copy. */
  public JournalEntry {
    feeds = List.copyOf(feeds);
  }
}
