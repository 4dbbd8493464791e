package io.groundwatch.app;

import java.util.function.LongSupplier;

/**
 * Gives back the memory that a burst took. The collector by itself lets what was large and is not
 * used any more lie until the heap is as large as it may become, so that an agent that once read a
 * backlog, or tails a busy file, would hold all of it for ever. A collection of the few megabytes
 * that live takes a fiftieth of a second. One thread.
 */
final class HeapTrim {
  /** A heap that grew by less is left alone. */
  static final long SLACK_BYTES = 5L << 20;

  private final LongSupplier heapBytes;
  private final Runnable collect;

  /** At first what the launcher gives ({@code -Xms8m}). */
  private long bytesAfter = 8L << 20;

  /** That of this process. */
  static HeapTrim ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapTrim(runtime::totalMemory, runtime::gc);
  }

  /**
   * That of a heap.
   *
   * @param heapBytes what it takes from the host now
   * @param collect finds what is not used, and gives back what that leaves free
   */
  HeapTrim(LongSupplier heapBytes, Runnable collect) {
    this.heapBytes = heapBytes;
    this.collect = collect;
  }

  /** Looks whether it grew since the last collection, and makes it smaller. */
  void look() {
    long now = heapBytes.getAsLong();
    if (now - bytesAfter >= SLACK_BYTES) {
      collect.run();
      bytesAfter = heapBytes.getAsLong();
    }
  }
}
