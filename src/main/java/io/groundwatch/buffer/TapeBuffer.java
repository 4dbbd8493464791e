package io.groundwatch.buffer;

import io.groundwatch.codec.BatchCodec;
import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Position;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Buffer;
import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.runtime.DirectoryLock;
import io.groundwatch.runtime.StateFiles;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lane's queue: a folder of segments, each a Tape QueueFile that is added to until it is full and
 * deleted when everything in it is settled. One element is one batch ({@link BatchCodec}).
 *
 * <p>Durable when {@link #store} returns: three syncs by Tape, and one of the folder where a
 * segment was begun. Damage never stops it: see {@link BufferScan}. Owned by the lane's thread.
 */
public final class TapeBuffer implements Buffer {
  /**
   * A settled segment that is still written is replaced above this: small enough for a quiet lane,
   * and large enough that a busy one does not begin a file every few batches.
   */
  private static final long QUIET_BYTES = 4L << 20;

  private static final String LOCK = "lock";

  private final BufferPlace place;
  private final long maxBytes;
  private final DirectoryLock lock;
  private final NavigableMap<Long, Segment> segments;
  private final List<Position> positionsAtOpen;
  private final BufferCursor cursor;
  private final BufferTail tail;
  private final BatchEncoder encoder;
  private final DiskBudget.Share budget;
  private final DroppedSequences dropped = new DroppedSequences();
  private @Nullable BatchId refused;
  private int refusedLength;
  private long settledSequence;
  private long nextSequence;
  private long bytes;
  private long batches;

  private TapeBuffer(
      BufferPlace place, TapeBufferSettings settings, DirectoryLock lock, BufferScan scan) {
    this.place = place;
    this.maxBytes = settings.maxBytes();
    this.lock = lock;
    this.segments = scan.segments();
    this.positionsAtOpen = List.copyOf(scan.positions());
    this.cursor = new BufferCursor(place, segments);
    this.encoder = new BatchEncoder(settings.compression());
    Segment last = segments.isEmpty() ? null : segments.lastEntry().getValue();
    this.tail = new BufferTail(place, settings.segmentBytes(), last);
    this.bytes = segments.values().stream().mapToLong(Segment::end).sum();
    this.budget = settings.budget().share();
    budget.take(bytes);
  }

  /**
   * Opens the buffer in {@code directory}, which is made if it is missing.
   *
   * @param settledSequence batches up to this are done with; what the lane's checkpoints say
   * @throws io.groundwatch.runtime.DirectoryLockedException where another process has it open
   * @throws io.groundwatch.codec.UnknownFormatException where a newer version wrote some of it
   */
  public static TapeBuffer open(
      Path directory,
      TapeBufferSettings settings,
      long settledSequence,
      SelfMetrics metrics,
      TimeSource time)
      throws IOException {
    StateFiles.createDirectories(directory);
    BufferPlace place =
        new BufferPlace(
            settings.lane(),
            directory,
            TapeSegmentWriter::open,
            new DamagedFiles(directory, time),
            BufferPlace.counter(metrics, settings.lane()));
    return open(place, settings, settledSequence);
  }

  /** Opens the buffer at a place that exists. */
  static TapeBuffer open(BufferPlace place, TapeBufferSettings settings, long settledSequence)
      throws IOException {
    DirectoryLock lock = DirectoryLock.take(place.directory().resolve(LOCK));
    try {
      BufferScan scan = BufferScan.of(place, settledSequence);
      TapeBuffer buffer = new TapeBuffer(place, settings, lock, scan);
      buffer.settledSequence = settledSequence;
      buffer.nextSequence = Math.max(settledSequence, scan.highest()) + 1;
      buffer.batches = buffer.countAbove(settledSequence);
      return buffer;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Optional<StoredBatch> store(Batch batch) throws IOException {
    if (batch.id().equals(refused) && !makeRoom(refusedLength)) {
      return Optional.empty(); // there is no room for it yet: not worth encoding it again
    }
    StoredBatch stored = encoder.encode(batch, nextSequence);
    byte[] element = BatchCodec.encode(stored);
    if (!makeRoom(element.length)) {
      refused = batch.id();
      refusedLength = element.length;
      return Optional.empty();
    }
    long cost = tail.cost(element.length);
    place.leaveFree(cost);
    if (!take(cost)) {
      return Optional.empty(); // another lane was faster
    }
    add(stored, element, cost);
    return Optional.of(stored);
  }

  private void add(StoredBatch stored, byte[] element, long cost) throws IOException {
    nextSequence++;
    boolean added = false;
    try {
      Segment segment = tail.add(stored.sequence(), element);
      segments.put(segment.number(), segment);
      added = true;
    } finally {
      if (!added) {
        budget.giveBack(cost);
      }
    }
    bytes += cost;
    batches++;
  }

  /**
   * Whether an element has room; a segment that is settled and still written is given up for it.
   */
  private boolean makeRoom(int length) throws IOException {
    long cost = tail.cost(length);
    if (isAllSettled() && !(fits(cost) && place.hasFree(cost))) {
      delete(segments.firstEntry().getValue());
    }
    return fits(tail.cost(length));
  }

  /** What is settled or dropped is passed over, whether or not it is still on disk. */
  @Override
  public Optional<StoredBatch> after(long sequence) throws IOException {
    Optional<StoredBatch> found = cursor.after(Math.max(sequence, settledSequence));
    while (found.isPresent() && dropped.contains(found.get().sequence())) {
      found = cursor.after(found.get().sequence());
    }
    return found;
  }

  @Override
  public void settled(long sequence) throws IOException {
    if (sequence > settledSequence) {
      settledSequence = Math.min(sequence, nextSequence - 1);
      dropped.forget(settledSequence);
      batches = countAbove(settledSequence);
    }
    deleteSpent();
  }

  @Override
  public void dropped(long sequence) throws IOException {
    if (sequence > settledSequence && sequence < nextSequence && !dropped.contains(sequence)) {
      dropped.add(sequence);
      batches--;
    }
    deleteSpent();
  }

  /** Not the one that is written: the highest sequence is known by it alone. */
  @Override
  public boolean freeable(Set<Long> kept) {
    return segments.values().stream()
        .filter(segment -> !tail.isIn(segment))
        .anyMatch(segment -> kept.stream().noneMatch(segment::mayHold));
  }

  @Override
  public List<Position> positionsAtOpen() {
    return positionsAtOpen;
  }

  /** Headers, frames and elements of all segments; their files are sparse beyond that. */
  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long batches() {
    return batches;
  }

  /** Closes the files and gives the folder free. */
  @Override
  public void close() throws IOException {
    try (lock;
        cursor) {
      tail.close();
    }
  }

  private long countAbove(long sequence) {
    return segments.values().stream().mapToLong(s -> remaining(s, sequence)).sum();
  }

  /** How many batches of a segment are neither settled up to {@code sequence} nor dropped. */
  private long remaining(Segment segment, long sequence) {
    if (segment.isSettled(sequence)) {
      return 0;
    }
    long from = Math.max(sequence + 1, segment.number());
    return segment.sequences().countAbove(sequence)
        - dropped.count(from, segment.sequences().last());
  }

  private boolean fits(long cost) {
    return bytes == 0 || (bytes + cost <= maxBytes && budget.has(cost));
  }

  /**
   * The first batch of an empty buffer is taken whatever the limits: else it would wait for ever.
   */
  private boolean take(long cost) {
    if (bytes == 0) {
      budget.take(cost);
      return true;
    }
    return budget.tryTake(cost);
  }

  private boolean isAllSettled() {
    return segments.size() == 1 && segments.firstEntry().getValue().isSettled(settledSequence);
  }

  private void deleteSpent() throws IOException {
    List<Segment> spent = segments.values().stream().filter(this::isSpent).toList();
    for (Segment segment : spent) {
      delete(segment);
    }
  }

  private boolean isSpent(Segment segment) {
    if (tail.isIn(segment)) {
      return segment.isSettled(settledSequence) && segment.end() > QUIET_BYTES;
    }
    return remaining(segment, settledSequence) == 0;
  }

  /**
   * Deletes without a sync of the folder: where a power cut brings the file back, the next start
   * finds it settled, and deletes it again.
   */
  private void delete(Segment segment) throws IOException {
    tail.leave(segment);
    cursor.leave(segment);
    Files.deleteIfExists(segment.file());
    segments.remove(segment.number());
    bytes -= segment.end();
    budget.giveBack(segment.end());
  }
}
