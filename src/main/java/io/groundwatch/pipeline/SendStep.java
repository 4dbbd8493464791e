package io.groundwatch.pipeline;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Delivery.Sending;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The lane's second step: sends the oldest stored batches, as many at once as the lane's
 * concurrency and the {@link Gate} allow, acts on the outcomes, and settles what is through, in the
 * order of the batches. Owned by the lane's thread.
 */
final class SendStep {
  private static final long DISK_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LaneCore lane;
  private final SettleStep settle;
  private final DropStep drops;
  private final Window window;
  private final BiConsumer<Sending, Outcome> completion;
  private final Gate gate;
  private final Pace pace;
  private final Losses losses;
  private long diskNanos;
  private long sends;
  private String lastRefusal = "";

  SendStep(
      LaneCore lane,
      Window window,
      SettleStep settle,
      DropStep drops,
      BiConsumer<Sending, Outcome> completion) {
    this.lane = lane;
    this.settle = settle;
    this.drops = drops;
    this.window = window;
    this.completion = completion;
    LaneSettings settings = lane.settings();
    this.gate =
        new Gate(settings.retry(), settings.concurrency(), lane.tools().random(), lane.now());
    this.pace = new Pace(lane.parts().rate());
    this.losses = new Losses(lane.metrics(), lane.voice());
    this.diskNanos = lane.now();
    if (lane.queue().waiting() > 0) {
      gate.startWithBacklog(lane.now());
    }
  }

  /** Settles what is through, gives up what is too old, and sends what is next. */
  int work() {
    return work(true);
  }

  /** The same, but sends nothing. */
  int settleOnly() {
    return work(false);
  }

  private int work(boolean maySend) {
    long now = lane.now();
    losses.say(now);
    if (now - diskNanos < 0) {
      return 0;
    }
    try {
      int done = settleReady(now) + drops.dropExpired();
      boolean open = maySend && gate.isOpen(now) && window.inFlight() < gate.allowed();
      return open ? done + sendNext(now) : done;
    } catch (IOException e) {
      diskNanos = now + DISK_RETRY_NANOS;
      lane.voice().diskTrouble(e);
      return 0;
    }
  }

  /** Whether an outcome is awaited. */
  boolean sending() {
    return window.inFlight() > 0;
  }

  /** Whether the destination took the last that it was sent, or was sent nothing yet. */
  boolean healthy() {
    return gate.healthy();
  }

  /** How long until there is something to do, unless an outcome comes; in nanoseconds. */
  long restNanos() {
    long now = lane.now();
    long rest = drops.untilExpiredNanos();
    if (headWaits()) {
      rest = Math.min(rest, gate.opensNanos() - now);
    } else if (window.inFlight() < gate.allowed() && mayWork()) {
      rest = Math.min(rest, Math.max(gate.opensNanos() - now, pace.restNanos(now)));
    }
    return Math.max(rest, diskNanos - now);
  }

  /** How many batches are in flight. */
  int inFlight() {
    return window.inFlight();
  }

  /** Since when the oldest batch waits, of the monotonic clock; empty where none was taken. */
  OptionalLong oldestSinceNanos() {
    return window.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(lane.now() - lane.ages().ageNanos(window.head().batch()));
  }

  /** When it sends again, of the monotonic clock; empty where no failure holds it up. */
  OptionalLong nextTryNanos() {
    return gate.healthy() ? OptionalLong.empty() : OptionalLong.of(gate.opensNanos());
  }

  /** Acts on what became of a send. */
  void outcome(Sending sending, Outcome outcome) {
    Delivery delivery = sending.delivery();
    delivery.answered(sending);
    if (outcome instanceof Outcome.Delivered) {
      accepted(sending);
      return;
    }
    if (outcome instanceof Outcome.PartlyDelivered partly) {
      partlyAccepted(sending, partly);
      return;
    }
    losses.untold(sending.gaps());
    if (outcome instanceof Outcome.Retry retry) {
      again(sending.spell(), retry.reason(), retry.atLeast());
    } else if (outcome instanceof Outcome.Held held) {
      again(sending.spell(), held.reason(), Duration.ZERO);
    } else if (outcome instanceof Outcome.TooLarge large) {
      refused(delivery, large.reason());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      refused(delivery, rejected.reason());
    }
  }

