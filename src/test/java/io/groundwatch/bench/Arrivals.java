package io.groundwatch.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Which lines have arrived, how late after they were written, and how often. Any thread. */
final class Arrivals {
  /** Delays are told apart to the millisecond up to a minute. */
  private static final int SLOWEST_MILLIS = 60_000;

  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicLong firstNanos = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Map<Integer, BitSet> files = new HashMap<>();
  private final long[] delays = new long[SLOWEST_MILLIS + 1];
  private long lines;
  private long twice;
  private long lastNanos;

  /** Of which delays count; negative = of all. */
  private int onlyFile = -1;

  private long onlyFrom;

  /** Reads the marks of one body. */
  @FunctionalInterface
  interface MarkReader {
    void read(LineMark.Visitor visitor) throws IOException;
  }

  /** A request came in at {@code nanos} of the monotonic clock. Never waits. */
  void request(long nanos) {
    if (requests.getAndIncrement() == 0) {
      firstNanos.set(nanos);
      first.countDown();
    }
  }

  /** Notes the lines of one request, which came in at the given times of the two clocks. */
  void body(MarkReader reader, long nanos, long micros) throws IOException {
    lock.lock();
    try {
      long before = lines + twice;
      reader.read((file, number, written) -> line(file, (int) number, micros - written));
      lastNanos = lines + twice > before ? nanos : lastNanos;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many different lines have arrived; false where they have not in time. */
  boolean awaitLines(long expected, long seconds) throws InterruptedException {
    return await(() -> lines >= expected, seconds);
  }

  /** The same, where a line counts as often as it arrives. */
  boolean awaitAll(long expected, long seconds) throws InterruptedException {
    return await(() -> lines + twice >= expected, seconds);
  }

  private boolean await(BooleanSupplier enough, long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (!enough.getAsBoolean() && left > 0) {
        left = more.awaitNanos(left);
      }
      return enough.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the first request of all; false where none came in time. */
  boolean awaitRequest(long seconds) throws InterruptedException {
    return first.await(seconds, TimeUnit.SECONDS);
  }

  long requests() {
    return requests.get();
  }

  /** When the first request came in, of the monotonic clock. */
  long firstNanos() {
    return firstNanos.get();
  }

  long lines() {
    return locked(() -> lines);
  }

  /** How many lines of one file arrived. */
  long linesOf(int file) {
    return locked(() -> files.getOrDefault(file, new BitSet()).cardinality());
  }

  /** From here on, only the delays of this file's lines count, from this number on. */
  void measureOnly(int file, long from) {
    lock.lock();
    try {
      onlyFile = file;
      onlyFrom = from;
    } finally {
      lock.unlock();
    }
  }

  /** How often a line came again. */
  long twice() {
    return locked(() -> twice);
  }

  /** When the last new line came in, of the monotonic clock. */
  long lastNanos() {
    return locked(() -> lastNanos);
  }

  /** Forgets the delays so far: what follows is measured by itself. */
  void forgetDelays() {
    lock.lock();
    try {
      Arrays.fill(delays, 0);
    } finally {
      lock.unlock();
    }
  }

  /** The delay that {@code share} of the lines did not exceed, in milliseconds. */
  long delayMillis(double share) {
    return locked(
        () -> {
          long rest = (long) Math.ceil(share * Arrays.stream(delays).sum());
          int millis = 0;
          while (millis < SLOWEST_MILLIS && rest > delays[millis]) {
            rest -= delays[millis];
            millis++;
          }
          return millis;
        });
  }

  private void line(int file, int number, long delayMicros) {
    BitSet arrived = files.computeIfAbsent(file, f -> new BitSet());
    if (arrived.get(number)) {
      twice++;
      return;
    }
    arrived.set(number);
    lines++;
    if (onlyFile >= 0 && (file != onlyFile || number < onlyFrom)) {
      return;
    }
    delays[(int) Math.max(0, Math.min(SLOWEST_MILLIS, delayMicros / 1000))]++;
  }

  private long locked(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
