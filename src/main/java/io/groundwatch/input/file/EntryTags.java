package io.groundwatch.input.file;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Gives each entry a number that is the same after a restart: where two entries read one file for
 * one lane, their positions must not be taken for one another's. It comes from the entry's path and
 * group, and counts entries that have both alike. Used by one thread.
 */
final class EntryTags {
  private final Map<Integer, Integer> alike = new HashMap<>();

  int next(FileEntry entry) {
    int hash = Objects.hash(entry.config().filePath(), entry.config().stream().group().orElse(""));
    return hash + alike.merge(hash, 1, Integer::sum);
  }
}
