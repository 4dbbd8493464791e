package io.groundwatch.pipeline;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one input's log lines for one lane into batches, each with the positions it was read
 * from. Owned by the input's thread.
 *
 * <p>An input asks {@link #ready}, appends lines while each {@link #fits}, and then says with
 * {@link #cover} which bytes of the file these lines were. A batch is only ever closed between a
 * cover and the next append, so its positions are exactly its lines.
 */
public final class LogBatcher {
  /** A range that yielded no line is worth a sync of its own only after this long. */
  private static final long COVER_ONLY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A lane that takes nothing wakes its inputs; it is asked this often all the same. */
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A small batch is this part of the usual. */
  private static final int SMALLER = 4;

  private final Intake lane;
  private final BatchConfig limits;
  private final BatchIds ids;
  private final TimeSource time;
  private final FlushClock clock;

  private LineContent lines;
  private final Map<SourceId, Position> positions = new LinkedHashMap<>();
  private final List<Position> apart = new ArrayList<>();
  private long encodedBytes;
  private BatchSize size = BatchSize.USUAL;
  private int turnedAway;
  private long oldestCoverNanos;
  private final Receipts receipts = new Receipts();
  private @Nullable Batch refused;
  private List<Receipt> refusedReceipts = List.of();

  /** Fills batches of log records for {@code lane}. */
  public LogBatcher(Intake lane, BatchConfig limits, BatchIds ids, TimeSource time) {
    this(lane, limits, ids, time, new LineColumns());
  }

  /** The same with what lines become of {@code content}, which is empty. */
  public LogBatcher(
      Intake lane, BatchConfig limits, BatchIds ids, TimeSource time, LineContent content) {
    this.lines = content;
    this.lane = lane;
    this.limits = limits;
    this.ids = ids;
    this.time = time;
    this.clock = new FlushClock(time, limits.maxAge().toNanos());
  }

  /** Whether there is room for more. Where not, the input keeps its place and asks again later. */
  public boolean ready() {
    if (!offerRefused()) {
      return false;
    }
    size = lane.batchSize();
    if (!full()) {
      return true;
    }
    return lane.hasRoom() && close();
  }

  /** Whether the lane takes batches now: what is appended would not wait for it. */
  public boolean laneHasRoom() {
    return offerRefused() && lane.hasRoom();
  }

  /** Whether a line of {@code length} bytes still goes into the batch. An empty batch takes any. */
  public boolean fits(int length) {
    boolean fits = hasRoomFor(length);
    turnedAway = fits ? 0 : length;
    return fits;
  }

  /** Takes a line: {@code length} bytes of UTF-8 without its line end, copied. */
  public void append(LogOrigin origin, long timeNanos, byte[] bytes, int offset, int length) {
    encodedBytes += lines.append(origin, timeNanos, bytes, offset, length);
    receipts.appended();
  }

  /** What is appended from here on is of this; null = of nothing that is owed a receipt. */
  public void owe(@Nullable Receipt receipt) {
    receipts.of(receipt);
  }

  /** Adds attributes to the line appended last; most lines have none. */
  public void attributes(Map<String, String> more) {
    lines.attributes(more);
    more.forEach((name, value) -> encodedBytes += name.length() + value.length());
  }

  /** Adds attributes to the line appended last, copied. */
  public void attributes(AttributeSet more) {
    int bytes = more.encodedBytes();
    if (bytes > 0) {
      lines.attributes(more);
      encodedBytes += bytes;
    }
  }

  /** Says that what was appended since the last call, if anything, is {@code position}'s range. */
  public void cover(Position position) {
    if (positions.isEmpty()) {
      oldestCoverNanos = time.nanos();
    }
    Position before = positions.get(position.source());
    if (before == null || before.to() == position.from()) {
      positions.merge(position.source(), position, LogBatcher::joined);
      return;
    }
    // A reader that filled a gap went on after it: two ranges of one source.
    apart.add(before);
    positions.put(position.source(), position);
  }

  /**
   * Whether the lane has settled all of {@code source} up to {@code offset}, as far as is known.
   */
  public boolean settled(SourceId source, long offset) {
    return lane.settledOffsets().reach(source, offset);
  }

  /** {@link #settled} is asked about {@code source} no more. */
  public void forgetSettled(SourceId source) {
    lane.settledOffsets().forget(source);
  }

  /** Closes the batch if it is due, and offers it. */
  public void flushIfDue() {
    if (offerRefused() && closesInNanos() <= 0 && lane.hasRoom()) {
      close();
    }
  }

  /** Closes the batch, if there is anything in it, and offers it: its sender waits for that. */
  public void flush() {
    if (offerRefused() && lines.count() > 0 && lane.hasRoom()) {
      close();
    }
  }

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  public long dueInNanos() {
    if (refused != null) {
      return BLOCKED_NANOS;
    }
    long due = closesInNanos();
    return due <= 0 && !lane.hasRoom() ? BLOCKED_NANOS : due;
  }

  private long closesInNanos() {
    if (lines.count() > 0) {
      return clock.dueInNanos();
    }
    if (!positions.isEmpty()) {
      return oldestCoverNanos + COVER_ONLY_NANOS - time.nanos();
    }
    return Long.MAX_VALUE;
  }

  /** Hands over everything, room or not: the input ends. */
  public void finish() {
    if (refused != null) {
      lane.offerLast(refused, refusedReceipts);
      refused = null;
    }
    if (!positions.isEmpty() || lines.count() > 0) {
      lane.offerLast(closed(), receipts.closed());
    }
  }

  /** A batch is full once a line found no room in it: waiting for a shorter one gains nothing. */
  private boolean full() {
    return !hasRoomFor(turnedAway);
  }

  private boolean hasRoomFor(int length) {
    return lines.count() == 0
        || (lines.count() < now(limits.maxRecords())
            && encodedBytes + length + LineColumns.RECORD_OVERHEAD <= now(limits.maxBytes()));
  }

  private long now(int limit) {
    return switch (size) {
      case SMALL -> Math.max(1, limit / SMALLER);
      case USUAL -> limit;
      case LARGE -> limits.mayGrow() ? (long) BatchConfig.GROWTH * limit : limit;
    };
  }

  private boolean close() {
    refused = closed();
    refusedReceipts = receipts.closed();
    return offerRefused();
  }

  private boolean offerRefused() {
    if (refused != null && lane.offer(refused, refusedReceipts)) {
      refused = null;
    }
    return refused == null;
  }

  private Batch closed() {
    apart.addAll(positions.values());
    Batch batch = lines.toBatch(ids.next(), time.wallNanos(), apart);
    lines = lines.next();
    positions.clear();
    apart.clear();
    encodedBytes = 0;
    turnedAway = 0;
    clock.flushed();
    return batch;
  }

  /** One range out of two that follow one another. */
  private static Position joined(Position before, Position after) {
    return new Position(
        after.source(),
        after.file(),
        after.head(),
        after.marker(),
        after.path(),
        before.from(),
        after.to(),
        after.finished());
  }
}
