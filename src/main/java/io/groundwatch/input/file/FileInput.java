package io.groundwatch.input.file;

import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails files: finds them, reads what is new once for each lane that wants it, and gives lines and
 * positions to the lanes' batchers. One thread, whatever the number of files. A lane that takes
 * nothing stops only its own cursors.
 *
 * <p>A file that changed lately is polled every 100 ms. Files at rest cost nothing where the kernel
 * tells of changes; what it cannot tell is found by {@link Rounds}.
 */
public final class FileInput implements Worker {
  /** More files than this are opened for each look, so that handles are left for all else. */
  static final int MAX_OPEN = 256;

  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MIN_FLUSH_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration REPEAT_TROUBLE = Duration.ofHours(1);

  private final TimeSource time;
  private final Discovery discovery;
  private final Rounds rounds;
  private final AutoRemoval removal;
  private final List<LogBatcher> batchers;
  private final List<Processor> processors;
  private final ThrottledLog trouble;
  private final ChangeHints hints;
  private volatile int watched;
  private List<WatchedFile> hot = List.of();
  private long nextPollNanos;

  /**
   * Tails what {@code entries} ask for.
   *
   * @param stateDirectory the agent's own files, which are never tailed
   * @param hints makes what tells of changes, such as {@link KernelHints#open}
   */
  public FileInput(
      List<FileEntry> entries,
      Path stateDirectory,
      Function<ThrottledLog, ChangeHints> hints,
      TimeSource time,
      RandomGenerator random,
      SelfMetrics metrics) {
    this.time = time;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.hints = hints.apply(trouble);
    TailTools tools =
        new TailTools(
            new ReadBuffer(longestEvent(entries)),
            new EventDraft(),
            time,
            random,
            FileMetrics.in(metrics),
            trouble);
    this.discovery = new Discovery(entries, stateDirectory, tools, trouble);
    this.removal = new AutoRemoval(entries, trouble);
    this.rounds = new Rounds(discovery, this.hints, time);
    List<LogFeed> feeds = entries.stream().flatMap(e -> e.feeds().stream()).toList();
    this.batchers = feeds.stream().map(LogFeed::batcher).distinct().toList();
    this.processors = feeds.stream().flatMap(f -> f.processor().stream()).toList();
    this.nextPollNanos = time.nanos();
    metrics.gauge("agent_files_watched", () -> watched);
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public int work() {
    if (rounds.work() || rounds.lookWhereNamesChanged()) {
      watched = discovery.files().size();
      removal.work(discovery.files());
      hot = hotFiles();
    }
    int filesRead = 0;
    int open = 0;
    for (WatchedFile file : hot) {
      filesRead += poll(file, open < MAX_OPEN) ? 1 : 0;
      open += file.isOpen() ? 1 : 0;
    }
    nextPollNanos = time.nanos() + POLL_NANOS;
    batchers.forEach(LogBatcher::flushIfDue);
    processors.forEach(Processor::idle);
    return filesRead;
  }

  @Override
  public long restNanos() {
    long rest = rounds.restNanos();
    if (!hot.isEmpty()) {
      rest = Math.min(rest, nextPollNanos - time.nanos());
    }
    for (LogBatcher batcher : batchers) {
      rest = Math.min(rest, Math.max(MIN_FLUSH_REST_NANOS, batcher.dueInNanos()));
    }
    return Math.max(0, rest);
  }

  /** Hands over what was read; an unfinished line stays in its file. */
  @Override
  public void finish(long deadlineNanos) {
    batchers.forEach(LogBatcher::finish);
    processors.forEach(Processor::finish);
    discovery.files().forEach(this::close);
    hints.close();
  }

  private static int longestEvent(List<FileEntry> entries) {
    return entries.stream()
        .mapToInt(entry -> entry.config().events().lines().maxEventBytes())
        .max()
        .orElse(0);
  }

  /** The files to poll; those that came to rest are closed. */
  private List<WatchedFile> hotFiles() {
    for (WatchedFile file : hot) {
      if (!file.hot()) {
        close(file);
      }
    }
    return discovery.files().stream().filter(WatchedFile::hot).toList();
  }

  private boolean poll(WatchedFile file, boolean stayOpen) {
    try {
      boolean read = file.poll();
      file.takeDisplaced().forEach(cut -> discovery.readOnInCopy(file, cut));
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
          "Cannot read " + file.path() + " (" + FileFailure.reason(e) + "); it is tried again.");
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
