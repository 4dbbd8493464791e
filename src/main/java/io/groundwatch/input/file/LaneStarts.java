package io.groundwatch.input.file;

import io.groundwatch.pipeline.LogBatcher;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** The {@link TailStarts} of every lane. Owned by the file input's thread. */
final class LaneStarts {
  private final IdentityHashMap<LogBatcher, TailStarts> byBatcher = new IdentityHashMap<>();

  LaneStarts(List<EntryPatterns> entries, TailTools tools) {
    for (EntryPatterns entry : entries) {
      for (LogFeed feed : entry.config().feeds()) {
        byBatcher
            .computeIfAbsent(feed.batcher(), b -> new TailStarts(feed, tools))
            .serves(entry.tag());
      }
    }
  }

  Collection<TailStarts> all() {
    return byBatcher.values();
  }

  /** Those of the lane that this batcher fills. */
  TailStarts of(LogBatcher batcher) {
    return Objects.requireNonNull(byBatcher.get(batcher), "lane");
  }
}
