package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.Delivery.Sending;
import io.groundwatch.runtime.Worker;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One destination and one kind of signal: stores what comes, sends what is stored, settles what was
 * sent, in the order of the batches. With a concurrency of one they also arrive in that order, the
 * backlog of an outage before what is new; with more, what is in flight together may arrive in any.
 *
 * <ol>
 *   <li><b>store</b>: a batch with its positions becomes one durable element of the buffer. From
 *       here on it is not lost.
 *   <li><b>send</b>: the oldest stored batches go to the output, as many at a time as the lane's
 *       concurrency; the completion only posts an {@link Outcome} to this lane.
 *   <li><b>settle</b>: the checkpoints note sequence and positions; the buffer removes in bulk.
 * </ol>
 *
 * <p>After a crash before store the lines are read again; after one between store and settle the
 * byte-identical batch is sent again under the same id; there are as many such batches as the
 * concurrency at most, and one more where a probe was sent ({@link Window}).
 *
 * <p>{@link #offer}, {@link #offerLast}, {@link #hasRoom}, {@link #batchSize}, {@link
 * #settledOffsets}, {@link #addWaker}, {@link #removeWaker}, {@link #coverage}, {@link #status},
 * {@link #order} and the completions may be called by any thread; the rest belongs to the lane's.
 */
public final class Lane implements Worker, Intake {
  private static final long LONG_REST_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LaneCore core;
  private final Mailbox mailbox;
  private final SettleStep settle;
  private final StoreStep store;
  private final SendStep send;
  private final OrderStep orders;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Queue<CompletableFuture<Map<SourceId, Coverage>>> questions =
      new ConcurrentLinkedQueue<>();
  private volatile Runnable waker = () -> {};

  /** What became of a send. */
  private record Answer(Sending sending, Outcome outcome) {}

  /** Takes over open parts; closing them, after the lane's thread ended, is the caller's. */
  public Lane(LaneSettings settings, LaneParts parts, LaneTools tools) {
    this.core = LaneCore.of(settings, parts, tools);
    core.stored().stored(parts.buffer().positionsAtOpen());
    this.mailbox = new Mailbox(core.memory());
    Window window = new Window();
    this.settle = new SettleStep(core);
    DropStep drops = new DropStep(core, window, settle);
    this.send = new SendStep(core, window, settle, drops, this::complete);
    this.store = new StoreStep(core, mailbox, drops, settle);
    this.orders = new OrderStep(core, window, drops);
    reportQueue();
  }

  /**
   * What is taken care of now, by source: settled, stored, or handed over. That is where an input
   * resumes, once the one before it has ended. The lane's thread answers when it next works.
   */
  public CompletableFuture<Map<SourceId, Coverage>> coverage() {
    CompletableFuture<Map<SourceId, Coverage>> asked = new CompletableFuture<>();
    questions.add(asked);
    waker.run();
    return asked;
  }

  /** The same, for the lane's own thread. */
  Map<SourceId, Coverage> coverageNow() {
    return core.stored().with(core.parts().checkpoints().coverage(), store.waiting());
  }

  /** The lane's numbers. Any thread. */
  public LaneMetrics metrics() {
    return core.metrics();
  }

  /** How it fares, as of its last turn. Any thread. */
  public LaneStatus status() {
    return core.metrics().status(core.now(), core.voice().troubles());
  }

  @Override
  public void wakeWith(Runnable wake) {
    this.waker = wake;
  }

  /** Adds a producer to wake when there is room again. */
  public void addWaker(Runnable producer) {
    mailbox.addWaker(producer);
  }

  /** Wakes a producer no more. */
  public void removeWaker(Runnable producer) {
    mailbox.removeWaker(producer);
  }

  @Override
  public boolean offer(Batch batch, List<Receipt> receipts) {
    boolean taken = mailbox.offer(batch, receipts);
    waker.run();
    return taken;
  }

  @Override
  public void offerLast(Batch batch, List<Receipt> receipts) {
    mailbox.offerLast(batch, receipts);
    waker.run();
  }

  @Override
  public boolean hasRoom() {
    return mailbox.hasRoom();
  }

  /**
   * Asks something of the lane, on behalf of a person. Any thread.
   *
   * @param answer called once, by the lane's thread, unless the lane ends before it comes to it
   * @return false = not now: too many orders wait
   */
  public boolean order(LaneOrder order, Consumer<LaneAnswer> answer) {
    boolean taken = orders.offer(order, answer);
    waker.run();
    return taken;
  }

  @Override
  public BatchSize batchSize() {
    if (core.memory().isShort()) {
      return BatchSize.SMALL;
    }
    return mailbox.isEmpty() || !core.memory().isPlenty() ? BatchSize.USUAL : BatchSize.LARGE;
  }

  @Override
  public SettledOffsets settledOffsets() {
    return core.settledOffsets();
  }

  @Override
  public String name() {
    return "lane-" + core.settings().name();
  }

  @Override
  public int work() {
    return workWith(answers.poll());
  }

  private int workWith(@Nullable Answer answer) {
    int done = 0;
    if (answer != null) {
      send.outcome(answer.sending(), answer.outcome());
      done++;
    }
    settle.answer();
    answerQuestions();
    done += store.work();
    long bytes = core.queue().bytes();
    done += orders.work();
    done += orders.busy() ? send.settleOnly() : send.work();
    if (core.queue().bytes() < bytes || core.queue().batches() == 0) {
      store.roomMade();
    }
    if (done > 0) {
      reportQueue();
    }
    return done;
  }

  @Override
  public long restNanos() {
    return Math.max(0, Math.min(LONG_REST_NANOS, Math.min(store.restNanos(), send.restNanos())));
  }

  /**
   * Stores what producers left, and goes on delivering while the destination takes it; what it does
   * not take in time stays stored.
   */
  @Override
  public void finish(long deadlineNanos) {
    int done = work();
    while (core.now() - deadlineNanos < 0 && !finished(deadlineNanos)) {
      done = done > 0 ? work() : workWith(awaitAnswer(deadlineNanos));
    }
    if (!store.idle()) {
      core.voice().error("the disk did not take all in time; lines will be read again.");
      store.giveUp();
    }
    answerQuestions();
    core.memory().giveBackAll();
    core.voice().info("stopped; batches that remain queued: " + core.queue().batches() + ".");
  }

  private void answerQuestions() {
    CompletableFuture<Map<SourceId, Coverage>> asked = questions.poll();
    while (asked != null) {
      asked.complete(coverageNow());
      asked = questions.poll();
    }
  }

  private boolean finished(long deadlineNanos) {
    boolean more =
        core.queue().batches() > 0
            && send.healthy()
            && core.now() + send.restNanos() - deadlineNanos < 0;
    return store.idle() && !send.sending() && !more;
  }

  private @Nullable Answer awaitAnswer(long deadlineNanos) {
    try {
      long atMost = Math.min(restNanos(), deadlineNanos - core.now());
      return answers.poll(Math.max(1, atMost), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void complete(Sending sending, Outcome outcome) {
    answers.add(new Answer(sending, outcome));
    waker.run();
  }

  private void reportQueue() {
    core.metrics()
        .queue(
            core.queue().bytes(),
            core.queue().batches(),
            send.oldestSinceNanos(),
            send.inFlight(),
            send.nextTryNanos());
  }
}
