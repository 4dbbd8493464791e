package io.groundwatch.input.file;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides which of the files that there are an entry reads. {@link Discovery} does as it says and
 * {@link FileExplainer} tells it, so that the two cannot disagree. Owned by one thread.
 */
final class Choice {
  private final OwnFiles own;

  Choice(OwnFiles own) {
    this.own = own;
  }

  /** Whether an entry asks for what is called {@code path}, whatever else there is to say of it. */
  static boolean isAsked(Path path, FileStat stat, EntryPatterns entry) {
    return stat.regular() && entry.pattern().matches(path);
  }

  /**
   * What an entry makes of a path.
   *
   * @param stat what it is; empty where there is nothing
   */
  Verdict of(Path path, Optional<FileStat> stat, EntryPatterns entry) {
    if (!entry.pattern().matches(path)) {
      return Verdict.NOT_MATCHED;
    }
    if (stat.isPresent() && stat.get().regular()) {
      return ofAsked(path, stat.get(), entry);
    }
    Verdict byName = byName(path, entry);
    if (byName != Verdict.READ) {
      return byName;
    }
    return stat.isPresent() ? Verdict.NOT_REGULAR : Verdict.MISSING;
  }

  /** What an entry makes of a file that it asks for. */
  Verdict ofAsked(Path path, FileStat stat, EntryPatterns entry) {
    Verdict byName = byName(path, entry);
    if (byName != Verdict.READ) {
      return byName;
    }
    if (own.include(stat)) {
      return Verdict.OWN_OUTPUT;
    }
    return own.areLinkedBy(path) ? Verdict.LINK_TO_OWN_STATE : Verdict.READ;
  }

  private Verdict byName(Path path, EntryPatterns entry) {
    if (own.hold(path)) {
      return Verdict.OWN_STATE;
    }
    return CompressedName.isOf(path) ? Verdict.COMPRESSED : entry.selection().of(path);
  }
}
