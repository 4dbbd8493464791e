package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.model.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a buffer's folder holds when it is opened. Every element is read and checked. A damaged file
 * is set aside, and what is whole in it takes its place; a file with nothing left to send is
 * deleted. Used once, by the thread that opens the buffer.
 */
final class BufferScan {
  private static final Logger log = LoggerFactory.getLogger(BufferScan.class);
  private static final String SALVAGED = ".salvaged";

  private final BufferPlace place;
  private final long settled;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private final List<Position> positions = new ArrayList<>();
  private long highest;

  private BufferScan(BufferPlace place, long settled) {
    this.place = place;
    this.settled = settled;
    this.highest = 0;
  }

  /**
   * Scans the folder.
   *
   * @throws UnknownFormatException where a newer version wrote some of it, which is left as it is
   */
  static BufferScan of(BufferPlace place, long settled) throws IOException {
    BufferScan scan = new BufferScan(place, settled);
    for (Path file : scan.files()) {
      scan.check(file);
    }
    return scan;
  }

  /** The segments that hold something to send, by number. */
  NavigableMap<Long, Segment> segments() {
    return segments;
  }

  /** The positions of every batch that is not settled, oldest first. */
  List<Position> positions() {
    return positions;
  }

  /** The highest sequence that was found, or 0. */
  long highest() {
    return highest;
  }

  private List<Path> files() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(place.directory())) {
      all = files.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : all) {
      String name = file.toString();
      if (name.endsWith(SALVAGED) || name.endsWith(TapeSegmentWriter.TEMPORARY)) {
        Files.delete(file); // cut off in the making; what it was made from is still there
      }
    }
    return all.stream().filter(Segment::isSegment).toList();
  }

  private void check(Path file) throws IOException {
    SegmentContents contents;
    try (SegmentReader reader = SegmentReader.open(file)) {
      contents = contents(file, reader);
    } catch (UnknownFormatException e) {
      throw new UnknownFormatException(
          file + " was written by a newer version of Groundwatch: " + e.getMessage());
    }
    Segment segment = contents.segment();
    if (!segment.sequences().isEmpty()) {
      highest = segment.sequences().last();
    }
    if (segment.isSettled(settled)) {
      Files.deleteIfExists(file);
      return;
    }
    segments.put(segment.number(), segment);
    positions.addAll(contents.positions());
  }

  private SegmentContents contents(Path file, SegmentReader reader) throws IOException {
    try {
      return whole(file, reader);
    } catch (DamagedBatchException e) {
      return salvaged(file, reader, e);
    }
  }

  /** What an undamaged file holds. */
  private SegmentContents whole(Path file, SegmentReader reader) throws IOException {
    SegmentContents contents = new SegmentContents(Segment.of(file), highest, settled);
    SegmentHeader header = reader.header();
    long last = 0;
    for (int i = 0; i < header.elements(); i++) {
      last = contents.segment().end();
      SegmentReader.Element element = reader.read(last, reader.size());
      if (!contents.add(element)) {
        throw new DamagedBatchException("sequence: " + element.batch().sequence());
      }
    }
    if (last != header.last() || contents.segment().end() > header.length()) {
      throw new DamagedBatchException("header, last: " + header.last());
    }
    return contents;
  }

  /** Puts what is whole and not settled in a damaged file's place. */
  private SegmentContents salvaged(Path file, SegmentReader reader, DamagedBatchException damage)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + SALVAGED);
    SegmentContents kept = new SegmentContents(Segment.of(file), highest, settled);
    try (SegmentWriter writer = place.writers().open(fresh, Segment.HEADER_BYTES)) {
      long size = reader.size();
      Optional<SegmentReader.Element> found = reader.find(0, size);
      while (found.isPresent()) {
        SegmentReader.Element element = found.get();
        if (element.batch().sequence() > settled && kept.add(element)) {
          writer.add(element.bytes());
        }
        found = reader.find(element.next(), size);
      }
    }
    long batches = kept.segment().sequences().countAbove(0);
    Path aside = batches == 0 ? setAside(file, fresh) : place.damaged().replace(file, fresh);
    place.countDamage();
    log.warn(
        "{}: {} is damaged ({}). {} whole batches of it are kept; the file is set aside as {}.",
        place.lane(),
        file,
        damage.getMessage(),
        batches,
        aside.getFileName());
    return kept;
  }

  private Path setAside(Path file, Path fresh) throws IOException {
    Files.delete(fresh);
    return place.damaged().setAside(file);
  }
}
