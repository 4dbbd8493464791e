package io.groundwatch.server.receive;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the latest batches with a hash of what they held. Loop thread. */
final class SeenBatches {
  /** Past it the oldest is forgotten. */
  static final int MAX_IDS = 100_000;

  private final Map<String, Long> hashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_IDS;
        }
      };

  /** What an id is to those before it. */
  enum Sighting {
    FIRST,
    REPEAT,
    /** Known, with another content: a sender must never do that. */
    CONFLICT
  }

  /** Notes an id; of a conflict, the first content stays the known one. */
  Sighting note(String id, long hash) {
    Long known = hashes.putIfAbsent(id, hash);
    if (known == null) {
      return Sighting.FIRST;
    }
    return known == hash ? Sighting.REPEAT : Sighting.CONFLICT;
  }
}
