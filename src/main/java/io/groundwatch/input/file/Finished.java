package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Generations that were read to their end and are not tailed any more: what lies between two that
 * are was not missed if it is one of these. The oldest are forgotten. Owned by the file input's
 * thread.
 */
final class Finished {
  /** A log has a few; a thousand logs that are rotated within a minute have a thousand. */
  private static final int MAX = 1000;

  private final Set<Generation> generations = new LinkedHashSet<>();

  /** A file by its number, by how it begins and how large it is, since numbers are used again. */
  private record Generation(EntryPatterns entry, Object identity, Fingerprint head, long size) {
    static Generation of(WatchedFile file) {
      return new Generation(file.entry(), file.identity(), file.label().head(), file.sizeSeen());
    }
  }

  /**
   * A file was read to its end. One that is empty is like every other, and costs nothing to read.
   */
  void add(WatchedFile file) {
    if (file.sizeSeen() == 0) {
      return;
    }
    if (generations.size() >= MAX) {
      generations.remove(generations.iterator().next());
    }
    generations.add(Generation.of(file));
  }

  /** Whether it is one of them, and nothing was written to it since; it was just opened. */
  boolean holds(WatchedFile file) {
    return generations.contains(Generation.of(file));
  }
}
