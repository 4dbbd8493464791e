package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Removes dead letters, or puts them back first: those of one batch at a time, each removed only
 * once its records are durable in the queue. One that cannot be read stays, and the others go on.
 * Owned by the lane's thread.
 */
final class DeadLetterRun implements OrderRun {
  /** What is done with them. */
  enum Deed {
    PUT_BACK("put back into the queue"),
    REMOVE("deleted");

    private final String words;

    Deed(String words) {
      this.words = words;
    }
  }

  private final LaneCore lane;
  private final Deed deed;
  private final Queue<String> names = new ArrayDeque<>();
  private boolean listed;
  private boolean over;
  private long batches;
  private long records;
  private long failures;
  private String trouble = "";

  DeadLetterRun(LaneCore lane, Deed deed) {
    this.lane = lane;
    this.deed = deed;
  }

  @Override
  public int work() {
    try {
      if (!listed) {
        listed = true;
        names.addAll(lane.parts().deadLetters().names());
      }
      String name = names.poll();
      if (name == null) {
        over = true;
      } else if (deed == Deed.REMOVE) {
        remove(name);
      } else {
        putBack(name);
      }
    } catch (IOException e) {
      failures++;
      trouble = trouble.isEmpty() ? FileFailure.text(e) : trouble;
    }
    return 1;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public LaneAnswer answer() {
    return new LaneAnswer(batches, records, said(trouble));
  }

  @Override
  public String said() {
    return "dead letters %s, as somebody asked: %d records of %d batches%s."
        .formatted(
            deed.words,
            records,
            batches,
            said(trouble).map(text -> "; not all of them: " + text).orElse(""));
  }

  private Optional<String> said(String first) {
    if (first.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(failures > 1 ? first + " (and " + (failures - 1) + " more)" : first);
  }

  private void remove(String name) throws IOException {
    records += lane.parts().deadLetters().remove(name);
    batches++;
  }

  private void putBack(String name) throws IOException {
    long now = lane.tools().time().wallNanos();
    if (lane.parts().deadLetters().putBack(name, now, this::store)) {
      remove(name);
    } else {
      over = true;
      failures++;
      trouble = trouble.isEmpty() ? "the queue is full; ask again when it has room" : trouble;
    }
  }

  private boolean store(Batch batch) throws IOException {
    Optional<Long> stored = lane.queue().store(batch);
    if (stored.isPresent()) {
      lane.ages().stored(stored.get());
      lane.metrics().received(batch.records());
    }
    return stored.isPresent();
  }
}
