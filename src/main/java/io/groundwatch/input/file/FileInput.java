package io.groundwatch.input.file;

import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Polls that find nothing take at most one part in so many of the thread's time. */
  private static final int POLL_SHARE = 20;

  /** The same where they find something, and read it to its end. */
  private static final int READ_SHARE = 10;

  private static final long MAX_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MIN_FLUSH_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A file that lost its name is held for writers that still have it open. */
  private static final long ROTATE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** As upstream: {@code backpressure_mode} {@code fd_release} lets go after so long. */
  private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final Duration REPEAT_TROUBLE = Duration.ofHours(1);

  private final TimeSource time;
  private final WatchList list;
  private final Discovery discovery;
  private final Rounds rounds;
  private final AutoRemoval removal;
  private final Pinned pinned = new Pinned();
  private final List<LogBatcher> batchers;
  private final List<Processor> processors;
  private final ReadTrouble trouble;
  private final ChangeHints hints;
  private final Queue<CompletableFuture<FileReport>> questions = new ConcurrentLinkedQueue<>();
  private @Nullable HeldFiles held;
  private volatile int watched;
  private volatile Runnable waker = () -> {};
  private int next;
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
    ThrottledLog throttled = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.trouble = new ReadTrouble(throttled, time);
    this.hints = hints.apply(throttled);
    TailTools tools =
        TailTools.of(longestEvent(entries), time, random, FileMetrics.in(metrics), throttled);
    this.list = new WatchList(EntryPatterns.of(entries, tools), throttled);
    this.discovery = new Discovery(list, OwnFiles.of(stateDirectory, throttled), tools, trouble);
    this.removal = new AutoRemoval(list, throttled);
    this.rounds = new Rounds(discovery, list.hot(), this.hints, time);
    List<LogFeed> feeds = entries.stream().flatMap(e -> e.feeds().stream()).toList();
    this.batchers = feeds.stream().map(LogFeed::batcher).distinct().toList();
    this.processors = feeds.stream().flatMap(f -> f.processor().stream()).toList();
    this.nextPollNanos = time.nanos();
    metrics.gauge("agent_files_watched", () -> watched);
  }

  /**
   * Goes on in the deleted files that the input before this one held, and leaves its own there when
   * it ends. Called once, before the first {@link #work}.
   */
  public void handOverThrough(HeldFiles files) {
    held = files;
    discovery.inheritance().take(files.take());
  }

  /**
   * Tails no more than {@code files}, and keeps a part of them open that suits a process which may
   * have {@code handles} open. Called once, before the first {@link #work}.
   */
  public void limitTo(int files, long handles) {
    list.limitTo(files);
    list.open().limitTo(handles);
  }

  @Override
  public String name() {
    return "files";
  }

  /** How far it has come. Any thread may ask; the input's thread answers when it next works. */
  public CompletableFuture<FileReport> report() {
    CompletableFuture<FileReport> asked = new CompletableFuture<>();
    questions.add(asked);
    waker.run();
    return asked;
  }

  @Override
  public void wakeWith(Runnable wake) {
    this.waker = wake;
  }

  @Override
  public int work() {
    if (rounds.work() || rounds.lookWhereNamesChanged()) {
      letGo();
      removal.work();
      watched = list.size();
    }
    long begin = time.nanos();
    Turn turn = turn(list.hot().list());
    int unfinished = turn.unfinished() + (discovery.workOnCompressed() ? 1 : 0);
    long end = time.nanos();
    long pause = (end - begin) * (turn.read() > 0 ? READ_SHARE : POLL_SHARE);
    nextPollNanos = end + Math.min(MAX_POLL_NANOS, Math.max(POLL_NANOS, pause));
    batchers.forEach(LogBatcher::flushIfDue);
    processors.forEach(Processor::idle);
    answerQuestions();
    return unfinished;
  }

  private void answerQuestions() {
    for (var asked = questions.poll(); asked != null; asked = questions.poll()) {
      asked.complete(
          FileReport.of(list.all().stream().map(WatchedFile::report).toList(), trouble.now()));
    }
  }

  @Override
  public long restNanos() {
    long rest = Math.min(rounds.restNanos(), discovery.compressed().restNanos());
    if (!list.hot().list().isEmpty()) {
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
    HeldFiles next = held;
    if (next != null) {
      discovery.inheritance().release().forEach(next::add);
      list.all().forEach(file -> file.handOver().ifPresent(next::add));
    }
    close();
  }

  /** Lets go of every handle, without a word to anybody: as the kernel does with a dead process. */
  void close() {
    discovery.inheritance().release().forEach(HeldFile::close);
    list.all().forEach(list.open()::close);
    discovery.compressed().close();
    hints.close();
  }

  private static int longestEvent(List<FileEntry> entries) {
    return entries.stream()
        .mapToInt(entry -> entry.config().events().lines().maxEventBytes())
        .max()
        .orElse(0);
  }

  /**
   * What came of a turn.
   *
   * @param read of how many files something was read
   * @param unfinished in how many of these there is more to read at once
   */
  private record Turn(int read, int unfinished) {}

  /**
   * Reads a little of each file. Where lanes take less than there is, the next turn goes on after
   * the file that was read last, so that every file has its turn whatever the others hold.
   */
  private Turn turn(List<WatchedFile> files) {
    int filesRead = 0;
    int unfinished = 0;
    int first = files.isEmpty() ? 0 : next % files.size();
    for (int i = 0; i < files.size(); i++) {
      int at = (first + i) % files.size();
      WatchedFile file = files.get(at);
      if (poll(file)) {
        filesRead++;
        unfinished += file.activity().unread() ? 1 : 0;
        next = at + 1;
      }
    }
    return new Turn(filesRead, unfinished);
  }

  private boolean poll(WatchedFile file) {
    if (!list.isTailed(file)) {
      return false;
    }
    long read = 0;
    try {
      read = file.poll();
      discovery.copies().readOn(file);
      boolean out = read < 0 && file.vanished() && !discovery.departures().isElsewhere(file);
      discovery.readMissed();
      if (out || isOver(file)) {
        discovery.departures().giveUp(file);
      }
    } catch (IOException e) {
      trouble.file(file.path(), e);
      // A handle that went stale is of no more use: the path is opened anew.
      list.open().close(file);
    }
    list.open().used(file, read > 0);
    return read > 0;
  }

  /** Whether it lost its name so long ago that nobody will write to it any more. */
  private static boolean isOver(WatchedFile file) {
    boolean mayGrow = !file.isCompressed() && file.activity().ageNanos() < ROTATE_WAIT_NANOS;
    return file.vanished() && !file.activity().unread() && !file.tails().isAnyBlocked() && !mayGrow;
  }

  /**
   * Whether its entry asks to let it go while a lane takes nothing, and one has not for so long.
   */
  private static boolean isToRelease(WatchedFile file) {
    return file.entry().config().config().handling().releaseWhenBlocked()
        && file.isOpen()
        && file.tails().isAnyBlocked()
        && file.activity().ageNanos() >= RELEASE_NANOS;
  }

  /** Lets go of what came to rest, and of deleted files that cost too much. */
  private void letGo() {
    for (WatchedFile file : list.hot().takeCold()) {
      file.rest();
      list.open().close(file);
    }
    for (WatchedFile file : pinned.beyondLimits(list.adrift())) {
      list.open().close(file);
    }
    for (WatchedFile file : list.hot().list()) {
      if (isToRelease(file)) {
        list.open().close(file);
      }
    }
  }
}
