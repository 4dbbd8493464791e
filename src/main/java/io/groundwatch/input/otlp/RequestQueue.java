package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.pipeline.Receipt;
import io.groundwatch.pipeline.StoredRequests;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one kind: taken in turn, and answered when they are on disk. While lanes take
 * nothing, the first waits a little, and those after it are asked to come again at once. As long as
 * there are connections, since each has one request. The input's thread, but for {@link #add} and
 * answers.
 */
final class RequestQueue {
  /** So long lanes may take nothing before senders are asked to come again. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int RETRY_AFTER_SECONDS = 5;

  /** A lane that takes nothing wakes its inputs; it is asked this often all the same. */
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Signal signal;
  private final Taking taking;
  private final TimeSource time;
  private final OtlpRefusals refusals;
  private final LongAdder requests;
  private final StoredRequests stored = new StoredRequests();
  private final Queue<HttpExchange> waiting = new ConcurrentLinkedQueue<>();
  private @Nullable Receipt current;
  private Outcome outcome = new Outcome();
  private boolean blocked;
  private long blockedNanos;
  private boolean ending;

  /** What became of one request: written by the input before lanes can say that it is stored. */
  private static final class Outcome {
    private volatile Taking.Result result = Taking.Result.ALL_TAKEN;
  }

  /**
   * @param requests counts those that come to their turn
   */
  RequestQueue(
      Signal signal, Taking taking, TimeSource time, OtlpRefusals refusals, LongAdder requests) {
    this.requests = requests;
    this.signal = signal;
    this.taking = taking;
    this.time = time;
    this.refusals = refusals;
  }

  void wakeWith(Runnable wake) {
    stored.wakeWith(wake);
  }

  /** Takes a request in. Any thread. */
  void add(HttpExchange exchange) {
    waiting.add(exchange);
  }

  /** Takes requests while lanes have room. Returns how many. */
  int work() {
    int done = 0;
    while (mayGoOn() && goOn()) {
      done++;
    }
    if (stored.isDue() && current == null) {
      taking.flush();
      stored.flushed();
    }
    taking.flushIfDue();
    return done;
  }

  /** Whether there is something to take, and room for it. */
  private boolean mayGoOn() {
    if (current == null && waiting.isEmpty()) {
      return false;
    }
    if (ending || current != null || taking.hasRoom()) {
      blocked = false;
      return true;
    }
    if (!blocked) {
      blocked = true;
      blockedNanos = time.nanos();
    } else if (time.nanos() - blockedNanos >= PATIENCE_NANOS) {
      askToComeAgain();
    }
    return false;
  }

  private void askToComeAgain() {
    for (HttpExchange next = waiting.poll(); next != null; next = waiting.poll()) {
      refusals.add("full");
      new Answers(next)
          .refused(429, "the buffer of a destination takes nothing now", RETRY_AFTER_SECONDS);
    }
  }

  /** Goes on with a request, or begins one. Returns false where the rest of it waits for room. */
  private boolean goOn() {
    if (current == null) {
      begin();
    }
    Receipt receipt = current;
    if (receipt == null) {
      return true; // it was refused
    }
    blocked = !take();
    if (!blocked) {
      current = null;
      outcome.result = taking.result();
      taking.owe(null);
      receipt.stored();
    }
    return !blocked;
  }

  private void begin() {
    HttpExchange exchange = waiting.remove();
    requests.increment();
    Answers answers = new Answers(exchange);
    try {
      taking.begin(Body.of(exchange, signal));
    } catch (Body.RefusedException e) {
      refuse(answers, e.status(), e);
      return;
    } catch (IOException e) {
      refuse(answers, 400, e);
      return;
    }
    Outcome became = new Outcome();
    Receipt receipt = stored.begin(onDisk -> answer(answers, onDisk, became.result));
    current = receipt;
    outcome = became;
    taking.owe(receipt);
  }

  private void refuse(Answers answers, int status, IOException why) {
    String text = String.valueOf(why.getMessage());
    refusals.add(status == 413 ? "size" : "format", text);
    answers.refused(status, text, 0);
  }

  private boolean take() {
    try {
      return taking.take();
    } catch (DamagedMessageException e) {
      throw new IllegalStateException("a request that was looked through is damaged", e);
    }
  }

  private void answer(Answers answers, boolean onDisk, Taking.Result result) {
    if (!onDisk) {
      answers.refused(503, "the agent stops before all of it is on disk", RETRY_AFTER_SECONDS);
    } else if (result.refused() > 0) {
      answers.takenBut(signal, result.refused(), result.why());
    } else {
      answers.taken();
    }
  }

  long restNanos() {
    if (current != null || !waiting.isEmpty()) {
      return blocked ? BLOCKED_NANOS : 0;
    }
    return taking.dueInNanos();
  }

  /** Takes and hands over all that waits, room or not, and waits until it is on disk. */
  void finish(long atMostNanos) {
    ending = true;
    taking.ending();
    work();
    taking.finish();
    stored.await(atMostNanos);
  }
}
