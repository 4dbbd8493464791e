package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a copytruncate: what a tail had not read when its file was cut lies in the copy, beside the
 * file and with a name that begins like its own (logrotate(8)). There it is read on. Owned by the
 * file input's thread.
 */
final class Copies {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** So many of the newest files with such a name are looked into. */
  private static final int MAX_LOOKED_INTO = 5;

  private final FileTable files;
  private final TailTools tools;
  private final BiConsumer<Path, IOException> unreadable;

  /** Adds copies to {@code files}; {@code unreadable} is told of what cannot be asked about. */
  Copies(FileTable files, TailTools tools, BiConsumer<Path, IOException> unreadable) {
    this.files = files;
    this.tools = tools;
    this.unreadable = unreadable;
  }

  /**
   * Reads on in a copy what {@code cut} had not read of {@code file}; else it is counted as lost.
   */
  void readOn(WatchedFile file, Displaced cut, EntryPatterns entry) {
    for (FileStat stat : candidates(file.path())) {
      try {
        WatchedFile known = files.get(stat.identity());
        WatchedFile copy =
            known != null
                ? known
                : WatchedFile.copy(
                    new Found(stat.path(), stat, entry.config(), entry.readings()), tools);
        if (copy.isCopy() && copy.adopt(cut)) {
          files.add(copy);
          log.info("What was cut from {} is read on in {}.", file.path(), stat.path());
          return;
        }
      } catch (IOException e) {
        unreadable.accept(stat.path(), e);
      }
    }
    file.lost(cut);
  }

  /** The newest files whose names begin as that of {@code path} does, up to its last dot. */
  private List<FileStat> candidates(Path path) {
    Path folder = path.getParent();
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String beginning = dot > 0 ? name.substring(0, dot) : name;
    List<FileStat> stats = new ArrayList<>();
    List<Path> paths =
        folder == null ? List.of() : Folders.list(folder, unreadable).orElse(List.of());
    for (Path candidate : paths) {
      if (!candidate.equals(path)
          && String.valueOf(candidate.getFileName()).startsWith(beginning)
          && !Discovery.isCompressed(candidate)) {
        try {
          FileStat.of(candidate).filter(FileStat::regular).ifPresent(stats::add);
        } catch (IOException e) {
          unreadable.accept(candidate, e);
        }
      }
    }
    stats.sort(Comparator.comparingLong(FileStat::modifiedNanos).reversed());
    return stats.subList(0, Math.min(MAX_LOOKED_INTO, stats.size()));
  }
}
