package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The compressed files that there are in a folder. It is listed once a second at the most, however
 * many logs in it are looked for. Owned by the file input's thread.
 */
final class CompressedFiles {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_FOLDERS = 100;

  /** So many of the newest that could be of one log are looked into. */
  private static final int MAX_OF_ONE_LOG = 200;

  private final TimeSource time;
  private final ReadTrouble trouble;
  private final Map<Path, Listing> listings = new HashMap<>();

  /**
   * A compressed file.
   *
   * @param stat of it
   * @param plainName its name without the ending
   * @param hasPlain whether what may be its original is there
   */
  private record File(FileStat stat, String plainName, boolean hasPlain) {}

  private record Listing(List<File> files, long nanos) {}

  CompressedFiles(TimeSource time, ReadTrouble trouble) {
    this.time = time;
    this.trouble = trouble;
  }

  /**
   * Those that could be generations of the log {@code name}, or copies of it, oldest first; none
   * that is still being made of a file that is there.
   *
   * @param sinceNanos the folder is listed after this, on the monotonic clock
   */
  List<FileStat> of(Path folder, String name, long sinceNanos) {
    List<FileStat> stats = new ArrayList<>();
    for (File file : in(folder, sinceNanos)) {
      String plain = file.plainName();
      boolean whole = plain.equals(name) || !file.hasPlain();
      if (whole && RotatedName.areRelated(plain, name)) {
        stats.add(file.stat());
      }
    }
    return stats.subList(Math.max(0, stats.size() - MAX_OF_ONE_LOG), stats.size());
  }

  private List<File> in(Path folder, long sinceNanos) {
    long now = time.nanos();
    Listing known = listings.get(folder);
    if (known != null && known.nanos() - sinceNanos > 0 && now - known.nanos() < KEPT_NANOS) {
      return known.files();
    }
    if (listings.size() >= MAX_FOLDERS) {
      listings.clear();
    }
    List<File> files = list(folder);
    listings.put(folder, new Listing(files, now));
    return files;
  }

  private List<File> list(Path folder) {
    Set<Path> paths = new HashSet<>();
    List<FileStat> stats = new ArrayList<>();
    Folders.ask(
        folder,
        trouble,
        path -> {
          paths.add(path);
          if (CompressedName.isReadable(path)) {
            FileStat.of(path).filter(FileStat::regular).ifPresent(stats::add);
          }
        });
    stats.sort(Comparator.comparingLong(FileStat::modifiedNanos));
    return stats.stream().map(stat -> file(stat, paths)).toList();
  }

  private static File file(FileStat stat, Set<Path> paths) {
    Path plain = CompressedName.plain(stat.path());
    return new File(stat, RotatedName.nameOf(plain), paths.contains(plain));
  }
}
