package io.groundwatch.input.file;

import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails files: finds them, reads what is new once for each lane that wants it, and gives lines and
 * positions to the lanes' batchers. One thread, whatever the number of files.
 *
 * <p>A file that changed lately is polled often; all others are only asked about in sweeps, which
 * take a bounded share of the thread. A lane that takes nothing stops only its own cursors.
 */
public final class FileInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Sweeps take at most one part in so many of the thread's time. */
  private static final int SWEEP_SHARE = 50;

  private static final Duration REPEAT_TROUBLE = Duration.ofHours(1);

  private final TimeSource time;
  private final Discovery discovery;
  private final List<LogBatcher> batchers;
  private final ThrottledLog trouble;
  private volatile int watched;
  private long nextSweepNanos;
  private long nextPollNanos;

  /**
   * Tails what {@code entries} ask for.
   *
   * @param stateDirectory the agent's own files, which are never tailed
   */
  public FileInput(
      List<FileEntry> entries,
      Path stateDirectory,
      TimeSource time,
      RandomGenerator random,
      SelfMetrics metrics) {
    this.time = time;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    TailTools tools = TailTools.of(time, random, FileMetrics.in(metrics));
    this.discovery = new Discovery(entries, stateDirectory, tools, trouble);
    this.batchers =
        entries.stream().flatMap(e -> e.feeds().stream()).map(LogFeed::batcher).distinct().toList();
    this.nextSweepNanos = time.nanos();
    this.nextPollNanos = time.nanos();
    metrics.gauge("agent_files_watched", () -> watched);
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public int work() {
    if (time.nanos() - nextSweepNanos >= 0) {
      sweep();
    }
    int filesRead = 0;
    int open = 0;
    for (WatchedFile file : List.copyOf(discovery.files())) {
      filesRead += poll(file, open < Discovery.MAX_OPEN) ? 1 : 0;
      open += file.isOpen() ? 1 : 0;
    }
    nextPollNanos = time.nanos() + POLL_NANOS;
    batchers.forEach(LogBatcher::flushIfDue);
    return filesRead;
  }

  @Override
  public long restNanos() {
    long now = time.nanos();
    boolean hot = discovery.files().stream().anyMatch(WatchedFile::hot);
    long rest = nextSweepNanos - now;
    rest = hot ? Math.min(rest, nextPollNanos - now) : rest;
    for (LogBatcher batcher : batchers) {
      rest = Math.min(rest, Math.max(POLL_NANOS / 10, batcher.dueInNanos()));
    }
    return Math.max(0, rest);
  }

  /** Hands over what was read; an unfinished line stays in its file. */
  @Override
  public void finish(long deadlineNanos) {
    batchers.forEach(LogBatcher::finish);
    discovery.files().forEach(this::close);
  }

  private void sweep() {
    long begin = time.nanos();
    discovery.sweep();
    watched = discovery.files().size();
    long end = time.nanos();
    nextSweepNanos = end + Math.max(SWEEP_NANOS, (end - begin) * SWEEP_SHARE);
  }

  private boolean poll(WatchedFile file, boolean stayOpen) {
    if (!file.hot()) {
      close(file);
      return false;
    }
    try {
      boolean read = file.poll() > 0;
      if ((file.over() || file.gone()) && file.finish()) {
        discovery.forget(file);
      } else if (!stayOpen) {
        file.letGo();
      }
      return read;
    } catch (IOException e) {
      trouble.warn(
          file.path().toString(),
          e.getClass().getName(),
          "Cannot read " + file.path() + " (" + e + "); it is tried again.");
      return false;
    }
  }

  private void close(WatchedFile file) {
    try {
      file.close();
    } catch (IOException e) {
      log.warn("Closing {} failed.", file.path(), e);
    }
  }
}
