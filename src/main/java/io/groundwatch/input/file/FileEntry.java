package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig;
import io.groundwatch.pipeline.LogPlaceholders;
import java.util.List;

/**
 * What to tail and where it goes: one {@code collect_list} entry.
 *
 * @param config the entry, as it is written
 * @param host what the placeholders in its names stand for on this host
 * @param feeds the lanes that want it
 */
public record FileEntry(FileConfig config, LogPlaceholders host, List<LogFeed> feeds) {

  /** Keeps its own copy. */
  public FileEntry {
    feeds = List.copyOf(feeds);
  }

  /** Whose names hold no placeholders of the host. */
  public FileEntry(FileConfig config, List<LogFeed> feeds) {
    this(config, LogPlaceholders.NONE, feeds);
  }
}
