package io.groundwatch.runtime;

import java.time.Instant;

/**
 * The machine's clocks. The wall clock is given to the millisecond: nothing that the agent stamps
 * is known better, and shorter stamps are shorter records. Any thread.
 */
public final class SystemTimeSource implements TimeSource {
  private static final long NANOS_PER_MILLISECOND = 1_000_000L;

  @Override
  public long wallNanos() {
    return Instant.now().toEpochMilli() * NANOS_PER_MILLISECOND;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
