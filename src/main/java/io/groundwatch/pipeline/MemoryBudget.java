package io.groundwatch.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all batches in memory share. Each lane has a {@link Share}, and takes no more than
 * it leaves free: so a lane whose destination is dead, and which gives nothing back, never takes
 * the room that the others work with. Any thread.
 */
public final class MemoryBudget {
  /** Sixteen MiB. */
  public static final long DEFAULT_BYTES = 16L << 20;

  /** Less than this part of all is little. */
  private static final int SHORT = 4;

  private final long bytes;
  private final AtomicLong free;

  /** Of {@code bytes} in all. */
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
    this.free = new AtomicLong(bytes);
  }

  /** One lane's share. */
  Share share() {
    return new Share();
  }

  /** Bytes that nobody holds; below 0 where lanes took what each is sure of. */
  long free() {
    return free.get();
  }

  /** What one lane holds. Any thread. */
  final class Share {
    private final AtomicLong held = new AtomicLong();

    private Share() {}

    /** Takes {@code bytes} if as many stay free as this lane then holds. */
    boolean tryReserve(long bytes) {
      long seen = free.get();
      while (held.get() + bytes <= seen - bytes) {
        if (free.compareAndSet(seen, seen - bytes)) {
          held.addAndGet(bytes);
          return true;
        }
        seen = free.get();
      }
      return false;
    }

    /** Whether there is room for something small. */
    boolean hasRoom() {
      return held.get() < free.get();
    }

    /** Whether most of what all lanes share is free. */
    boolean isPlenty() {
      return free.get() > bytes / 2;
    }

    /** Whether little of what all lanes share is free. */
    boolean isShort() {
      return free.get() < bytes / SHORT;
    }

    /** Takes {@code bytes} whatever there is: others wait until they are back. */
    void reserve(long bytes) {
      held.addAndGet(bytes);
      free.addAndGet(-bytes);
    }

    /** Gives {@code bytes} back. */
    void release(long bytes) {
      held.addAndGet(-bytes);
      free.addAndGet(bytes);
    }

    /** Gives back what is held: the lane has ended. */
    void giveBackAll() {
      free.addAndGet(held.getAndSet(0));
    }

    /** Bytes that this lane holds. */
    long held() {
      return held.get();
    }
  }
}
