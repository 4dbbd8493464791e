package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.Processor;
import java.util.Map;
import java.util.Optional;

/**
 * One lane as the file input sees it for one entry.
 *
 * @param lane its name
 * @param batcher where lines for it go
 * @param coverage what it had taken care of when it was opened
 * @param processor what the entry's events go through on their way to it
 */
public record LogFeed(
    String lane,
    LogBatcher batcher,
    Map<SourceId, Coverage> coverage,
    Optional<Processor> processor) {

  /** A lane that takes events as they are. */
  public LogFeed(String lane, LogBatcher batcher, Map<SourceId, Coverage> coverage) {
    this(lane, batcher, coverage, Optional.empty());
  }

  /** The same lane for an entry whose events go through {@code other}. */
  public LogFeed through(Optional<Processor> other) {
    return new LogFeed(lane, batcher, coverage, other);
  }
}
