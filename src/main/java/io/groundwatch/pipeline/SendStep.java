package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The lane's second step: sends the oldest stored batch, acts on the outcome, and settles what is
 * through. One send is under way at most. Owned by the lane's thread.
 */
final class SendStep {
  private static final long DISK_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** No destination can ask for a longer wait. */
  private static final Duration MAX_ASKED_WAIT = Duration.ofMinutes(10);

  private final LaneCore lane;
  private final SettleStep settle;
  private final Consumer<Outcome> completion;
  private final Backoff backoff;
  private final Window window = new Window();
  private long againNanos;
  private boolean sending;

  SendStep(LaneCore lane, SettleStep settle, Consumer<Outcome> completion) {
    this.lane = lane;
    this.settle = settle;
    this.completion = completion;
    this.backoff =
        new Backoff(
            lane.settings().retry().initial(),
            lane.settings().retry().max(),
            lane.tools().random());
    this.againNanos = lane.now();
  }

  /** Settles what is through and sends what is next. Returns how much was done. */
  int work() {
    if (sending || lane.now() - againNanos < 0) {
      return 0;
    }
    try {
      int done = dropExpired();
      if (window.isEmpty() && !takeNext()) {
        return done;
      }
      Delivery current = window.current();
      if (current == null) {
        return settleWindow() ? done + 1 : done;
      }
      sending = true;
      lane.parts().output().send(current.batch(), current.next(), completion);
      return done + 1;
    } catch (IOException e) {
      againNanos = lane.now() + DISK_RETRY_NANOS;
      lane.voice().diskTrouble(e);
      return 0;
    }
  }

  /** Whether an outcome is awaited. */
  boolean sending() {
    return sending;
  }

  /** Whether the destination took the last that it was sent, or was sent nothing yet. */
  boolean healthy() {
    return backoff.failures() == 0;
  }

  /** How long until there is something to do, unless an outcome comes; in nanoseconds. */
  long restNanos() {
    boolean nothing = sending || (window.isEmpty() && lane.queue().waiting() == 0);
    return nothing ? Long.MAX_VALUE : againNanos - lane.now();
  }

  /** When the oldest batch was closed, in nanoseconds since the epoch; 0 where there is none. */
  long oldestNanos() {
    return window.isEmpty() ? 0 : window.head().batch().createdNanos();
  }

  /** Acts on the outcome of the send under way. */
  void outcome(Outcome outcome) {
    Delivery current = window.isEmpty() ? null : window.current();
    if (!sending || current == null) {
      throw new IllegalStateException("an outcome with nothing in flight: " + outcome);
    }
    sending = false;
    if (outcome instanceof Outcome.Delivered) {
      accepted(current);
    } else if (outcome instanceof Outcome.Retry retry) {
      again(retry.reason(), retry.atLeast());
    } else if (outcome instanceof Outcome.Held held) {
      again(held.reason(), Duration.ZERO);
    } else if (outcome instanceof Outcome.TooLarge large) {
      refused(current, large.reason());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      refused(current, rejected.reason());
    }
  }

  /** Gives up the oldest batch; false where there is none, or it is in flight. */
  boolean dropOldest(DropReason reason) throws IOException {
    if (sending || (window.isEmpty() && !takeNext())) {
      return false;
    }
    int taken = window.head().accepted();
    rewind();
    StoredBatch batch = window.head().batch();
    lane.settledOffsets().dropped(batch.positions());
    settle.settle(batch);
    window.removeHead();
    lane.metrics().dropped(reason).add(batch.records() - taken);
    lane.voice().trouble("drop", reason.label(), "drops its oldest records: " + reason.why() + ".");
    return true;
  }

  private int dropExpired() throws IOException {
    int dropped = 0;
    while (!window.isEmpty() && expired(window.head().batch())) {
      dropOldest(DropReason.EXPIRED);
      takeNext();
      dropped++;
    }
    return dropped;
  }

  private boolean expired(StoredBatch batch) {
    long age = lane.tools().time().wallNanos() - batch.createdNanos();
    return age > lane.settings().buffer().maxAge().toNanos();
  }

  private boolean takeNext() throws IOException {
    Optional<StoredBatch> next = lane.queue().take();
    next.ifPresent(window::add);
    return next.isPresent();
  }

  private boolean settleWindow() throws IOException {
    while (!window.isEmpty()) {
      Delivery head = window.head();
      if (!settle.keepRefused(head)) {
        again(
            lane.parts().deadLetters().place()
                + ", the folder of dead letters, is full: look through it and empty it",
            Duration.ZERO);
        return false;
      }
      settle.settle(head.batch());
      window.removeHead();
    }
    return true;
  }

  private void accepted(Delivery delivery) {
    lane.metrics().sent(delivery.next().size());
    delivery.delivered();
    window.noteAccepted(delivery);
    backoff.reset();
    lane.voice().recovered("send", "delivers again.");
  }

  private void refused(Delivery delivery, String reason) {
    delivery.split(reason);
    if (!window.stuck(delivery) || (delivery == window.head() && probe())) {
      return;
    }
    rewind();
    again("every record is refused, so none is set aside: " + reason, Duration.ZERO);
  }

  /** Takes on the next batch that has records; false where there is none yet. */
  private boolean probe() {
    try {
      while (takeNext()) {
        Delivery current = window.current();
        if (current != null && current != window.head()) {
          return true;
        }
      }
    } catch (IOException e) {
      lane.voice().diskTrouble(e);
    }
    return false;
  }

  private void rewind() {
    int others = window.rewind();
    lane.queue().putBack(window.head().batch().sequence(), others);
  }

  private void again(String reason, Duration asked) {
    lane.metrics().retried();
    Duration wait = asked.compareTo(MAX_ASKED_WAIT) < 0 ? asked : MAX_ASKED_WAIT;
    againNanos = lane.now() + Math.max(backoff.nextNanos(), wait.toNanos());
    lane.voice()
        .trouble(
            "send",
            reason,
            "not delivered, will be tried again: "
                + reason
                + " (queued batches: "
                + lane.queue().batches()
                + ")");
  }
}
