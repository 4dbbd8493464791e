package io.groundwatch.input.journal;

import io.groundwatch.model.Coverage;
import io.groundwatch.pipeline.LogBatcher;
import java.util.List;

/**
 * One lane as the journal input sees it.
 *
 * @param lane its name
 * @param batcher where records for it go
 * @param coverage what of journals it had taken care of when it was opened
 */
public record JournalFeed(String lane, LogBatcher batcher, List<Coverage> coverage) {

  /** Keeps its own copy. */
  public JournalFeed {
    coverage = List.copyOf(coverage);
  }
}
