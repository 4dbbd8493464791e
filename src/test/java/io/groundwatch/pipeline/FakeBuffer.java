package io.groundwatch.pipeline;

import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Position;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A buffer in memory that survives {@link #reopen} as a disk would, and fails when told to. */
public final class FakeBuffer implements Buffer {
  private static final long OVERHEAD_BYTES = 64;

  private final long maxBytes;
  private final BatchEncoder encoder = new BatchEncoder(Compression.NONE);
  private final NavigableMap<Long, StoredBatch> stored;
  private final List<Position> positionsAtOpen;
  private long settledSequence;
  private long nextSequence;
  private int failures;

  /** An empty one. */
  public FakeBuffer(long maxBytes) {
    this(maxBytes, new TreeMap<>(), 0);
  }

  private FakeBuffer(long maxBytes, NavigableMap<Long, StoredBatch> found, long settledSequence) {
    this.maxBytes = maxBytes;
    this.stored = found;
    this.settledSequence = settledSequence;
    long highest = found.isEmpty() ? 0 : found.lastKey();
    this.nextSequence = Math.max(highest, settledSequence) + 1;
    found.headMap(settledSequence, true).clear();
    this.positionsAtOpen =
        found.values().stream().flatMap(batch -> batch.positions().stream()).toList();
  }

  /** What a restart finds; this one is not used any more. */
  public FakeBuffer reopen(long settled) {
    return new FakeBuffer(maxBytes, new TreeMap<>(stored), settled);
  }

  /** Makes the next {@code count} calls that reach the disk fail. */
  public void failNext(int count) {
    failures = count;
  }

  @Override
  public Optional<StoredBatch> store(Batch batch) throws IOException {
    failIfTold();
    StoredBatch encoded = encoder.encode(batch, nextSequence);
    if (!stored.isEmpty() && bytes() + encoded.payload().length + OVERHEAD_BYTES > maxBytes) {
      return Optional.empty();
    }
    nextSequence++;
    stored.put(encoded.sequence(), encoded);
    return Optional.of(encoded);
  }

  @Override
  public Optional<StoredBatch> after(long sequence) throws IOException {
    failIfTold();
    long above = Math.max(sequence, settledSequence);
    return Optional.ofNullable(stored.higherEntry(above)).map(Map.Entry::getValue);
  }

  @Override
  public void settled(long sequence) throws IOException {
    failIfTold();
    settledSequence = Math.max(settledSequence, Math.min(sequence, nextSequence - 1));
    stored.headMap(settledSequence, true).clear();
  }

  @Override
  public void dropped(long sequence) throws IOException {
    failIfTold();
    if (sequence > settledSequence) {
      stored.remove(sequence);
    }
  }

  @Override
  public boolean freeable(Set<Long> kept) {
    return !kept.containsAll(stored.keySet());
  }

  @Override
  public List<Position> positionsAtOpen() {
    return positionsAtOpen;
  }

  @Override
  public long bytes() {
    return stored.values().stream().mapToLong(b -> b.payload().length + OVERHEAD_BYTES).sum();
  }

  @Override
  public long batches() {
    return stored.size();
  }

  @Override
  public void close() {}

  private void failIfTold() throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException("No space left on device");
    }
  }
}
