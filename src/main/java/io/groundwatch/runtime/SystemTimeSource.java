package io.groundwatch.runtime;

import java.time.Instant;

/** The machine's clocks. Any thread. */
public final class SystemTimeSource implements TimeSource {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Override
  public long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
