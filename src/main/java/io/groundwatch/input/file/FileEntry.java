package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.util.List;

/**
 * What to tail and where it goes: one {@code collect_list} entry with its placeholders filled in.
 *
 * @param filePath the pattern
 * @param group log group of its lines
 * @param stream log stream of its lines
 * @param readFrom where to start in a file that is seen for the first time
 * @param feeds the lanes that want it
 */
public record FileEntry(
    String filePath, String group, String stream, ReadFrom readFrom, List<LogFeed> feeds) {

  /** Keeps its own copy. */
  public FileEntry {
    feeds = List.copyOf(feeds);
  }
}
