package io.groundwatch.input.host;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each resource that is there: made when it is first seen, forgotten when a round
 * passes without it, and never more than a limit: a host with endless mounts costs no endless
 * memory. Owned by its collector's thread.
 */
final class ResourceMap<K, V> {
  private final int limit;
  private final Map<K, Kept<V>> kept = new HashMap<>();
  private long round;
  private int leftOut;

  /** Keeps at most {@code limit} resources. */
  ResourceMap(int limit) {
    this.limit = limit;
  }

  /** Begins a round. */
  void begin() {
    round++;
    leftOut = 0;
  }

  /** What is kept of the resource; null, and counted, where there is no room for one more. */
  @Nullable V see(K key, Function<K, V> maker) {
    Kept<V> known = kept.get(key);
    if (known == null) {
      if (kept.size() >= limit) {
        leftOut++;
        return null;
      }
      known = new Kept<>(maker.apply(key));
      kept.put(key, known);
    }
    known.round = round;
    return known.value;
  }

  /** Ends a round: what was not seen in it is forgotten. */
  void end() {
    kept.values().removeIf(known -> known.round != round);
  }

  /** How many resources found no room in the last round. */
  int leftOut() {
    return leftOut;
  }

  private static final class Kept<V> {
    private final V value;
    private long round;

    private Kept(V value) {
      this.value = value;
    }
  }
}
