package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.pipeline.FakeIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What may come to pass with a log, step by step, and what must have arrived in the end. */
final class LogHistory {
  private static final String LOG = "app.log";
  private static final Duration A_LOOK = Duration.ofMillis(1200);
  private static final long A_SWEEP_MILLIS = 12_000;

  /** A step. */
  @FunctionalInterface
  interface Action {
    void take() throws IOException;
  }

  private final Random random;
  private final LogFolder logs;
  private final List<String> written = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private final Set<String> destroyed = new HashSet<>();
  private final boolean dated;
  private final boolean outside;
  private boolean unfinished;
  private boolean killed;

  /**
   * A lane that takes nothing notes nothing of new generations either. After a restart it finds them
   * beside the last that it knew; where that was deleted, it finds them only if a pattern does.
   */
  private boolean anchorless;
  private int rotations;
  private long ageMillis;

  LogHistory(Path folder, Random random) {
    this.random = random;
    this.dated = random.nextBoolean();
    this.outside = random.nextBoolean();
    this.logs = new LogFolder(folder, outside ? LOG : LOG + "*");
    logs.maxRecords = 1 + random.nextInt(20);
    logs.addLane();
    actions.add((dated ? "dated" : "numbered") + (outside ? " outside" : " inside"));
  }

  void append() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      text.append(line()).append('\n');
    }
    logs.write(LOG, text.toString());
    unfinished = false;
    did("append to " + (written.size() - 1));
  }

  void appendUnfinished() throws IOException {
    if (!unfinished) {
      logs.write(LOG, line());
      unfinished = true;
      did("append half of " + (written.size() - 1));
    }
  }

  /** The next line, or the end of the one that was begun. */
  private String line() {
    if (unfinished) {
      unfinished = false;
      String rest = " and its end";
      written.set(written.size() - 1, written.get(written.size() - 1) + rest);
      return rest;
    }
    written.add("line " + written.size() + " " + "x".repeat(random.nextInt(60)));
    return written.get(written.size() - 1);
  }

  void rotate() throws IOException {
    if (exists() && !unfinished) {
      see();
      renameToNext();
    }
  }

  /** Nobody sees what is written between the two. */
  void rotateTwice() throws IOException {
    if (exists() && !unfinished) {
      see();
      renameToNext();
      append();
      renameToNext();
    }
  }

  private void renameToNext() throws IOException {
    logs.rename(LOG, freeName());
    ageMillis = 0;
    did("rotate");
  }

  /** Nobody can know of a log that comes and goes unseen; so it stays until the next sweep. */
  private void see() {
    if (outside && ageMillis < A_SWEEP_MILLIS) {
      pass(Duration.ofMillis(A_SWEEP_MILLIS - ageMillis));
    }
  }

  void copytruncate() throws IOException {
    if (isKnown()) {
      logs.copytruncate(LOG, freeName());
      did("copytruncate");
    }
  }

  void copyThenTruncate() throws IOException {
    if (isKnown()) {
      String copy = freeName();
      Files.copy(logs.at(LOG), logs.at(copy));
      did("copy");
      pass();
      logs.truncate(LOG);
      did("truncate");
    }
  }

  /** Whether there is something in the log, and it has been looked at. */
  private boolean isKnown() throws IOException {
    boolean something = exists() && !unfinished && Files.size(logs.at(LOG)) > 0;
    if (something) {
      pass(Duration.ofMillis(A_SWEEP_MILLIS));
    }
    return something;
  }

  void saveInAnEditor() throws IOException {
    if (exists() && allRead() && Files.size(logs.at(LOG)) >= 100) {
      Files.copy(logs.at(LOG), logs.at("saved"));
      logs.rename("saved", LOG);
      did("save");
    }
  }

  void truncateWhatWasRead() throws IOException {
    if (exists() && allRead()) {
      logs.truncate(LOG);
      did("truncate");
      append();
    }
  }

  void deleteWhatWasRead() throws IOException {
    if (exists() && allRead()) {
      Files.delete(logs.at(LOG));
      ageMillis = 0;
      did("delete");
      pass();
    }
  }

  void truncateUnread() throws IOException {
    if (isKnown()) {
      destroy(LOG);
      logs.truncate(LOG);
      did("truncate unread");
      pass(A_LOOK);
    }
  }

  void deleteUnread() throws IOException {
    if (isKnown()) {
      destroy(LOG);
      Files.delete(logs.at(LOG));
      ageMillis = 0;
      did("delete unread");
      pass(A_LOOK);
    }
  }

  void deleteOldestGeneration() throws IOException {
    pass(Duration.ofSeconds(12));
    try (var files = Files.list(logs.at(LOG).getParent())) {
      List<String> generations =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(LOG + "."))
              .sorted()
              .toList();
      if (!generations.isEmpty()) {
        String oldest = generations.get(dated ? 0 : generations.size() - 1);
        destroy(oldest);
        Files.delete(logs.at(oldest));
        did("delete " + oldest);
        pass(A_LOOK);
      }
    }
  }

  private void destroy(String name) throws IOException {
    destroyed.addAll(Files.readAllLines(logs.at(name)));
    anchorless = killed && outside;
  }

  void kill() {
    did("kill");
    died();
    logs.kill();
  }

  void stop() {
    did("stop");
    died();
    logs.stop();
    logs.kill();
  }

  private void died() {
    killed = true;
    anchorless = outside && !destroyed.isEmpty();
  }

  void blockOrOpen() {
    int lane = random.nextInt(2);
    boolean closed = random.nextBoolean();
    logs.lanes.get(lane).close(closed);
    did((closed ? "close " : "open ") + lane);
  }

  void pass() {
    pass(Duration.ofMillis(random.nextInt(3000)));
  }

  void end() throws IOException {
    if (unfinished) {
      logs.write(LOG, line() + "\n");
    }
    logs.lanes.forEach(lane -> lane.close(false));
    pass(Duration.ofSeconds(25));
  }

  void check(String what) {
    dump();
    long missing = 0;
    for (int i = 0; i < logs.lanes.size(); i++) {
      FakeIntake lane = logs.lanes.get(i);
      List<String> arrived = LogFolder.lines(lane);
      Set<String> repeated = new TreeSet<>();
      Set<String> once = new HashSet<>();
      arrived.stream().filter(line -> !once.add(line)).forEach(repeated::add);
      assertThat(repeated).as("%s%s: lane %d repeated", what, this, i).isEmpty();
      assertThat(written).as("%s%s: lane %d", what, this, i).containsAll(once);
      Set<String> lost = new TreeSet<>(written);
      lost.removeAll(once);
      missing += lost.stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
      lost.removeAll(destroyed);
      if (!anchorless) {
        assertThat(lost).as("%s%s: lane %d lost", what, this, i).isEmpty();
      }
    }
    if (!killed) {
      assertThat(logs.lostBytes()).as("%s%s: counted", what, this).isEqualTo(missing);
    }
  }

  private void dump() {
    for (FakeIntake lane : logs.lanes) {
      System.err.println("LANE");
      int n = 0;
      for (io.groundwatch.model.Batch b : lane.batches()) {
        System.err.println("B " + b.records() + " " + lane.messages().subList(n, n + b.records()).stream().map(m -> m.substring(0, Math.min(9, m.length()))).toList());
        n += b.records();
        for (var q : b.positions()) {
          System.err.println("   " + q.source().toString().substring(0, 4) + " ino " + q.file().inode() + " " + q.path().replaceAll(".*/", "") + " [" + q.from() + "," + q.to() + ") head " + q.head().length() + " " + q.finished());
        }
      }
    }
  }

  private boolean exists() {
    return Files.exists(logs.at(LOG));
  }

  private boolean allRead() {
    if (unfinished) {
      return false;
    }
    logs.lanes.forEach(lane -> lane.close(false));
    did("open both");
    pass(Duration.ofSeconds(13));
    return logs.lanes.stream().allMatch(lane -> LogFolder.lines(lane).size() == written.size());
  }

  /** The name of the youngest generation: numbers move up to make room. */
  private String freeName() throws IOException {
    rotations++;
    if (dated) {
      return "%s.2026-01-31_%06d".formatted(LOG, rotations);
    }
    for (int i = rotations; i > 0; i--) {
      if (Files.exists(logs.at(LOG + "." + i))) {
        logs.rename(LOG + "." + i, LOG + "." + (i + 1));
      }
    }
    return LOG + ".1";
  }

  private void pass(Duration duration) {
    logs.pass(duration);
    ageMillis += exists() ? duration.toMillis() : 0;
    did("pass " + duration.toMillis());
  }

  private void did(String action) {
    actions.add(action);
  }

  @Override
  public String toString() {
    return actions.toString();
  }
}
