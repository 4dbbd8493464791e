package io.groundwatch.input.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of this host by now, under the names of placeholders. It only grows. Any thread.
 */
public final class Identity {
  private final ReentrantLock learning = new ReentrantLock();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile Map<String, String> values = Map.of();

  /** What is known; the same object as long as nothing is added. */
  public Map<String, String> values() {
    return values;
  }

  /** Adds to what is known; a later word replaces an earlier one. */
  public void learn(Map<String, String> more) {
    learning.lock();
    try {
      Map<String, String> all = new HashMap<>(values);
      all.putAll(more);
      if (!all.equals(values)) {
        values = Map.copyOf(all);
      }
    } finally {
      learning.unlock();
    }
  }

  /** Everybody who may know these was asked once: to wait longer may be to wait for ever. */
  void asked(Set<String> names) {
    asked.addAll(names);
  }

  /** Whether one of these is neither known nor was asked for. */
  boolean awaits(Set<String> names) {
    return names.stream().anyMatch(name -> !values.containsKey(name) && !asked.contains(name));
  }
}
