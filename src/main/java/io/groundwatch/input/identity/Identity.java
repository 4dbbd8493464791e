package io.groundwatch.input.identity;

import java.util.HashMap;
import java.util.Map;

/**
 * What is known of this host by now, under the names of placeholders. Grows, and never shrinks. One
 * thread writes; any reads.
 */
public final class Identity {
  private volatile Map<String, String> values;
  private volatile boolean settled;

  /**
   * @param values known from the start
   * @param settled whether no more is to come
   */
  public Identity(Map<String, String> values, boolean settled) {
    this.values = Map.copyOf(values);
    this.settled = settled;
  }

  /** What is known; the same object as long as nothing is added. */
  public Map<String, String> values() {
    return values;
  }

  /** Whether everybody who may know was asked once: to wait longer may be to wait for ever. */
  public boolean settled() {
    return settled;
  }

  void learn(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(more);
    if (!all.equals(values)) {
      values = Map.copyOf(all);
    }
  }

  void settle() {
    settled = true;
  }
}
