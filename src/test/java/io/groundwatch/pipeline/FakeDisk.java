package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A lane's disk in memory: what is in it survives the lane. Every operation first asks {@link
 * #step}, so that a test can cut the power before or after any of them, or make it refuse.
 */
final class FakeDisk {
  /** The power is cut. */
  static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  final TreeMap<Long, StoredBatch> elements = new TreeMap<>();
  final Map<String, String> deadLetters = new HashMap<>();
  private final Map<SourceId, Coverage> coverage = new HashMap<>();
  private long settledSequence;
  private long highestSequence;
  private long capacity = Long.MAX_VALUE;
  private boolean refuses;
  private boolean deadLettersFull;
  private int steps;
  private int cutBefore;
  private int cutAfter;

  /** Cuts the power before the {@code n}th operation from now. */
  void cutPowerBefore(int n) {
    cutBefore = steps + n;
  }

  /** Cuts the power after the {@code n}th operation from now took effect. */
  void cutPowerAfter(int n) {
    cutAfter = steps + n;
  }

  /** The power is back, whatever was planned. */
  void restorePower() {
    cutBefore = 0;
    cutAfter = 0;
  }

  void refuse(boolean now) {
    refuses = now;
  }

  void deadLettersFull(boolean now) {
    deadLettersFull = now;
  }

  void capacity(long batches) {
    capacity = batches;
  }

  LaneParts parts(Output output) {
    return new LaneParts(new Queue(), new Log(), new Folder(), output);
  }

  private void step(Runnable effect) throws IOException {
    steps++;
    if (steps == cutBefore) {
      throw new PowerCut();
    }
    if (refuses) {
      throw new IOException("No space left on device");
    }
    effect.run();
    if (steps == cutAfter) {
      throw new PowerCut();
    }
  }

  /** The records of a stored batch: one line each. */
  static List<String> records(StoredBatch batch) {
    return new String(batch.payload(), StandardCharsets.UTF_8).lines().toList();
  }

  private static StoredBatch encode(Batch batch, long sequence) {
    StringBuilder text = new StringBuilder();
    if (batch instanceof Batch.Logs logs) {
      LogLines lines = logs.lines();
      for (int i = 0; i < lines.count(); i++) {
        int start = lines.start(i);
        text.append(
                new String(lines.bytes(), start, lines.ends()[i] - start, StandardCharsets.UTF_8))
            .append('\n');
      }
    }
    byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
    return new StoredBatch(
        sequence,
        batch.id(),
        batch.kind(),
        batch.createdNanos(),
        batch.records(),
        payload.length,
        batch.positions(),
        Compression.NONE,
        payload);
  }

  private final class Queue implements Buffer {
    private final List<Position> atOpen = new ArrayList<>();

    private Queue() {
      elements.headMap(settledSequence, true).clear();
      elements.values().forEach(e -> atOpen.addAll(e.positions()));
    }

    @Override
    public Optional<StoredBatch> store(Batch batch) throws IOException {
      if (elements.size() >= capacity) {
        return Optional.empty();
      }
      StoredBatch stored = encode(batch, Math.max(highestSequence, settledSequence) + 1);
      step(
          () -> {
            highestSequence = stored.sequence();
            elements.put(stored.sequence(), stored);
          });
      return Optional.of(stored);
    }

    @Override
    public Optional<StoredBatch> after(long sequence) throws IOException {
      step(() -> {});
      return Optional.ofNullable(elements.higherEntry(sequence)).map(Map.Entry::getValue);
    }

    @Override
    public void settled(long sequence) throws IOException {
      step(() -> elements.headMap(sequence, true).clear());
    }

    @Override
    public List<Position> positionsAtOpen() {
      return atOpen;
    }

    @Override
    public long bytes() {
      return elements.values().stream().mapToLong(e -> e.payload().length).sum();
    }

    @Override
    public long batches() {
      return elements.size();
    }

    @Override
    public void close() {}
  }

  private final class Log implements Checkpoints {
    @Override
    public long settledSequence() {
      return settledSequence;
    }

    @Override
    public Map<SourceId, Coverage> coverage() {
      return Map.copyOf(coverage);
    }

    @Override
    public void settle(long sequence, List<Position> positions) throws IOException {
      step(
          () -> {
            settledSequence = sequence;
            for (Position position : positions) {
              coverage.merge(
                  position.source(), Coverage.of(position), (known, more) -> known.plus(position));
            }
          });
    }

    @Override
    public void close() {}
  }

  private final class Folder implements DeadLetters {
    @Override
    public boolean keep(StoredBatch batch, List<Refusal> refusals) throws IOException {
      if (deadLettersFull) {
        return false;
      }
      step(() -> refusals.forEach(r -> deadLetters.put(batch.id() + "/" + r.index(), r.reason())));
      return true;
    }

    @Override
    public String place() {
      return "dead";
    }
  }
}
