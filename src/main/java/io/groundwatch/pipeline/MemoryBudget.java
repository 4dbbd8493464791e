package io.groundwatch.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all batches in memory share. Any thread. */
public final class MemoryBudget {
  /** Sixteen MiB. */
  public static final long DEFAULT_BYTES = 16L << 20;

  private final AtomicLong free;

  /** Of {@code bytes} in all. */
  public MemoryBudget(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Takes {@code bytes} if there are as many. */
  public boolean tryReserve(long bytes) {
    long seen = free.get();
    while (seen >= bytes) {
      if (free.compareAndSet(seen, seen - bytes)) {
        return true;
      }
      seen = free.get();
    }
    return false;
  }

  /** Takes {@code bytes} even where there are not as many: others wait until they are back. */
  public void reserve(long bytes) {
    free.addAndGet(-bytes);
  }

  /** Gives {@code bytes} back. */
  public void release(long bytes) {
    free.addAndGet(bytes);
  }
}
