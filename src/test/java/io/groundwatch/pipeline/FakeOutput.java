package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A destination that keeps what it takes, and answers as a test tells it. */
final class FakeOutput implements Output {
  final List<String> attempts = new ArrayList<>();
  final List<String> taken = new ArrayList<>();
  final Map<String, List<String>> contents = new HashMap<>();
  private BiFunction<String, List<String>, Outcome> answer = (id, records) -> delivered();
  private boolean silent;
  private @Nullable Consumer<Outcome> waiting;

  static Outcome delivered() {
    return new Outcome.Delivered();
  }

  /** Answers so from now on, given the part's id and records. */
  void answer(BiFunction<String, List<String>, Outcome> how) {
    answer = how;
  }

  /** Says nothing from now on. */
  void hang(boolean now) {
    silent = now;
  }

  /** Gives the answer that was held back. */
  void wakeUp(Outcome outcome) {
    Consumer<Outcome> completion = waiting;
    if (completion != null) {
      waiting = null;
      completion.accept(outcome);
    }
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    String id = batch.partId(range);
    attempts.add(id);
    if (silent) {
      waiting = completion;
      return;
    }
    List<String> records = FakeDisk.records(batch).subList(range.from(), range.to());
    Outcome outcome = answer.apply(id, records);
    if (outcome instanceof Outcome.Delivered) {
      List<String> before = contents.putIfAbsent(id, records);
      if (before == null) {
        taken.addAll(records);
      } else if (!before.equals(records)) {
        throw new IllegalStateException("the same id with other content: " + id);
      }
    }
    completion.accept(outcome);
  }

  @Override
  public void close() {}
}
