package io.groundwatch.input.host;

import java.util.HashMap;
import java.util.Map;

/** Gathers the numbers of one thing; what is not known is passed over. One use, one thread. */
final class NumbersDraft {
  private final Map<String, Long> values = new HashMap<>();

  void put(String name, long number) {
    if (number != Source.ABSENT) {
      values.put(name, number);
    }
  }

  /** Puts a number, multiplied to be in the unit that the name has. */
  void put(String name, long number, long times) {
    put(name, number == Source.ABSENT ? number : number * times);
  }

  /** Puts the smaller of this number and the one that is there: the limit that is met first. */
  void putLeast(String name, long number) {
    if (number != Source.ABSENT) {
      values.merge(name, number, Math::min);
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Numbers named(String name) {
    return new Numbers(name, values);
  }
}
