package io.groundwatch.config;

import java.time.Duration;

/**
 * When a batch is closed: at whichever limit comes first.
 *
 * @param maxBytes of the encoded records, before compression
 * @param maxRecords in one batch
 * @param maxAge the least time between two batches that are not full; what comes after a quiet
 *     spell goes at once
 * @param mayGrow whether a batch may grow to {@value #GROWTH} times these limits while the lane is
 *     busy, so that a backlog takes fewer syncs; false where the limits were set by hand
 */
public record BatchConfig(int maxBytes, int maxRecords, Duration maxAge, boolean mayGrow) {
  /** One MiB. */
  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  public static final int DEFAULT_MAX_RECORDS = 10_000;
  public static final Duration DEFAULT_MAX_AGE_LOGS = Duration.ofSeconds(1);
  public static final Duration DEFAULT_MAX_AGE_METRICS = Duration.ofSeconds(10);

  /** How much larger a batch may grow under backlog. */
  public static final int GROWTH = 2;
}
