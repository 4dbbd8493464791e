package io.groundwatch.pipeline;

import io.groundwatch.config.RetryConfig;
import io.groundwatch.runtime.Backoff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When the destination may be sent to, and how many batches at once. It waits for the destination
 * and not for a batch: one that fails holds up all, and what fails together counts once.
 *
 * <p>A destination that comes back is not stampeded. The first send after a failure goes alone, and
 * each that is taken allows one more at a time, up to the lane's concurrency. After an outage, that
 * is two failures and more, there are pauses between batches as well: the first as long as the
 * first backoff at most, and half as long after each batch that is taken. A lane that starts with a
 * backlog starts so too: a whole fleet may have been started with it. All waits are drawn evenly
 * from 0 to their bound.
 *
 * <p>Owned by the lane's thread.
 */
final class Gate {
  /** No destination can ask for a longer wait. */
  private static final Duration MAX_ASKED_WAIT = Duration.ofMinutes(10);

  /** One failure is a hiccup, and no reason for pauses once it is over. */
  private static final int OUTAGE_FAILURES = 2;

  /** A shorter pause is none. */
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Backoff backoff;
  private final RandomGenerator random;
  private final long initialNanos;
  private final int concurrency;
  private int spell;
  private int allowed = 1;
  private long opensNanos;
  private long pauseBoundNanos;

  /** Open from {@code nowNanos} on. */
  Gate(RetryConfig retry, int concurrency, RandomGenerator random, long nowNanos) {
    this.backoff = new Backoff(retry.initial(), retry.max(), random);
    this.random = random;
    this.initialNanos = retry.initial().toNanos();
    this.concurrency = concurrency;
    this.opensNanos = nowNanos;
  }

  /** The lane starts with batches that an earlier run left. */
  void startWithBacklog(long nowNanos) {
    pauseBoundNanos = initialNanos;
    pause(nowNanos);
  }

  /** What a send is begun in, to be handed back with what became of it. */
  int spell() {
    return spell;
  }

  /** The destination took something that was sent in {@code spell}. */
  void taken(int spellOfSend, long nowNanos) {
    if (spellOfSend != spell) {
      return; // it was sent before the last failure, and says nothing of what came after
    }
    backoff.reset();
    allowed = Math.min(concurrency, allowed + 1);
    if (pauseBoundNanos > 0) {
      pause(nowNanos);
      pauseBoundNanos /= 2;
      if (pauseBoundNanos < LEAST_PAUSE_NANOS) {
        pauseBoundNanos = 0;
      }
    }
  }

  /** Something that was sent in {@code spellOfSend} has to be sent again, after {@code asked}. */
  void failed(int spellOfSend, Duration asked, long nowNanos) {
    Duration atLeast = asked.compareTo(MAX_ASKED_WAIT) < 0 ? asked : MAX_ASKED_WAIT;
    long opens = nowNanos + atLeast.toNanos();
    if (spellOfSend == spell) {
      // Beside what is asked: a thousand agents may have been told the same.
      opens += backoff.nextNanos();
      spell++;
      allowed = 1;
      pauseBoundNanos = backoff.failures() >= OUTAGE_FAILURES ? initialNanos : 0;
    }
    if (opens - opensNanos > 0) {
      opensNanos = opens;
    }
  }

  /** Nothing can be sent on, whatever was under way. */
  void hold(long nowNanos) {
    failed(spell, Duration.ZERO, nowNanos);
  }

  boolean isOpen(long nowNanos) {
    return nowNanos - opensNanos >= 0;
  }

  /** When it opens, of the monotonic clock; in the past where it is open. */
  long opensNanos() {
    return opensNanos;
  }

  /** How many batches may be under way. */
  int allowed() {
    return allowed;
  }

  /** Whether the destination took the last that it was sent, or was sent nothing yet. */
  boolean healthy() {
    return backoff.failures() == 0;
  }

  private void pause(long nowNanos) {
    opensNanos = nowNanos + random.nextLong(pauseBoundNanos + 1);
  }
}
