package io.groundwatch.checkpoint;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.Checkpoints;
import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.runtime.DirectoryLock;
import io.groundwatch.runtime.StateFiles;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's checkpoints as a log in a file, {@code settled.log} ({@link SettleLogFormat}). Settling
 * is one write and one sync. A log that has grown is written anew and the one before kept as {@code
 * settled.log.previous}; at every moment, one of the two can be read. Owned by the lane's thread.
 */
public final class FileCheckpoints implements Checkpoints {
  private static final Logger log = LoggerFactory.getLogger(FileCheckpoints.class);

  /** A log is not compacted below this. */
  private static final long MIN_COMPACTED_BYTES = 1L << 20;

  /** A log is compacted when it is so many times what it has to say. */
  private static final int GROWTH = 4;

  private final Path directory;
  private final Path current;
  private final DirectoryLock lock;
  private final DiskStep disk;
  private final SettledState state;
  private final long minCompactedBytes;
  private SettleLogFile file;
  private long compactAtBytes;
  private boolean renamed;

  private FileCheckpoints(
      OpenedLog opened, DirectoryLock lock, DiskStep disk, long minCompactedBytes) {
    this.directory = opened.directory();
    this.current = directory.resolve(OpenedLog.NAME);
    this.file = opened.file();
    this.state = opened.state();
    this.lock = lock;
    this.disk = disk;
    this.minCompactedBytes = minCompactedBytes;
    this.compactAtBytes = minCompactedBytes;
  }

  /**
   * Opens the checkpoints in {@code directory}, which is made if it is missing. Damage is said and
   * set aside, and whatever is whole in the log and in the one before it counts.
   *
   * @throws io.groundwatch.runtime.DirectoryLockedException where another process has them open
   * @throws io.groundwatch.codec.UnknownFormatException where a newer version wrote them
   */
  public static FileCheckpoints open(Path directory, TimeSource time) throws IOException {
    return open(directory, time, DiskStep.NONE, MIN_COMPACTED_BYTES);
  }

  static FileCheckpoints open(
      Path directory, TimeSource time, DiskStep disk, long minCompactedBytes) throws IOException {
    StateFiles.createDirectories(directory);
    DirectoryLock lock = DirectoryLock.take(directory.resolve(OpenedLog.LOCK));
    try {
      DamagedFiles damaged = new DamagedFiles(directory, time);
      OpenedLog opened = OpenedLog.open(directory, damaged, disk);
      return new FileCheckpoints(opened, lock, disk, minCompactedBytes);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public long settledSequence() {
    return state.sequence();
  }

  @Override
  public Map<SourceId, Coverage> coverage() {
    return state.coverage();
  }

  @Override
  public void settle(long sequence, List<Position> positions) throws IOException {
    syncRename();
    file.append(SettleLogFormat.entry(sequence, positions));
    state.settle(sequence, positions);
    if (file.bytes() > compactAtBytes) {
      compact();
    }
  }

  /** Closes the file and gives the folder free. */
  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }

  /** What was asked is settled already, so a failure here is no failure of that. */
  private void compact() {
    try {
      SettleLogFile compacted = SettleLogFile.create(temporary(), disk, state);
      replace(compacted);
      compactAtBytes = Math.max(minCompactedBytes, GROWTH * compacted.bytes());
    } catch (IOException e) {
      compactAtBytes = file.bytes() + minCompactedBytes;
      log.warn("{} cannot be compacted and goes on growing ({}).", current, e.getMessage());
    }
  }

  private void replace(SettleLogFile compacted) throws IOException {
    try {
      // Missing where an earlier compaction stopped half way: what we write to is then the
      // previous.
      if (Files.exists(current)) {
        disk.before("rename current");
        Files.move(
            current, directory.resolve(OpenedLog.PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
      }
      disk.before("rename temporary");
      Files.move(temporary(), current, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      compacted.close();
      throw e;
    }
    SettleLogFile before = file;
    file = compacted;
    renamed = true;
    before.close();
    syncRename();
  }

  /** Nothing may be settled in a file whose name a power cut could take back. */
  private void syncRename() throws IOException {
    if (renamed) {
      disk.before("sync folder");
      StateFiles.syncDirectory(directory);
      renamed = false;
    }
  }

  private Path temporary() {
    return directory.resolve(OpenedLog.TEMPORARY);
  }
}
