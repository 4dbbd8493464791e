package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes positions out of what another agent has read of files, so that an entry's reading goes on
 * from there. One thread.
 */
public final class ForeignPositions {
  private final List<FileEntry> entries;
  private final List<Integer> tags;
  private final RandomGenerator random;

  /**
   * @param entries all of the configuration, in its order and as the file input gets them: by that
   *     they are known again
   */
  public ForeignPositions(List<FileEntry> entries, RandomGenerator random) {
    this.entries = List.copyOf(entries);
    EntryTags order = new EntryTags();
    this.tags = entries.stream().map(order::next).toList();
    this.random = random;
  }

  /** The numbers of the entries that would find a file. */
  public List<Integer> finding(Path file) {
    List<Integer> finding = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      FileEntry entry = entries.get(i);
      boolean finds =
          FilePattern.of(entry.config().filePath(), FileSystems.getDefault()).matches(file)
              && FileSelection.of(entry.config(), FileSystems.getDefault()).takes(file);
      if (finds) {
        finding.add(i);
      }
    }
    return finding;
  }

  /**
   * What of a file is read, for one entry; nothing where the file is shorter than that, since it is
   * another one then.
   *
   * @param entry its number
   */
  public List<Position> of(int entry, Path file, List<Coverage.Range> ranges) throws IOException {
    List<Position> positions = new ArrayList<>();
    SourceId source =
        new SourceId(
            random.nextLong(), random.nextLong() << 32 | Integer.toUnsignedLong(tags.get(entry)));
    FileKey key = FileStat.key(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Coverage.Range range : ranges) {
        if (channel.size() < range.to()) {
          return List.of();
        }
        int head = (int) Math.min(ReadBuffer.HEAD_BYTES, range.to());
        positions.add(
            new Position(
                source,
                key,
                ReadBuffer.head(Bytes.of(channel), head),
                Place.at(Bytes.of(channel), range.to()).marker(),
                file.toString(),
                range.from(),
                range.to(),
                false));
      }
    }
    return positions;
  }

  /** Whether something is known of the file already. */
  public static boolean isKnown(Path file, Iterable<Coverage> known) throws IOException {
    FileKey key = FileStat.key(file);
    for (Coverage coverage : known) {
      if (coverage.last().file().equals(key)) {
        return true;
      }
    }
    return false;
  }
}
