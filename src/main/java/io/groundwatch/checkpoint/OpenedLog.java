package io.groundwatch.checkpoint;

import io.groundwatch.checkpoint.SettleLogReader.Condition;
import io.groundwatch.checkpoint.SettleLogReader.Result;
import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start finds of a settle log, and the file to go on with. Where the log is not whole, the
 * one before it is read as well: entries add up, so an older one can only fill what is missing.
 *
 * @param directory that holds it
 * @param state the sum of what was found
 * @param file the log, open at its end
 */
record OpenedLog(Path directory, SettledState state, SettleLogFile file) {
  static final String NAME = "settled.log";
  static final String PREVIOUS = NAME + ".previous";
  static final String TEMPORARY = NAME + ".tmp";
  static final String LOCK = "settled.lock";

  private static final Logger log = LoggerFactory.getLogger(OpenedLog.class);

  /** Reads the logs in {@code directory}. */
  static OpenedLog open(Path directory, DamagedFiles damaged, DiskStep disk) throws IOException {
    Path current = directory.resolve(NAME);
    SettledState state = new SettledState();
    Result found = SettleLogReader.read(current, state);
    if (isUsable(found)) {
      boolean torn = found.condition() == Condition.TORN;
      if (torn) {
        log.info("{} ends in an entry that was never finished; it is cut off.", current);
      }
      return new OpenedLog(directory, state, SettleLogFile.open(current, disk, found.end(), torn));
    }
    return rewritten(directory, damaged, disk);
  }

  /** Whether a log says all that there is to say. */
  static boolean isUsable(Result found) {
    boolean whole = found.condition() == Condition.WHOLE || found.condition() == Condition.TORN;
    return whole && found.entries() > 0;
  }

  /** Reads the older log first: what it knows of a source may be finished in the newer one. */
  private static OpenedLog rewritten(Path directory, DamagedFiles damaged, DiskStep disk)
      throws IOException {
    Path current = directory.resolve(NAME);
    Path temporary = directory.resolve(TEMPORARY);
    SettledState state = new SettledState();
    Result before = SettleLogReader.read(directory.resolve(PREVIOUS), state);
    Result found = SettleLogReader.read(current, state);
    SettleLogFile file = SettleLogFile.create(temporary, disk, state);
    try {
      place(current, temporary, found, damaged, disk);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    say(current, found, before, state);
    return new OpenedLog(directory, state, file);
  }

  private static void place(
      Path current, Path temporary, Result found, DamagedFiles damaged, DiskStep disk)
      throws IOException {
    disk.before("place");
    if (found.condition() == Condition.MISSING || Files.size(current) == 0) {
      StateFiles.replace(temporary, current);
    } else {
      Path aside = damaged.replace(current, temporary);
      log.warn("{} is damaged; it is set aside as {}.", current, aside.getFileName());
    }
  }

  private static void say(Path current, Result found, Result before, SettledState state) {
    if (found.condition() == Condition.MISSING && before.condition() == Condition.MISSING) {
      log.info("{} is new: nothing is settled yet.", current);
      return;
    }
    log.warn(
        "{} was not whole. {} entries of it and {} of the one before it say that {} batches are"
            + " settled; what is missing is read and sent again.",
        current,
        found.entries(),
        before.entries(),
        state.sequence());
  }
}
