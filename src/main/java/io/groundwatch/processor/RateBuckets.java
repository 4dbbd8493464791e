package io.groundwatch.processor;

import java.util.HashMap;
import java.util.Map;

/**
 * A token bucket for each of some keys: it holds {@code burst} tokens, and as many as the rate says
 * come back each second. A bucket is the one moment at which it is full again; one that is full is
 * as good as none. Owned by one thread.
 */
final class RateBuckets {
  /** Keys that are not full at one moment; those beyond share a bucket. */
  static final int MAX_KEYS = 10_000;

  /** Longer keys are told apart by so many bytes. */
  static final int MAX_KEY_BYTES = 256;

  private static final String OTHERS = "\0others";
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long tokenNanos;
  private final long burstNanos;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private long sweptNanos;

  RateBuckets(int recordsPerSecond, int burst) {
    this.tokenNanos = SECOND_NANOS / recordsPerSecond;
    this.burstNanos = tokenNanos * burst;
  }

  /** Takes a token of a key's bucket at a moment; false where there is none. */
  boolean take(String key, long nowNanos) {
    Bucket bucket = bucket(hasRoomFor(key, nowNanos) ? key : OTHERS, nowNanos);
    long full = bucket.fullAtNanos - nowNanos > 0 ? bucket.fullAtNanos : nowNanos;
    long next = full + tokenNanos;
    if (next - nowNanos > burstNanos) {
      return false;
    }
    bucket.fullAtNanos = next;
    return true;
  }

  /** How many buckets are kept. */
  int size() {
    return buckets.size();
  }

  private Bucket bucket(String key, long nowNanos) {
    Bucket bucket = buckets.get(key);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.fullAtNanos = nowNanos;
      buckets.put(key, bucket);
    }
    return bucket;
  }

  private boolean hasRoomFor(String key, long nowNanos) {
    if (buckets.size() < MAX_KEYS || buckets.containsKey(key)) {
      return true;
    }
    // Going through all of them is worth it only once in a while.
    if (nowNanos - sweptNanos >= SECOND_NANOS) {
      sweptNanos = nowNanos;
      buckets.values().removeIf(bucket -> bucket.fullAtNanos - nowNanos <= 0);
    }
    return buckets.size() < MAX_KEYS;
  }

  private static final class Bucket {
    private long fullAtNanos;
  }
}
