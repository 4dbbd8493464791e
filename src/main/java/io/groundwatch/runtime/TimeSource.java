package io.groundwatch.runtime;

/**
 * The only way to ask for the time. The wall clock stamps records and may jump; the monotonic clock
 * measures, and its values are compared by difference. Any thread.
 */
public interface TimeSource {
  /** Nanoseconds since the epoch. */
  long wallNanos();

  /** Monotonic nanoseconds from an arbitrary origin. */
  long nanos();
}
