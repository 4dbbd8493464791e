package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig;
import java.util.List;

/**
 * What to tail and where it goes: one {@code collect_list} entry.
 *
 * @param config the entry, with the placeholders in its names filled in
 * @param feeds the lanes that want it
 */
public record FileEntry(FileConfig config, List<LogFeed> feeds) {

  /** Keeps its own copy. */
  public FileEntry {
    feeds = List.copyOf(feeds);
  }
}
