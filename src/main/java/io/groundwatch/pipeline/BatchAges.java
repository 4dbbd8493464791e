package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How old stored batches are, though the wall clock that stamped them may jump: a clock that is set
 * to next year must not throw a whole queue away.
 *
 * <p>Time passes by the monotonic clock. What was stored since the lane was opened was stamped by a
 * wall clock whose steps are noted here, so its age is exact. Of what was found at the open only
 * the stamp is known: its age then is by the wall clock, and it counts for all but an hour of
 * {@code max_age} at most, since a host's clock may be set right only after its agent started. A
 * step back within that hour makes what was found younger.
 *
 * <p>Owned by the lane's thread.
 */
final class BatchAges {
  /** What a batch that was found has left, at the least. */
  static final long GRACE_NANOS = TimeUnit.HOURS.toNanos(1);

  /** A smaller difference between the clocks is drift. */
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Past it, steps long ago are joined. */
  private static final int MAX_STEPS = 64;

  /** From {@code sequence} on, stored after {@code sinceNanos}, stamps are so far ahead. */
  private record Step(long sequence, long aheadNanos, long sinceNanos) {}

  private final TimeSource time;
  private final long maxAgeNanos;
  private final long openNanos;
  private final long openWallNanos;
  private final List<Step> steps = new ArrayList<>();
  private long foundWallNanos;

  /** The lane is opened now. */
  BatchAges(TimeSource time, Duration maxAge) {
    this.time = time;
    this.maxAgeNanos = maxAge.toNanos();
    this.openNanos = time.nanos();
    this.openWallNanos = time.wallNanos();
    this.foundWallNanos = openWallNanos;
  }

  /** A batch was stored. */
  void stored(long sequence) {
    long ahead = aheadNanos();
    if (steps.isEmpty()
        || Math.abs(ahead - steps.get(steps.size() - 1).aheadNanos()) >= STEP_NANOS) {
      steps.add(new Step(sequence, ahead, time.nanos()));
      if (steps.size() > MAX_STEPS) {
        steps.remove(1);
      }
    }
  }

  /** Batches up to {@code sequence} are done with. */
  void settled(long sequence) {
    while (steps.size() > 1 && steps.get(1).sequence() <= sequence + 1) {
      steps.remove(0);
    }
  }

  /** How old {@code batch} is, in nanoseconds; 0 or more. */
  long ageNanos(StoredBatch batch) {
    long now = time.nanos();
    long created = Math.max(0, batch.createdNanos());
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (batch.sequence() >= step.sequence()) {
        long age = openWallNanos + (now - openNanos) - (created - step.aheadNanos());
        return Math.max(0, Math.min(age, now - step.sinceNanos()));
      }
    }
    return foundAgeNanos(created, now - openNanos);
  }

  /** Whether {@code batch} is older than {@code max_age}. */
  boolean expired(StoredBatch batch) {
    return ageNanos(batch) > maxAgeNanos;
  }

  /** How long until it is, in nanoseconds. */
  long untilExpiredNanos(StoredBatch batch) {
    return maxAgeNanos - ageNanos(batch) + 1;
  }

  private long foundAgeNanos(long created, long sinceOpenNanos) {
    if (sinceOpenNanos <= GRACE_NANOS) {
      foundWallNanos = Math.min(foundWallNanos, time.wallNanos() - sinceOpenNanos);
    }
    long most = Math.max(0, maxAgeNanos - GRACE_NANOS);
    return Math.max(0, Math.min(foundWallNanos - created, most)) + sinceOpenNanos;
  }

  /** How far the wall clock is ahead of where it would be had nobody touched it. */
  private long aheadNanos() {
    return time.wallNanos() - openWallNanos - (time.nanos() - openNanos);
  }
}
