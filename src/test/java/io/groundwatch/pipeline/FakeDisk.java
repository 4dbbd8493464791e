package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.Position;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.SourceId;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** The records of the dead letters, by batch and index. */
  final TreeMap<String, TreeMap<Integer, String>> deadRecords = new TreeMap<>();

  private final Map<SourceId, Coverage> coverage = new HashMap<>();
  private long settledSequence;
  private long highestSequence;
  private long capacity = Long.MAX_VALUE;
  private long segment = 1;
  private boolean refuses;
  private boolean full;
  private boolean deadLettersFull;
  private RateLimit rate = RateLimit.none();
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

  /** Whether other programs fill the volume. */
  void full(boolean now) {
    full = now;
  }

  void deadLettersFull(boolean now) {
    deadLettersFull = now;
  }

  void capacity(long batches) {
    capacity = batches;
  }

  /** So many batches share a file, and their room comes back together. */
  void segments(long batches) {
    segment = batches;
  }

  void rate(RateLimit limit) {
    rate = limit;
  }

  LaneParts parts(Output output) {
    return new LaneParts(new Queue(), new Log(), new Folder(), output, rate);
  }

  /** The record that was set aside under a key of {@link #deadLetters}. */
  String letterOf(String key) {
    int slash = key.indexOf('/');
    return deadRecords
        .getOrDefault(key.substring(0, Math.max(0, slash)), new TreeMap<>())
        .getOrDefault(Integer.valueOf(key.substring(slash + 1)), "");
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
    } else if (batch instanceof Batch.Metrics metrics) {
      metrics.samples().forEach(sample -> text.append(sample.value()).append('\n'));
    } else if (batch instanceof Batch.Encoded encoded) {
      text.append(new String(encoded.ndjson(), StandardCharsets.UTF_8));
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
    private final Set<Long> dropped = new TreeSet<>();
    private long settled = settledSequence;

    private Queue() {
      elements.headMap(settledSequence, true).clear();
      elements.values().forEach(e -> atOpen.addAll(e.positions()));
    }

    @Override
    public Optional<StoredBatch> store(Batch batch) throws IOException {
      if (elements.size() >= capacity) {
        return Optional.empty();
      }
      if (full) {
        throw new DiskFullException("No space left on the volume");
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
      return elements.tailMap(sequence, false).values().stream()
          .filter(batch -> remains(batch.sequence()))
          .findFirst();
    }

    @Override
    public void settled(long sequence) throws IOException {
      step(
          () -> {
            settled = Math.max(settled, sequence);
            deleteSpent();
          });
    }

    @Override
    public void dropped(long sequence) throws IOException {
      step(
          () -> {
            dropped.add(sequence);
            deleteSpent();
          });
    }

    @Override
    public boolean freeable(Set<Long> kept) {
      return elements.keySet().stream()
          .mapToLong(this::file)
          .filter(file -> file != file(highestSequence))
          .anyMatch(file -> kept.stream().noneMatch(k -> file(k) == file));
    }

    private void deleteSpent() {
      for (Long element : List.copyOf(elements.keySet())) {
        boolean spent =
            elements.keySet().stream().noneMatch(e -> file(e) == file(element) && remains(e));
        if (spent && (element <= settled || file(element) != file(highestSequence))) {
          elements.remove(element);
        }
      }
    }

    private long file(long sequence) {
      return (sequence - 1) / segment;
    }

    private boolean remains(long sequence) {
      return sequence > settled && !dropped.contains(sequence);
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
      return elements.keySet().stream().filter(this::remains).count();
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
      step(() -> refusals.forEach(r -> add(batch, r)));
      return true;
    }

    private void add(StoredBatch batch, Refusal refusal) {
      deadLetters.put(batch.id() + "/" + refusal.index(), refusal.reason());
      deadRecords
          .computeIfAbsent(batch.id().toString(), id -> new TreeMap<>())
          .put(refusal.index(), records(batch).get(refusal.index()));
    }

    @Override
    public List<String> names() {
      return List.copyOf(deadRecords.keySet());
    }

    @Override
    public boolean putBack(String name, long createdNanos, Store store) throws IOException {
      TreeMap<Integer, String> records = deadRecords.getOrDefault(name, new TreeMap<>());
      String text = String.join("\n", records.values()) + "\n";
      byte[] ndjson = text.getBytes(StandardCharsets.UTF_8);
      BatchId id = BatchId.ofPutBack(name.hashCode(), text.hashCode());
      return store.store(
          new Batch.Encoded(id, createdNanos, SignalKind.LOGS, records.size(), ndjson));
    }

    @Override
    public long remove(String name) throws IOException {
      long records = deadRecords.getOrDefault(name, new TreeMap<>()).size();
      step(
          () -> {
            deadRecords.remove(name);
            deadLetters.keySet().removeIf(key -> key.startsWith(name + "/"));
          });
      return records;
    }

    @Override
    public String place() {
      return "dead";
    }
  }
}
