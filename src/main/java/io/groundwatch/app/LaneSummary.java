package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterView;
import io.groundwatch.buffer.QueuedBatch;
import io.groundwatch.codec.BatchHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a lane, in numbers.
 *
 * @param lane which
 * @param configured whether the configuration has its destination; empty where there is none
 * @param settledSequence every batch up to this is done with
 * @param batches that are queued
 * @param records in them
 * @param bytes that they take in the queue
 * @param rawBytes before compression
 * @param oldestNanos when the oldest was closed, in nanoseconds since the epoch; 0 = none
 * @param dead what was refused
 * @param setAside damaged files that were set aside
 * @param troubles what is wrong with the others
 */
record LaneSummary(
    LaneFolder lane,
    Optional<Boolean> configured,
    long settledSequence,
    long batches,
    long records,
    long bytes,
    long rawBytes,
    long oldestNanos,
    DeadLetterView.Count dead,
    List<Path> setAside,
    List<String> troubles) {

  /** Adds up heads. Owned by one thread. */
  static final class Sum {
    private long batches;
    private long records;
    private long bytes;
    private long rawBytes;
    private long oldestNanos;

    void add(QueuedBatch batch) {
      BatchHead head = batch.head();
      oldestNanos = batches == 0 ? head.createdNanos() : oldestNanos;
      batches++;
      records += head.records();
      bytes += batch.storedBytes();
      rawBytes += head.rawBytes();
    }

    long batches() {
      return batches;
    }

    LaneSummary of(LaneLook look, @Nullable List<String> configured) throws IOException {
      return new LaneSummary(
          look.lane(),
          Optional.ofNullable(configured).map(all -> all.contains(look.lane().name())),
          look.settledSequence(),
          batches,
          records,
          bytes,
          rawBytes,
          oldestNanos,
          look.deadLetters(),
          look.setAside(),
          List.copyOf(look.troubles()));
    }
  }

  /**
   * Looks at a lane.
   *
   * @param configured the lanes of the configuration, or null
   * @param check whether every byte is read and checked
   */
  static LaneSummary of(LaneFolder lane, @Nullable List<String> configured, boolean check)
      throws IOException {
    LaneLook look = LaneLook.at(lane);
    Sum sum = new Sum();
    look.batches(check, sum::add);
    return sum.of(look, configured);
  }

  /** Whether it is a lane of no destination of the configuration. */
  boolean isOrphan() {
    return !configured.orElse(true);
  }

  /** For programs. */
  Map<String, Object> tree(long nowNanos) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("lane", lane.name());
    tree.put("destination", lane.destination());
    tree.put("kind", lane.kind().key());
    tree.put("configured", configured.orElse(null));
    tree.put("settled_sequence", settledSequence);
    tree.put("batches", batches);
    tree.put("records", records);
    tree.put("bytes", bytes);
    tree.put("raw_bytes", rawBytes);
    tree.put("oldest", batches == 0 ? null : Shown.exactTime(oldestNanos));
    tree.put(
        "oldest_age_seconds",
        batches == 0 ? null : TimeUnit.NANOSECONDS.toSeconds(nowNanos - oldestNanos));
    tree.put("dead_batches", dead.batches());
    tree.put("dead_records", dead.records());
    tree.put("dead_bytes", dead.bytes());
    tree.put("set_aside", setAside.stream().map(Path::toString).toList());
    tree.put("damage", troubles);
    return tree;
  }
}
