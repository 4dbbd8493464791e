package io.groundwatch.checkpoint;

import io.groundwatch.checkpoint.SettleLogReader.Condition;
import io.groundwatch.checkpoint.SettleLogReader.Result;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the folder of a {@link FileCheckpoints} says, read from outside: takes no lock, changes
 * nothing, and needs no more than permission to read. The agent may settle and compact meanwhile.
 * What is damaged counts for what is whole in it and in the log before it, as when the agent
 * starts. A value.
 *
 * @param sequence every batch up to this is done with; 0 where nothing is known
 * @param coverage what is covered of every source that is not finished
 * @param trouble what is wrong with the log
 */
public record SettledView(
    long sequence, Map<SourceId, Coverage> coverage, Optional<String> trouble) {
  /** Where nothing is known. */
  public static final SettledView NOTHING = new SettledView(0, Map.of(), Optional.empty());

  /** Keeps its own copy. */
  public SettledView {
    coverage = Map.copyOf(coverage);
  }

  /**
   * Reads the log in {@code directory}; all is empty where there is none.
   *
   * @throws io.groundwatch.codec.UnknownFormatException where a newer version wrote it
   */
  public static SettledView of(Path directory) throws IOException {
    Path current = directory.resolve(OpenedLog.NAME);
    SettledState state = new SettledState();
    Result found = SettleLogReader.read(current, state);
    if (OpenedLog.isUsable(found)) {
      return new SettledView(state.sequence(), state.coverage(), Optional.empty());
    }
    // Between two renames of a compaction there is no current one, and the previous has it all.
    SettledState all = new SettledState();
    Result before = SettleLogReader.read(directory.resolve(OpenedLog.PREVIOUS), all);
    Result again = SettleLogReader.read(current, all);
    boolean damaged =
        again.condition() == Condition.DAMAGED || before.condition() == Condition.DAMAGED;
    return new SettledView(
        all.sequence(),
        all.coverage(),
        damaged
            ? Optional.of(
                current
                    + " is damaged: what is whole in it and in the one before it says that batches"
                    + " up to "
                    + all.sequence()
                    + " are settled")
            : Optional.empty());
  }
}
