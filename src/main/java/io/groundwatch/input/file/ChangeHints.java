package io.groundwatch.input.file;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * A port: says in which folders something changed, so that files at rest need not be asked about.
 * Only a hint: what is missed is found by the next sweep. Owned by the file input's thread.
 */
public interface ChangeHints extends Closeable {
  /**
   * What changed since the last question.
   *
   * @param files that were written
   * @param folders in which a name came or went, or of which too much changed to tell
   */
  record Changes(Set<Path> files, Set<Path> folders) {
    static final Changes NONE = new Changes(Set.of(), Set.of());
  }

  /**
   * What a call of {@link #watch} came to.
   *
   * @param all whether every wanted folder is watched
   * @param added folders that were not watched before: what changed in them just now nobody told
   */
  record Watching(boolean all, Set<Path> added) {}

  /** Watches these folders and no others. */
  Watching watch(Collection<Path> folders);

  /** What changed, without waiting. */
  Changes poll();

  @Override
  void close();

  /** No hints: everything is found by sweeps. */
  static ChangeHints none() {
    return new ChangeHints() {
      @Override
      public Watching watch(Collection<Path> folders) {
        return new Watching(folders.isEmpty(), Set.of());
      }

      @Override
      public Changes poll() {
        return Changes.NONE;
      }

      @Override
      public void close() {}
    };
  }
}