  private int settleReady(long now) throws IOException {
    int done = 0;
    while (!window.isEmpty() && window.head().ready()) {
      Delivery head = window.head();
      if (!head.refusals().isEmpty() && !(gate.isOpen(now) && keepRefused(head))) {
        return done;
      }
      settle.settle(head.through(), head.batch().positions());
      window.removeHead();
      lane.queue().letGo(head.batch());
      done++;
    }
    return done;
  }

  private boolean keepRefused(Delivery head) throws IOException {
    boolean kept = settle.keepRefused(head);
    if (!kept) {
      again(
          gate.spell(),
          lane.parts().deadLetters().place()
              + ", the folder of dead letters, is full: look through it and empty it",
          Duration.ZERO);
    }
    return kept;
  }

  private int sendNext(long now) throws IOException {
    Delivery next = window.sendable();
    if (next == null && mayTake()) {
      Optional<StoredBatch> batch = lane.queue().peek();
      if (batch.isPresent() && batch.get().records() == 0) {
        drops.passOver(batch.get());
        return 1;
      }
      if (batch.isPresent()) {
        next = window.add(batch.get());
        lane.queue().take();
      }
    }
    if (next == null) {
      holdIfAllIsRefused();
      return 0;
    }
    long bytes = lane.parts().output().wireBytes(next.batch(), next.next());
    if (!pace.allows(bytes, now)) {
      return 0;
    }
    pace.used();
    send(next);
    return 1;
  }

  /** Whether the next batch is wanted: there is a place for it, or what is stuck needs a probe. */
  private boolean mayTake() {
    if (window.isEmpty()) {
      return true;
    }
    int concurrency = lane.settings().concurrency();
    if (window.stuck() > concurrency) {
      return false;
    }
    boolean probe = window.stuck() > 0 && !sending();
    return probe || (window.places() < concurrency && lane.memory().hasRoom());
  }

  private void send(Delivery delivery) {
    sends++;
    Sending sending = new Sending(delivery, sends, gate.spell(), losses.handOut());
    RecordRange range = delivery.next();
    delivery.sent(sending);
    boolean begun = false;
    try {
      lane.parts()
          .output()
          .send(
              delivery.batch(),
              range,
              sending.gaps(),
              outcome -> completion.accept(sending, outcome));
      begun = true;
    } finally {
      if (!begun) { // a bug in the output, which must not leave the lane waiting for ever
        delivery.answered(sending);
        losses.untold(sending.gaps());
      }
    }
  }

  private void accepted(Sending sending) {
    Delivery delivery = sending.delivery();
    lane.metrics().sent(delivery.next().size());
    delivery.delivered();
    tookSome(sending);
  }

  private void tookSome(Sending sending) {
    window.noteAccepted(sending.delivery(), sending.number());
    gate.taken(sending.spell(), lane.now());
    if (gate.healthy()) {
      lane.voice().recovered("send", "delivers again.");
    }
  }

  /** The answer says which records were taken, so that nothing has to be halved to find out. */
  private void partlyAccepted(Sending sending, Outcome.PartlyDelivered partly) {
    Delivery delivery = sending.delivery();
    int taken = delivery.next().size() - partly.refusals().size();
    boolean before = delivery.hopeless();
    delivery.partlyDelivered(partly.refusals());
    lastRefusal = partly.refusals().get(0).reason();
    noteHopeless(delivery, before);
    if (taken > 0) {
      lane.metrics().sent(taken);
      tookSome(sending);
    }
  }

  private void refused(Delivery delivery, String reason) {
    boolean before = delivery.hopeless();
    delivery.split(reason);
    noteHopeless(delivery, before);
    lastRefusal = reason;
  }

  private void noteHopeless(Delivery delivery, boolean before) {
    if (delivery.hopeless() && !before) {
      delivery.hopelessSince(sends);
    }
  }

  /** What is left was refused whole, and no probe was taken, or there is none. */
  private void holdIfAllIsRefused() {
    if (window.stuck() > 0 && !sending() && window.sendable() == null) {
      window.restartStuck();
      again(
          gate.spell(),
          "every record is refused, so none is set aside: " + lastRefusal,
          Duration.ZERO);
    }
  }

  /** Whether the head is through but for something that the gate's time decides. */
  private boolean headWaits() {
    return !window.isEmpty() && window.head().ready();
  }

  private boolean mayWork() {
    return window.sendable() != null
        || (window.stuck() > 0 && !sending())
        || (lane.queue().waiting() > 0 && mayTake());
  }

  private void again(int spell, String reason, Duration asked) {
    lane.metrics().retried();
    gate.failed(spell, asked, lane.now());
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
