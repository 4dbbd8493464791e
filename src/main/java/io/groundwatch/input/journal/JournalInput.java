package io.groundwatch.input.journal;

import io.groundwatch.config.JournalConfig;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal of systemd through journalctl, for each lane and each entry of the
 * configuration by itself, and gives records and positions to the lanes' batchers. One thread owns
 * all of it and never waits for a journalctl: what they write comes in by {@link
 * io.groundwatch.runtime.ChildProcess}. At rest it is only woken by new records.
 */
public final class JournalInput implements Worker {
  /** Of the thread, and of what all entries have in common. */
  static final String NAME = "journal";

  private static final Logger log = LoggerFactory.getLogger(JournalInput.class);
  private static final long MIN_FLUSH_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration REPEAT_TROUBLE = Duration.ofHours(1);

  private final List<JournalFollower> followers = new ArrayList<>();
  private final List<LogBatcher> batchers;
  private final JournalTools tools;
  private final List<Runnable> first = new ArrayList<>();

  /** Follows what {@code entries} ask for, on {@code system}. */
  public JournalInput(
      List<JournalEntry> entries,
      JournalSystem system,
      TimeSource time,
      RandomGenerator random,
      SelfMetrics metrics) {
    this.tools =
        new JournalTools(
            system.command(),
            new JournalFolders(system.folders(), system.machineId()),
            system.own(),
            new RecordAttributes(),
            time,
            random,
            new ThrottledLog(log, time, REPEAT_TROUBLE),
            JournalMetrics.in(metrics));
    List<JournalConfig> configs = entries.stream().map(JournalEntry::config).toList();
    List<JournalKey> keys = JournalKey.of(configs);
    Map<JournalFeed, List<Integer>> byLane = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      for (JournalFeed feed : entries.get(i).feeds()) {
        byLane.computeIfAbsent(feed, f -> new ArrayList<>()).add(i);
      }
    }
    byLane.forEach((feed, indices) -> follow(feed, indices, entries, keys));
    this.batchers = byLane.keySet().stream().map(JournalFeed::batcher).toList();
  }

  private void follow(
      JournalFeed feed, List<Integer> indices, List<JournalEntry> entries, List<JournalKey> keys) {
    JournalStarts starts =
        new JournalStarts(feed.coverage(), indices.stream().map(keys::get).toList());
    long nowMicros = TimeUnit.NANOSECONDS.toMicros(tools.time().wallNanos());
    for (int index : indices) {
      JournalEntry entry = entries.get(index);
      JournalKey key = keys.get(index);
      JournalStarts.Start start =
          starts.startOf(key, entry.config().readFrom(), nowMicros, tools.newSource());
      followers.add(new JournalFollower(entry, feed, key, start, tools));
    }
    first.add(() -> starts.over().forEach(feed.batcher()::cover));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void wakeWith(Runnable wake) {
    followers.forEach(follower -> follower.wakeWith(wake));
  }

  @Override
  public int work() {
    first.forEach(Runnable::run);
    first.clear();
    int done = 0;
    for (JournalFollower follower : followers) {
      done += follower.work();
    }
    batchers.forEach(LogBatcher::flushIfDue);
    return done;
  }

  @Override
  public long restNanos() {
    long rest = TimeUnit.DAYS.toNanos(1);
    for (JournalFollower follower : followers) {
      rest = Math.min(rest, follower.restNanos());
    }
    for (LogBatcher batcher : batchers) {
      rest = Math.min(rest, Math.max(MIN_FLUSH_REST_NANOS, batcher.dueInNanos()));
    }
    return Math.max(0, rest);
  }

  /** Hands over what was taken; what journalctl gave beyond that is asked for again. */
  @Override
  public void finish(long deadlineNanos) {
    followers.forEach(JournalFollower::close);
    batchers.forEach(LogBatcher::finish);
  }
}
