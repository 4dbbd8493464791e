package io.groundwatch.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged files of one folder, set aside beside it as {@code NAME.corrupt-EPOCHMILLIS} for a person
 * to look at. Keeps the newest {@link #MAX_KEPT}. Owned by one thread.
 */
public final class DamagedFiles {
  /** How many are kept in a folder. */
  public static final int MAX_KEPT = 8;

  private static final Logger log = LoggerFactory.getLogger(DamagedFiles.class);
  private static final String MARK = ".corrupt-";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Path directory;
  private final TimeSource time;

  /** Of {@code directory}. */
  public DamagedFiles(Path directory, TimeSource time) {
    this.directory = directory;
    this.time = time;
  }

  /** Renames {@code file}, which is gone then. Returns its new name. */
  public Path setAside(Path file) throws IOException {
    Path aside = freeName(file);
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    StateFiles.syncDirectory(directory);
    deleteOldest();
    return aside;
  }

  /**
   * Sets aside what {@code file} holds and puts {@code whole} in its place, in one step: at no
   * moment is there no file of that name. Returns where the old content lies.
   */
  public Path replace(Path file, Path whole) throws IOException {
    Path aside = freeName(file);
    try {
      Files.createLink(aside, file);
    } catch (UnsupportedOperationException | IOException noLinks) {
      // Some file systems have no second names; a copy says the same.
      Files.copy(file, aside, StandardCopyOption.COPY_ATTRIBUTES);
    }
    StateFiles.replace(whole, file);
    deleteOldest();
    return aside;
  }

  /** A name above all that are there, so that the newest is the last even if the clock ran back. */
  private Path freeName(Path file) throws IOException {
    List<Path> aside = aside();
    long newest = aside.isEmpty() ? 0 : millisOf(aside.get(aside.size() - 1));
    long millis = Math.max(time.wallNanos() / NANOS_PER_MILLI, newest + 1);
    return directory.resolve(file.getFileName() + MARK + millis);
  }

  private void deleteOldest() throws IOException {
    List<Path> aside = aside();
    for (Path old : aside.subList(0, Math.max(0, aside.size() - MAX_KEPT))) {
      Files.deleteIfExists(old);
      log.warn("Deleted {}: only the newest {} damaged files are kept.", old, MAX_KEPT);
    }
  }

  private List<Path> aside() throws IOException {
    return in(directory);
  }

  /**
   * The files that were set aside in {@code directory}, oldest first; none where there is no such
   * folder. Any thread.
   */
  public static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(DamagedFiles::isAside)
          .sorted(Comparator.comparingLong(DamagedFiles::millisOf))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isAside(Path file) {
    return file.toString().matches(".*\\.corrupt-\\d{1,18}");
  }

  private static long millisOf(Path aside) {
    String name = aside.toString();
    return Long.parseLong(name.substring(name.lastIndexOf(MARK) + MARK.length()));
  }
}
