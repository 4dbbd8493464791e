package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lane that keeps what it is offered, and takes nothing while it is closed. */
public final class FakeIntake implements Intake {
  private final List<Batch> batches = new ArrayList<>();
  private final SettledOffsets settledOffsets = new SettledOffsets();
  private final List<Receipt> receipts = new ArrayList<>();
  private boolean closed;
  private int most = Integer.MAX_VALUE;
  private BatchSize size = BatchSize.USUAL;

  @Override
  public boolean offer(Batch batch, List<Receipt> owed) {
    if (!hasRoom()) {
      return false;
    }
    receipts.addAll(owed);
    return batches.add(batch);
  }

  @Override
  public void offerLast(Batch batch, List<Receipt> owed) {
    receipts.addAll(owed);
    batches.add(batch);
  }

  @Override
  public boolean hasRoom() {
    return !closed && batches.size() < most;
  }

  @Override
  public BatchSize batchSize() {
    return size;
  }

  @Override
  public SettledOffsets settledOffsets() {
    return settledOffsets;
  }

  /** Has stored all that was taken so far. */
  public void store() {
    List<Receipt> owed = List.copyOf(receipts);
    receipts.clear();
    owed.forEach(Receipt::stored);
  }

  /** Settles all that was taken. */
  public void settle() {
    settledOffsets.answer(coverage());
    batches.forEach(batch -> settledOffsets.settled(batch.positions(), coverage()));
  }

  /** Takes nothing from now on, or again. */
  public void close(boolean now) {
    closed = now;
  }

  /** Takes no more than so many in all from now on. */
  public void takeAtMost(int now) {
    most = now;
  }

  /** How large it would have batches from now on. */
  public void wants(BatchSize now) {
    size = now;
  }

  /** What was taken. */
  public List<Batch> batches() {
    return batches;
  }

  /** The messages of all lines taken, in order. */
  public List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch instanceof Batch.Logs logs) {
        LogLines lines = logs.lines();
        for (int i = 0; i < lines.count(); i++) {
          int start = lines.start(i);
          messages.add(
              new String(lines.bytes(), start, lines.ends()[i] - start, StandardCharsets.UTF_8));
        }
      }
    }
    return messages;
  }

  /** The times of all lines taken, in order, in nanoseconds since the epoch. */
  public List<Long> times() {
    List<Long> times = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch instanceof Batch.Logs logs) {
        for (int i = 0; i < logs.lines().count(); i++) {
          times.add(logs.lines().times()[i]);
        }
      }
    }
    return times;
  }

  /** Where all lines taken are filed, in order. */
  public List<LogOrigin> origins() {
    List<LogOrigin> origins = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch instanceof Batch.Logs logs) {
        for (int i = 0; i < logs.lines().count(); i++) {
          origins.add(logs.lines().originTable().get(logs.lines().origins()[i]));
        }
      }
    }
    return origins;
  }

  /** The attributes of all lines taken, in order. */
  public List<Map<String, String>> attributes() {
    List<Map<String, String>> attributes = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch instanceof Batch.Logs logs) {
        for (int i = 0; i < logs.lines().count(); i++) {
          attributes.add(logs.lines().attributes().of(i));
        }
      }
    }
    return attributes;
  }

  /** What a restart would find covered. */
  public Map<SourceId, Coverage> coverage() {
    Map<SourceId, Coverage> all = new HashMap<>();
    for (Batch batch : batches) {
      for (Position position : batch.positions()) {
        if (position.finished()) {
          all.remove(position.source());
        } else {
          all.merge(
              position.source(), Coverage.of(position), (known, more) -> known.plus(position));
        }
      }
    }
    return all;
  }
}
