package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.model.StoredBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the lane reads. Reading on is one read a batch; going back starts again at the front of a
 * segment. Owned by the lane's thread.
 */
final class BufferCursor implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(BufferCursor.class);

  private final BufferPlace place;
  private final NavigableMap<Long, Segment> segments;
  private @Nullable Segment segment;
  private @Nullable SegmentReader reader;

  /** Everything in the segment before {@code offset} is at or below {@code floor}. */
  private long offset;

  private long floor;

  /** What was read last lies at {@code offset}, and what follows it at {@code next}. */
  private long lastRead;

  private long next;

  /** Reads {@code segments}, which the buffer goes on changing. */
  BufferCursor(BufferPlace place, NavigableMap<Long, Segment> segments) {
    this.place = place;
    this.segments = segments;
  }

  /** The first whole batch above {@code sequence}. */
  Optional<StoredBatch> after(long sequence) throws IOException {
    Segment current = goTo(sequence);
    while (current != null) {
      Optional<StoredBatch> found = readOn(current, sequence);
      if (found.isPresent()) {
        return found;
      }
      current = following(current);
    }
    return Optional.empty();
  }

  /** Lets go of a segment that is about to be deleted. */
  void leave(Segment gone) throws IOException {
    if (gone.equals(segment)) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    segment = null;
    SegmentReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  private @Nullable Segment goTo(long sequence) throws IOException {
    if (segment != null && floor <= sequence) {
      if (lastRead <= sequence) {
        floor = lastRead;
        offset = next;
      }
      return segment;
    }
    var start = segments.floorEntry(sequence);
    if (start == null) {
      start = segments.firstEntry();
    }
    return enter(start == null ? null : start.getValue());
  }

  private @Nullable Segment following(Segment current) throws IOException {
    var above = segments.higherEntry(current.number());
    // At the very end it stays where it is: the next batch may be added here.
    return above == null ? null : enter(above.getValue());
  }

  private @Nullable Segment enter(@Nullable Segment entered) throws IOException {
    close();
    if (entered != null) {
      reader = SegmentReader.open(entered.file());
      segment = entered;
      offset = Segment.HEADER_BYTES;
      next = offset;
      floor = entered.number() - 1;
      lastRead = floor;
    }
    return entered;
  }

  private Optional<StoredBatch> readOn(Segment current, long sequence) throws IOException {
    if (current.isSettled(sequence)) {
      pass(current);
    }
    while (offset < current.end()) {
      Optional<SegmentReader.Element> element = elementAt(offset, current);
      if (element.isEmpty()) {
        offset = current.end();
        break;
      }
      StoredBatch batch = element.get().batch();
      lastRead = batch.sequence();
      next = element.get().next();
      if (lastRead > sequence) {
        return Optional.of(batch);
      }
      floor = lastRead;
      offset = next;
    }
    next = offset;
    return Optional.empty();
  }

  private void pass(Segment spent) {
    offset = spent.end();
    if (!spent.sequences().isEmpty()) {
      floor = spent.sequences().last();
      lastRead = floor;
    }
  }

  /** The element there, or where it has been damaged since it was checked, the next whole one. */
  private Optional<SegmentReader.Element> elementAt(long place, Segment current)
      throws IOException {
    SegmentReader open = reader;
    if (open == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(open.read(place, current.end()));
    } catch (DamagedBatchException e) {
      this.place.countDamage();
      log.warn(
          "{}: {} is damaged ({}). What is whole after it goes on; its lines are read again.",
          this.place.lane(),
          current.file(),
          e.getMessage());
      return open.find(place, current.end());
    }
  }
}
