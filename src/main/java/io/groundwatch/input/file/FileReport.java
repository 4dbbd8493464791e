package io.groundwatch.input.file;

import java.util.Comparator;
import java.util.List;

/**
 * How far the file input has come.
 *
 * @param files that are tailed, those with most to read first; not all where there are very many
 * @param count of all
 * @param behind bytes that are not read yet, of all files, for the lane that has most to read
 * @param unreadable what cannot be read, and why; not all where there are very many
 */
public record FileReport(List<OfFile> files, int count, long behind, List<String> unreadable) {
  /** More files are a number. */
  public static final int MAX_FILES = 1000;

  /**
   * One file.
   *
   * @param path as its entry found it
   * @param size in bytes, of a compressed file of what it stands for
   * @param lanes that read it
   */
  public record OfFile(String path, long size, List<OfLane> lanes) {
    /** Keeps its own copy. */
    public OfFile {
      lanes = List.copyOf(lanes);
    }

    /** Bytes that the lane with most to read has not read yet. */
    public long behind() {
      return lanes.stream().mapToLong(lane -> Math.max(0, size - lane.offset())).max().orElse(0);
    }
  }

  /**
   * How far a lane is in one file.
   *
   * @param lane its name
   * @param offset of the next byte that is read for it
   * @param blocked whether it takes nothing now
   */
  public record OfLane(String lane, long offset, boolean blocked) {}

  /** Keeps its own copies. */
  public FileReport {
    files = List.copyOf(files);
    unreadable = List.copyOf(unreadable);
  }

  static FileReport of(List<OfFile> all, List<String> unreadable) {
    Comparator<OfFile> order = Comparator.comparingLong(OfFile::behind).reversed();
    return new FileReport(
        all.stream().sorted(order.thenComparing(OfFile::path)).limit(MAX_FILES).toList(),
        all.size(),
        all.stream().mapToLong(OfFile::behind).sum(),
        unreadable);
  }
}
