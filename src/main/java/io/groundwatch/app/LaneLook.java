package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterView;
import io.groundwatch.buffer.QueueView;
import io.groundwatch.buffer.QueueVisitor;
import io.groundwatch.buffer.QueuedBatch;
import io.groundwatch.checkpoint.SettledView;
import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.DamagedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A look at one lane through its files alone: whether the agent runs or not, with permission to
 * read and no more. Owned by one thread.
 */
final class LaneLook {
  private final LaneFolder lane;
  private final SettledView settled;
  private final List<String> troubles = new ArrayList<>();

  private LaneLook(LaneFolder lane, SettledView settled) {
    this.lane = lane;
    this.settled = settled;
    settled.trouble().ifPresent(troubles::add);
  }

  /** Reads what is settled; the queue is read by what is asked then. */
  static LaneLook at(LaneFolder lane) throws IOException {
    try {
      return new LaneLook(lane, SettledView.of(lane.checkpoint()));
    } catch (UnknownFormatException e) {
      LaneLook look = new LaneLook(lane, SettledView.NOTHING);
      look.troubles.add(e.getMessage() + "; what is settled counts as queued here");
      return look;
    }
  }

  LaneFolder lane() {
    return lane;
  }

  /** Every batch up to this is done with. */
  long settledSequence() {
    return settled.sequence();
  }

  /** What is covered of every source that is not finished, by what is settled alone. */
  Map<SourceId, Coverage> settledCoverage() {
    return settled.coverage();
  }

  /** What is wrong with the files, as far as they were read. */
  List<String> troubles() {
    return troubles;
  }

  /**
   * Shows {@code each} what is queued, oldest first.
   *
   * @param check whether every byte is read and checked; else there is no look at the payloads
   */
  void batches(boolean check, Each<QueuedBatch> each) throws IOException {
    QueueView.heads(lane.queue(), settled.sequence(), check, new Visitor<>(each));
  }

  /** Shows {@code each} what is queued, oldest first; every byte of it is read and checked. */
  void wholeBatches(Each<StoredBatch> each) throws IOException {
    QueueView.batches(lane.queue(), settled.sequence(), new Visitor<>(each));
  }

  /** How much was refused. */
  DeadLetterView.Count deadLetters() throws IOException {
    return DeadLetterView.count(lane.dead());
  }

  /** The damaged files that were set aside. */
  List<Path> setAside() throws IOException {
    List<Path> aside = new ArrayList<>(DamagedFiles.in(lane.queue()));
    aside.addAll(DamagedFiles.in(lane.checkpoint()));
    return aside;
  }

  /** What is done with each batch. */
  @FunctionalInterface
  interface Each<T> {
    void batch(T batch) throws IOException;
  }

  private final class Visitor<T> implements QueueVisitor<T> {
    private final Each<T> each;

    private Visitor(Each<T> each) {
      this.each = each;
    }

    @Override
    public void batch(T batch) throws IOException {
      each.batch(batch);
    }

    @Override
    public void trouble(Path file, String what) {
      troubles.add(file + " " + what);
    }
  }
}
