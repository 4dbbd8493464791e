package io.groundwatch.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes on disk that the buffers of all lanes share. Half of them are the lanes' own, in equal
 * parts, so that a lane whose destination is dead cannot keep the others from storing; the other
 * half goes to who asks first. Any thread.
 */
public final class DiskBudget {
  private final long ownBytes;
  private final AtomicLong common;

  /** Of {@code bytes} in all, for {@code lanes} lanes. */
  public DiskBudget(long bytes, int lanes) {
    if (bytes < 0 || lanes < 1) {
      throw new IllegalArgumentException(
          "bytes: " + bytes + ", lanes: " + lanes + " (expected: >= 0 and > 0)");
    }
    this.ownBytes = bytes / 2 / lanes;
    this.common = new AtomicLong(bytes - ownBytes * lanes);
  }

  /** No limit. */
  public static DiskBudget unlimited() {
    return new DiskBudget(Long.MAX_VALUE, 1);
  }

  /** One lane's share. */
  public Share share() {
    return new Share();
  }

  /** What is sure to be there for each lane. */
  public long ownBytes() {
    return ownBytes;
  }

  /** What one lane takes. Owned by its thread. */
  public final class Share {
    private long taken;

    private Share() {}

    /** Whether there are {@code bytes}. */
    boolean has(long bytes) {
      long more = more(bytes);
      return more == 0 || common.get() >= more;
    }

    /** Takes {@code bytes} if there are as many. */
    boolean tryTake(long bytes) {
      long more = more(bytes);
      long seen = common.get();
      while (more > 0 && seen >= more) {
        if (common.compareAndSet(seen, seen - more)) {
          taken += bytes;
          return true;
        }
        seen = common.get();
      }
      taken += more > 0 ? 0 : bytes;
      return more == 0;
    }

    /** Takes {@code bytes} whatever there is: they are on disk already. */
    void take(long bytes) {
      common.addAndGet(beyondOwn(taken) - beyondOwn(taken + bytes));
      taken += bytes;
    }

    /** Gives {@code bytes} back. */
    void giveBack(long bytes) {
      common.addAndGet(beyondOwn(taken) - beyondOwn(taken - bytes));
      taken -= bytes;
    }

    private long more(long bytes) {
      return beyondOwn(taken + bytes) - beyondOwn(taken);
    }

    private long beyondOwn(long bytes) {
      return Math.max(0, bytes - ownBytes);
    }
  }
}
