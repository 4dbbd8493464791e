package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks through the folder of a {@link TapeBuffer} from outside: takes no lock, changes nothing,
 * and needs no more than permission to read. The agent may add, settle and delete meanwhile; what
 * is seen is what lay there at some moment of the look. Damage ends nothing: it is told, and what
 * is whole goes on, as it would when the agent starts. Owned by one thread.
 */
public final class QueueView<T> {
  /** Tape writes a header in one go, yet a reader may see half of it. */
  private static final int HEADER_ATTEMPTS = 3;

  /** How much of an element is read. */
  private interface Depth<T> {
    Seen<T> at(SegmentReader reader, long offset, long end) throws IOException;

    Seen<T> of(SegmentReader.Element element);
  }

  private record Seen<T>(T batch, long sequence, long next) {}

  private static final Depth<QueuedBatch> HEADS =
      new Depth<>() {
        @Override
        public Seen<QueuedBatch> at(SegmentReader reader, long offset, long end)
            throws IOException {
          SegmentReader.Peek peek = reader.peek(offset, end);
          return new Seen<>(peek.batch(), peek.batch().head().sequence(), peek.next());
        }

        @Override
        public Seen<QueuedBatch> of(SegmentReader.Element element) {
          return new Seen<>(QueuedBatch.of(element), element.batch().sequence(), element.next());
        }
      };

  private static final Depth<QueuedBatch> CHECKED_HEADS =
      new Depth<>() {
        @Override
        public Seen<QueuedBatch> at(SegmentReader reader, long offset, long end)
            throws IOException {
          return of(reader.read(offset, end));
        }

        @Override
        public Seen<QueuedBatch> of(SegmentReader.Element element) {
          return HEADS.of(element);
        }
      };

  private static final Depth<StoredBatch> WHOLE =
      new Depth<>() {
        @Override
        public Seen<StoredBatch> at(SegmentReader reader, long offset, long end)
            throws IOException {
          return of(reader.read(offset, end));
        }

        @Override
        public Seen<StoredBatch> of(SegmentReader.Element element) {
          return new Seen<>(element.batch(), element.batch().sequence(), element.next());
        }
      };

  private final Depth<T> depth;
  private final long settled;
  private final QueueVisitor<T> visitor;
  private long highest;

  private QueueView(Depth<T> depth, long settled, QueueVisitor<T> visitor) {
    this.depth = depth;
    this.settled = settled;
    this.visitor = visitor;
  }

  /**
   * Shows {@code visitor} the heads and positions of all batches above {@code settled}.
   *
   * @param check whether every byte is read and checked; else payloads are passed over, which is
   *     quick, whatever the size of the queue, and sees no damage in them
   */
  public static void heads(
      Path directory, long settled, boolean check, QueueVisitor<QueuedBatch> visitor)
      throws IOException {
    new QueueView<>(check ? CHECKED_HEADS : HEADS, settled, visitor).walk(directory);
  }

  /** Shows {@code visitor} all batches above {@code settled}; every byte is read and checked. */
  public static void batches(Path directory, long settled, QueueVisitor<StoredBatch> visitor)
      throws IOException {
    new QueueView<>(WHOLE, settled, visitor).walk(directory);
  }

  private void walk(Path directory) throws IOException {
    List<Path> files = segments(directory);
    for (int i = 0; i < files.size(); i++) {
      // What a segment holds is below the name of the next one.
      boolean spent = i + 1 < files.size() && Segment.of(files.get(i + 1)).number() - 1 <= settled;
      if (!spent) {
        look(files.get(i));
      }
    }
  }

  private static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private void look(Path file) throws IOException {
    highest = Math.max(highest, Segment.of(file).number() - 1);
    try (SegmentReader reader = SegmentReader.open(file)) {
      lookInto(file, reader);
    } catch (NoSuchFileException e) {
      return; // settled and deleted since the folder was listed
    } catch (UnknownFormatException e) {
      visitor.trouble(
          file, "was written by a newer version of Groundwatch (" + e.getMessage() + ")");
    }
  }

  private void lookInto(Path file, SegmentReader reader) throws IOException {
    Walk walk = new Walk(reader);
    try {
      walk.toTheEnd();
    } catch (DamagedBatchException e) {
      visitor.trouble(file, "is damaged at byte " + walk.at + " (" + e.getMessage() + ")");
      showWhatIsWhole(reader, walk.at);
    }
  }

  /** A walk from element to element through one segment, to which the agent may be adding. */
  private final class Walk {
    private final SegmentReader reader;
    private int elements;
    private long last;
    private long at;

    private Walk(SegmentReader reader) {
      this.reader = reader;
    }

    private void toTheEnd() throws IOException {
      SegmentHeader header = header(reader);
      at = Segment.HEADER_BYTES;
      walk(header);
      while (last != header.last() || at > header.length()) {
        SegmentHeader now = header(reader);
        if (now.equals(header)) {
          throw new DamagedBatchException("header, last: " + header.last());
        }
        header = now;
        walk(header);
      }
    }

    private void walk(SegmentHeader header) throws IOException {
      long size = reader.size();
      for (; elements < header.elements(); elements++) {
        Seen<T> seen = depth.at(reader, at, size);
        if (seen.sequence() <= highest) {
          throw new DamagedBatchException("sequence: " + seen.sequence());
        }
        show(seen);
        last = at;
        at = seen.next();
      }
    }
  }

  private static SegmentHeader header(SegmentReader reader) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reader.header();
      } catch (DamagedBatchException e) {
        if (attempt == HEADER_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void showWhatIsWhole(SegmentReader reader, long from) throws IOException {
    long size = reader.size();
    Optional<SegmentReader.Element> found = reader.find(from, size);
    while (found.isPresent()) {
      Seen<T> seen = depth.of(found.get());
      if (seen.sequence() > highest) {
        show(seen);
      }
      found = reader.find(seen.next(), size);
    }
  }

  private void show(Seen<T> seen) throws IOException {
    highest = seen.sequence();
    if (highest > settled) {
      visitor.batch(seen.batch());
    }
  }
}
