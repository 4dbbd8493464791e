package io.groundwatch.app;

import io.groundwatch.input.journal.JournalPosition;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a lane had taken care of when it was opened, for each input its own: neither is to look for,
 * or to forget, what the other one reads.
 *
 * @param files by generation
 * @param journals by reading
 */
record ReadSoFar(Map<SourceId, Coverage> files, List<Coverage> journals) {

  static ReadSoFar of(Map<SourceId, Coverage> coverage) {
    Map<SourceId, Coverage> files = new HashMap<>();
    List<Coverage> journals = new ArrayList<>();
    coverage.forEach(
        (source, covered) -> {
          if (JournalPosition.is(covered.last())) {
            journals.add(covered);
          } else {
            files.put(source, covered);
          }
        });
    return new ReadSoFar(Map.copyOf(files), List.copyOf(journals));
  }
}
