package io.groundwatch.soak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was written and what has arrived, line by line. A line is {@code @<writer>:<number> …},
 * numbered from 0. Any thread.
 */
final class Ledger {
  private static final Pattern LINE = Pattern.compile("\"message\":\"@([a-z-]+):(\\d+) ");

  /** So many ranges of lines are named. */
  private static final int NAMED = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Integer> batches = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long repeatedBatches;

  /** One writer's lines. */
  private static final class Account {
    private int written;
    private final BitSet arrived = new BitSet();
    private final BitSet repeated = new BitSet();
    private int twice;
    private int late;
    private int highest = -1;
  }

  /** The text of the next line of {@code writer}, which counts as written. */
  String nextLine(String writer, String text) {
    lock.lock();
    try {
      Account account = accounts.computeIfAbsent(writer, w -> new Account());
      return "@" + writer + ":" + account.written++ + " " + text;
    } finally {
      lock.unlock();
    }
  }

  /** Says that {@code writer}, which numbers its lines itself, has written so many in all. */
  void written(String writer, int lines) {
    lock.lock();
    try {
      accounts.computeIfAbsent(writer, w -> new Account()).written = lines;
    } finally {
      lock.unlock();
    }
  }

  /** Notes a batch that the receiver took. */
  void took(@Nullable String id, String ndjson) {
    lock.lock();
    try {
      if (id == null) {
        faults.add("a batch without an Idempotency-Key");
        return;
      }
      Integer before = batches.putIfAbsent(id, ndjson.hashCode());
      if (before == null) {
        LINE.matcher(ndjson).results().forEach(line -> arrived(line.group(1), line.group(2)));
        more.signalAll();
      } else {
        repeatedBatches++;
        if (before != ndjson.hashCode()) {
          faults.add("batch " + id + " came again with other content");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void arrived(String writer, String number) {
    Account account = accounts.computeIfAbsent(writer, w -> new Account());
    int line = Integer.parseInt(number);
    if (account.arrived.get(line)) {
      account.twice++;
      account.repeated.set(line);
    } else if (line < account.highest) {
      account.late++;
    }
    account.arrived.set(line);
    account.highest = Math.max(account.highest, line);
  }

  /** Waits until all that was written has arrived; false where it has not in time. */
  boolean awaitAll(long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (missing() > 0 && left > 0) {
        left = more.awaitNanos(left);
      }
      return missing() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** How many lines have been written and have not arrived. */
  long missing() {
    lock.lock();
    try {
      return accounts.values().stream()
          .mapToLong(account -> (long) account.written - account.arrived.cardinality())
          .sum();
    } finally {
      lock.unlock();
    }
  }

  /** How many lines arrived in batches of different ids: repeats that no receiver could tell. */
  long twice() {
    lock.lock();
    try {
      return accounts.values().stream().mapToLong(account -> account.twice).sum();
    } finally {
      lock.unlock();
    }
  }

  /** What was wrong with a batch. */
  List<String> faults() {
    lock.lock();
    try {
      return List.copyOf(faults);
    } finally {
      lock.unlock();
    }
  }

  /** A table with a row a writer. */
  String table() {
    lock.lock();
    try {
      StringBuilder table =
          new StringBuilder(
              "%-22s %10s %10s %8s %8s %12s%n"
                  .formatted("writer", "written", "arrived", "missing", "twice", "out of order"));
      accounts.forEach((writer, account) -> table.append(row(writer, account)));
      table.append("batches that came again, byte for byte: ").append(repeatedBatches);
      return table.toString();
    } finally {
      lock.unlock();
    }
  }

  private static String row(String writer, Account account) {
    int arrived = account.arrived.cardinality();
    String row =
        "%-22s %10d %10d %8d %8d %12d%n"
            .formatted(
                writer,
                account.written,
                arrived,
                account.written - arrived,
                account.twice,
                account.late);
    BitSet missing = new BitSet();
    missing.set(0, account.written);
    missing.andNot(account.arrived);
    return row + ranges("missing", missing) + ranges("twice", account.repeated);
  }

  private static String ranges(String what, BitSet lines) {
    StringBuilder text = new StringBuilder();
    int from = lines.nextSetBit(0);
    for (int named = 0; named < NAMED && from >= 0; named++) {
      int to = lines.nextClearBit(from);
      text.append("  %s: %d to %d%n".formatted(what, from, to - 1));
      from = lines.nextSetBit(to);
    }
    return text.toString();
  }
}
