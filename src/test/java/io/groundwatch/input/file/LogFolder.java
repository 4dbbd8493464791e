package io.groundwatch.input.file;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.EventConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A folder of logs, a file input that tails them, and lanes that keep what they take. The test is
 * the writer, the input's thread, its clock, and what kills it.
 */
final class LogFolder {
  static final Duration A_WHILE = Duration.ofSeconds(2);

  /** Long enough that a sweep comes by where no kernel tells of changes. */
  static final Duration A_SWEEP = Duration.ofSeconds(12);

  /** Long enough that a file without a name is given up. */
  static final Duration A_ROTATION = Duration.ofSeconds(90);

  /** A file whose lines fill the batches of lanes that are to be blocked, and what is in it. */
  private static final String FILLER = "filler";

  final FakeTime time = new FakeTime();
  final List<FakeIntake> lanes = new ArrayList<>();
  final Random random = new Random(1);
  SelfMetrics metrics = new SelfMetrics();
  int maxRecords = 1;
  ReadFrom readFrom = ReadFrom.BEGINNING;
  Compressed compressed = Compressed.UNFINISHED;
  EventConfig events = EventConfig.DEFAULTS;
  Function<ThrottledLog, ChangeHints> hints = trouble -> ChangeHints.none();
  Path state;
  FileInput input;
  private final Path folder;
  private final HeldFiles held = new HeldFiles();
  private List<String> patterns;

  /** Tails {@code patterns} for one lane, from the first {@link #pass} on. */
  LogFolder(Path folder, String... patterns) {
    this.folder = folder;
    this.patterns = List.of(patterns);
    this.state = folder.resolve("state");
    lanes.add(new FakeIntake());
    this.input = input(coverage -> coverage);
  }

  /** Adds a lane that wants the same files, and starts anew. */
  FakeIntake addLane() {
    FakeIntake lane = new FakeIntake();
    lanes.add(lane);
    kill();
    return lane;
  }

  FakeIntake lane() {
    return lanes.get(0);
  }

  /** What the first lane took. */
  List<String> lines() {
    return lines(lane());
  }

  /** What a lane took of the files that a test writes. */
  static List<String> lines(FakeIntake lane) {
    return lane.messages().stream().filter(line -> !line.startsWith(FILLER)).toList();
  }

  /** From now on a lane takes nothing, and its batcher is full. */
  void block(FakeIntake lane) throws IOException {
    lane.close(true);
    append(FILLER, FILLER);
    pass(A_WHILE);
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  /** Writes lines to the end of a file. */
  void append(String name, String... lines) throws IOException {
    write(name, String.join("\n", lines) + "\n");
  }

  /** Writes text to the end of a file. */
  void write(String name, String text) throws IOException {
    Files.writeString(at(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void rename(String from, String to) throws IOException {
    Files.move(at(from), at(to), StandardCopyOption.REPLACE_EXISTING);
  }

  /** As logrotate's {@code copytruncate} does. */
  void copytruncate(String name, String copy) throws IOException {
    Files.copy(at(name), at(copy), StandardCopyOption.REPLACE_EXISTING);
    truncate(name);
  }

  void truncate(String name) throws IOException {
    Files.newOutputStream(at(name), StandardOpenOption.TRUNCATE_EXISTING).close();
  }

  /** Works as the input's thread would, for so long. */
  void pass(Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
      while (input.work() > 0) {}
      time.advance(step);
    }
  }

  /** Ends the agent as SIGTERM does. */
  void stop() {
    input.finish(time.nanos());
  }

  /** Ends the agent as SIGKILL does, and starts it again. */
  void kill() {
    restart(coverage -> coverage);
  }

  /** Replaces the input, as another configuration does. */
  void reload() {
    stop();
    input = input(coverage -> coverage);
    held.close();
  }

  /** The same, with other patterns. */
  void reloadWith(String... others) {
    patterns = List.of(others);
    reload();
  }

  /** Starts anew with positions that are changed before. */
  void restart(UnaryOperator<Map<SourceId, Coverage>> change) {
    held.close();
    input.close();
    input = input(change);
  }

  /** Starts anew with other patterns. */
  void restartWith(String... others) {
    patterns = List.of(others);
    kill();
  }

  /** How many generations of the files that a test writes are remembered for the first lane. */
  long remembered() {
    return lane().coverage().values().stream()
        .filter(coverage -> !coverage.last().path().endsWith(FILLER))
        .count();
  }

  /** The positions of a restart, with other numbers for the file system's objects. */
  static UnaryOperator<Map<SourceId, Coverage>> moved(UnaryOperator<Position> move) {
    return before -> {
      Map<SourceId, Coverage> after = new HashMap<>();
      before.forEach(
          (source, coverage) ->
              after.put(
                  source,
                  new Coverage(
                      move.apply(coverage.last()), coverage.parts().stream().map(move).toList())));
      return after;
    };
  }

  long lostBytes() {
    return metrics.total("agent_files_lost_bytes_total");
  }

  long lostGenerations() {
    return metrics.total("agent_files_lost_generations_total");
  }

  /** How many of the folder's files this process holds open. */
  long openFiles() throws IOException {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(this::isInFolder).count();
    }
  }

  private boolean isInFolder(Path handle) {
    try {
      Path file = Files.readSymbolicLink(handle);
      return file.startsWith(folder) && !file.endsWith(FILLER);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private FileInput input(UnaryOperator<Map<SourceId, Coverage>> change) {
    List<LogFeed> feeds = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      FakeIntake lane = lanes.get(i);
      BatchConfig limits = new BatchConfig(8 << 10, maxRecords, Duration.ofSeconds(1), false);
      feeds.add(
          new LogFeed(
              "lane" + i,
              new LogBatcher(lane, limits, new BatchIds(random), time),
              change.apply(lane.coverage())));
    }
    List<FileEntry> entries = new ArrayList<>();
    List<String> all = new ArrayList<>(patterns);
    all.add(FILLER);
    for (String pattern : all) {
      entries.add(
          FileEntries.of(
              folder + "/" + pattern, readFrom, compressed, events, feeds.toArray(LogFeed[]::new)));
    }
    FileInput made = new FileInput(entries, state, hints, time, random, metrics);
    made.handOverThrough(held);
    return made;
  }
}
