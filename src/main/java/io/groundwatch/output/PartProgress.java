package io.groundwatch.output;

import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of a batch the destination already decided about, while others of it are still to
 * be sent: a part that takes several requests and fails in the middle goes on where it failed. One
 * send at a time.
 */
final class PartProgress {
  private final BitSet decided = new BitSet();
  private final Map<Integer, String> refused = new TreeMap<>();

  boolean isOpen(int record) {
    return !decided.get(record);
  }

  void decided(int[] records) {
    for (int record : records) {
      decided.set(record);
    }
  }

  void refused(List<Refusal> refusals) {
    for (Refusal refusal : refusals) {
      decided.set(refusal.index());
      refused.put(refusal.index(), refusal.reason());
    }
  }

  /**
   * The refusals from {@code from} up to {@code to}; what was known of that stretch is forgotten.
   */
  List<Refusal> finish(int from, int to) {
    List<Refusal> refusals = new ArrayList<>();
    for (int record = from; record < to; record++) {
      String reason = refused.remove(record);
      if (reason != null) {
        refusals.add(new Refusal(record, reason));
      }
    }
    decided.clear(from, to);
    return refusals;
  }

  boolean isEmpty() {
    return decided.isEmpty();
  }
}
