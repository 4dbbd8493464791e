package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A destination that keeps what it takes, and answers as a test tells it. */
final class FakeOutput implements Output {
  final List<String> attempts = new ArrayList<>();
  final List<String> taken = new ArrayList<>();
  final Map<String, List<String>> contents = new HashMap<>();
  final List<Gap> gaps = new ArrayList<>();
  final List<String> deliveries = new ArrayList<>();
  private BiFunction<String, List<String>, Outcome> answer = (id, records) -> delivered();
  private boolean silent;
  private final List<Waiting> waiting = new ArrayList<>();

  /** A send without an answer yet. */
  record Waiting(String id, List<String> records, List<Gap> gaps, Consumer<Outcome> completion) {}

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

  /** What waits for an answer, oldest first. */
  List<Waiting> waiting() {
    return waiting;
  }

  /** Gives all answers that were held back. */
  void wakeUp(Outcome outcome) {
    while (!waiting.isEmpty()) {
      wakeUp(0, outcome);
    }
  }

  /** Gives the {@code index}th of the answers that were held back. */
  void wakeUp(int index, Outcome outcome) {
    finish(waiting.remove(index), outcome);
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    send(batch, range, List.of(), completion);
  }

  @Override
  public void send(
      StoredBatch batch, RecordRange range, List<Gap> told, Consumer<Outcome> completion) {
    String id = batch.partId(range);
    attempts.add(id);
    List<String> records = FakeDisk.records(batch).subList(range.from(), range.to());
    Waiting send = new Waiting(id, records, told, completion);
    if (silent) {
      waiting.add(send);
    } else {
      finish(send, answer.apply(id, records));
    }
  }

  /** Takes the {@code index}th of what waits, but the answer is lost: {@code outcome} instead. */
  void loseAnswer(int index, Outcome outcome) {
    Waiting send = waiting.remove(index);
    take(send);
    send.completion().accept(outcome);
  }

  /** The agent is gone: what was under way arrived, or did not. */
  void abandon(Predicate<List<String>> arrived) {
    for (Waiting send : waiting) {
      if (arrived.test(send.records())) {
        take(send);
      }
    }
    waiting.clear();
  }

  private void finish(Waiting send, Outcome outcome) {
    if (outcome instanceof Outcome.Delivered) {
      take(send);
      gaps.addAll(send.gaps());
    }
    send.completion().accept(outcome);
  }

  private void take(Waiting send) {
    deliveries.add(send.id());
    List<String> before = contents.putIfAbsent(send.id(), send.records());
    if (before == null) {
      taken.addAll(send.records());
    } else if (!before.equals(send.records())) {
      throw new IllegalStateException("the same id with other content: " + send.id());
    }
  }

  @Override
  public void close() {}
}
