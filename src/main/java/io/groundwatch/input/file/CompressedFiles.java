package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The compressed files that there are in a folder. It is listed once a second at the most, however
 * many logs in it are looked for. Owned by the file input's thread.
 */
final class CompressedFiles {
  private static final String ENDING = ".gz";
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

  /** The path that a file had before it was compressed. */
  static Path plain(Path path) {
    String name = RotatedName.nameOf(path);
    return name.endsWith(ENDING) ? path.resolveSibling(plainName(name)) : path;
  }

  private static String plainName(String name) {
    return name.substring(0, name.length() - ENDING.length());
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
    List<Path> paths = Folders.list(folder, trouble::folder).orElse(List.of());
    Set<String> names = new HashSet<>();
    paths.forEach(path -> names.add(RotatedName.nameOf(path)));
    List<File> files = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(ENDING) && name.length() > ENDING.length()) {
        String plain = plainName(name);
        stat(folder.resolve(name), stat -> files.add(new File(stat, plain, names.contains(plain))));
      }
    }
    files.sort(Comparator.comparingLong(file -> file.stat().modifiedNanos()));
    return files;
  }

  private void stat(Path path, Consumer<FileStat> found) {
    try {
      FileStat.of(path).filter(FileStat::regular).ifPresent(found);
    } catch (IOException e) {
      trouble.file(path, e);
    }
  }
}
