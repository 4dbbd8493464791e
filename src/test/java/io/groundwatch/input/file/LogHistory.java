package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.FakeIntake;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What comes to pass with a log, step by step, and what must have arrived in the end. */
final class LogHistory implements Closeable {
  private static final String LOG = "app.log";
  private static final Duration A_LOOK = Duration.ofMillis(1200);
  private static final long A_SWEEP_MILLIS = 12_000;

  private static final List<Action> BETWEEN =
      List.of(LogHistory::pass, LogHistory::pass, LogHistory::kill, LogHistory::stop);

  /** Something that may come to pass, where it is possible at all. */
  @FunctionalInterface
  interface Action {
    void in(LogHistory history) throws IOException;
  }

  /**
   * An action, and the seed of what is left to chance in it: a history without one of its steps is
   * the same in all others.
   */
  record Step(Action action, long seed) {}

  private final LogFolder logs;
  private final Path folder;
  private final List<String> written = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private final Set<String> destroyed = new HashSet<>();

  /** In which generation of the log each line was written: within one, order is kept. */
  private final List<Integer> generationOf = new ArrayList<>();

  private final List<FileChannel> replaced = new ArrayList<>();
  private final boolean dated;
  private final boolean outside;
  private Random random;
  private boolean unfinished;
  private boolean killed;

  private boolean started;

  /** What a lane cannot know of. */
  private final List<Set<String>> unknown = List.of(new HashSet<>(), new HashSet<>());

  private int rotations;
  private int generation;
  private long ageMillis;
  private long filledMillis;
  private long changes;

  LogHistory(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectory(folder);
    this.random = new Random(seed);
    this.dated = random.nextBoolean();
    this.outside = random.nextBoolean();
    this.logs = new LogFolder(folder, outside ? LOG : LOG + "*");
    logs.maxRecords = 1 + random.nextInt(20);
    logs.addLane();
    did((dated ? "dated" : "numbered") + (outside ? " outside" : " inside"));
  }

  /** One more step. */
  void take(Step step) throws IOException {
    random = new Random(step.seed());
    step.action().in(this);
  }

  void append() throws IOException {
    int first = written.size() - (unfinished ? 1 : 0);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      text.append(line()).append('\n');
    }
    write(text.toString());
    unfinished = false;
    did("append " + first + " to " + (written.size() - 1));
  }

  void appendUnfinished() throws IOException {
    if (!unfinished) {
      write(line());
      unfinished = true;
      did("append half of " + (written.size() - 1));
    }
  }

  /**
   * The next line, or the end of the one that was begun. The first lines of a generation are long:
   * of a file that is gone, less than a marker proves nothing, and is read again in its copy.
   */
  private String line() {
    if (unfinished) {
      unfinished = false;
      String rest = " and its end";
      written.set(written.size() - 1, written.get(written.size() - 1) + rest);
      return rest;
    }
    int length = random.nextInt(60) + (isFilled() ? 0 : ReadBuffer.MARKER_BYTES);
    written.add("line " + written.size() + " " + "x".repeat(length));
    generationOf.add(generation);
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
    rename(LOG, freeName());
    begin();
    did("rotate");
  }

  /** What is written from now on is another generation. */
  private void begin() {
    generation++;
    unseen();
  }

  /** Another file than was there is there now. */
  private void unseen() {
    ageMillis = 0;
    filledMillis = 0;
  }

  /** Nobody can know of a log that comes and goes unseen; so it stays until the next sweep. */
  private void see() {
    see(ageMillis);
  }

  private void see(long sinceMillis) {
    if (outside && sinceMillis < A_SWEEP_MILLIS) {
      pass(Duration.ofMillis(A_SWEEP_MILLIS - sinceMillis));
    }
  }

  void copytruncate() throws IOException {
    if (isCopied()) {
      copy(freeName());
      truncate();
    }
  }

  /** The agent lives and dies between the two. */
  void copyThenTruncate() throws IOException {
    if (isCopied()) {
      copy(freeName());
      for (int i = random.nextInt(4); i >= 0; i--) {
        BETWEEN.get(random.nextInt(BETWEEN.size())).in(this);
      }
      truncate();
    }
  }

  /** Nobody can know whose copy it is if there was never anything in the log. */
  private boolean isCopied() {
    boolean something = isFilled() && !unfinished;
    if (something) {
      see(filledMillis);
    }
    return something;
  }

  /** Whether there is something in the log, and it has been looked at. */
  private boolean isKnown() {
    boolean something = isFilled() && !unfinished;
    if (something) {
      pass(Duration.ofMillis(A_SWEEP_MILLIS));
    }
    return something;
  }

  /**
   * The replaced file's number is not given to another one: a copy that had it could be the file
   * itself under a new name, and what was saved a copy of that.
   */
  void saveInAnEditor() throws IOException {
    if (exists() && allRead() && Files.size(logs.at(LOG)) >= 100) {
      replaced.add(FileChannel.open(logs.at(LOG)));
      copy("saved");
      rename("saved", LOG);
      unseen();
      did("save");
    }
  }

  void truncateWhatWasRead() throws IOException {
    if (exists() && allRead()) {
      truncate();
      append();
    }
  }

  void deleteWhatWasRead() throws IOException {
    if (exists() && allRead()) {
      delete(LOG);
      pass();
    }
  }

  void truncateUnread() throws IOException {
    if (isKnown()) {
      destroy(LOG);
      truncate();
      pass(A_LOOK);
    }
  }

  void deleteUnread() throws IOException {
    if (isKnown()) {
      destroy(LOG);
      delete(LOG);
      pass(A_LOOK);
    }
  }

  void deleteOldestGeneration() throws IOException {
    pass(Duration.ofSeconds(12));
    Optional<String> oldest = oldestGeneration();
    if (oldest.isPresent()) {
      destroy(oldest.get());
      delete(oldest.get());
      pass(A_LOOK);
    }
  }

  private Optional<String> oldestGeneration() {
    List<String> all = generations();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(dated ? 0 : all.size() - 1));
  }

  private List<String> generations() {
    return names().stream()
        .filter(name -> name.startsWith(LOG + "."))
        .sorted(Comparator.comparing(String::length).thenComparing(name -> name))
        .toList();
  }

  private void destroy(String name) {
    destroyed.addAll(linesOf(name));
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

  void reload() {
    did("reload");
    died();
    logs.reload();
  }

  private void died() {
    killed = true;
    started = false;
  }

  /**
   * A lane that takes nothing notes nothing of new generations either. A start finds them beside
   * the last that the lane knew; where that is gone too, it finds them only if a pattern does.
   */
  private void start() {
    for (int i = 0; outside && i < logs.lanes.size(); i++) {
      if (logs.lanes.get(i).coverage().values().stream().noneMatch(this::isThere)) {
        for (String generation : generations()) {
          unknown.get(i).addAll(linesOf(generation));
        }
      }
    }
    started = true;
  }

  /** Whether a file is there that a lane knew; and if it was cut, a copy. */
  private boolean isThere(Coverage known) {
    return anyFile(file -> FileStat.key(file).inode() == known.last().file().inode())
        && anyFile(file -> holds(file, known.last()));
  }

  private boolean anyFile(FileTest test) {
    try {
      boolean any = false;
      for (String name : names()) {
        any |= test.isMet(logs.at(name));
      }
      return any;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface FileTest {
    boolean isMet(Path file) throws IOException;
  }

  private static boolean holds(Path path, Position known) throws IOException {
    try (FileChannel open = FileChannel.open(path)) {
      Bytes file = Bytes.of(open);
      return ReadBuffer.head(file, known.head().length()).equals(known.head())
          && new Place(known.to(), known.marker()).isIn(file);
    }
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

  /** All comes to rest: every lane takes what there is. */
  void end() throws IOException {
    if (unfinished) {
      write(line() + "\n");
    }
    openAll();
    pass(Duration.ofSeconds(25));
  }

  /** What is not as it must be in the end; empty where all is. */
  Optional<String> fault() {
    long missing = 0;
    for (int i = 0; i < logs.lanes.size(); i++) {
      Set<String> repeated = new TreeSet<>();
      Set<String> once = new HashSet<>();
      LogFolder.lines(logs.lanes.get(i)).stream()
          .filter(line -> !once.add(line))
          .forEach(repeated::add);
      Set<String> lost = new TreeSet<>(written);
      lost.removeAll(once);
      missing += lost.stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
      lost.removeAll(destroyed);
      lost.removeAll(unknown.get(i));
      once.removeAll(written);
      if (!repeated.isEmpty()) {
        return Optional.of("lane " + i + " has twice " + repeated);
      }
      Optional<String> early = outOfOrder(logs.lanes.get(i));
      if (early.isPresent()) {
        return Optional.of("lane " + i + " has too late " + early.get());
      }
      if (!once.isEmpty()) {
        return Optional.of("lane " + i + " has what was not written " + once);
      }
      if (!lost.isEmpty()) {
        return Optional.of("lane " + i + " has not " + lost);
      }
    }
    return killed || logs.lostBytes() == missing
        ? Optional.empty()
        : Optional.of("counted as lost " + logs.lostBytes() + " bytes of " + missing);
  }

  private Optional<String> outOfOrder(FakeIntake lane) {
    Map<Integer, Integer> last = new HashMap<>();
    for (String line : LogFolder.lines(lane)) {
      int at = written.indexOf(line);
      if (at >= 0 && last.merge(generationOf.get(at), at, Math::max) > at) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private boolean isFilled() {
    return logs.at(LOG).toFile().length() > 0;
  }

  private boolean exists() {
    return Files.exists(logs.at(LOG));
  }

  private boolean allRead() {
    if (unfinished) {
      return false;
    }
    openAll();
    pass(Duration.ofSeconds(13));
    return logs.lanes.stream().allMatch(lane -> LogFolder.lines(lane).size() == written.size());
  }

  private void openAll() {
    logs.lanes.forEach(lane -> lane.close(false));
    did("open both");
  }

  /** The name of the youngest generation: numbers move up to make room. */
  private String freeName() throws IOException {
    rotations++;
    if (dated) {
      return "%s.2026-01-31_%06d".formatted(LOG, rotations);
    }
    for (int i = rotations; i > 0; i--) {
      if (Files.exists(logs.at(LOG + "." + i))) {
        rename(LOG + "." + i, LOG + "." + (i + 1));
      }
    }
    return LOG + ".1";
  }

  private void write(String text) throws IOException {
    logs.write(LOG, text);
    stamp(LOG);
  }

  private void copy(String to) throws IOException {
    Files.copy(logs.at(LOG), logs.at(to));
    stamp(to);
    did("copy");
  }

  private void truncate() throws IOException {
    logs.truncate(LOG);
    stamp(LOG);
    begin();
    did("truncate");
  }

  private void rename(String from, String to) throws IOException {
    logs.rename(from, to);
    stampFolder();
  }

  private void delete(String name) throws IOException {
    Files.delete(logs.at(name));
    stampFolder();
    if (name.equals(LOG)) {
      begin();
    }
    did("delete " + name);
  }

  /** Every change has its time by the test's clock: what follows is then the same in each run. */
  private void stamp(String name) throws IOException {
    Files.setLastModifiedTime(logs.at(name), now());
    stampFolder();
  }

  private void stampFolder() throws IOException {
    Files.setLastModifiedTime(folder, now());
  }

  private FileTime now() {
    return FileTime.from(logs.time.wallNanos() + 1000 * ++changes, TimeUnit.NANOSECONDS);
  }

  private List<String> names() {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> linesOf(String name) {
    try {
      return Files.readAllLines(logs.at(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(Duration duration) {
    if (!started) {
      start();
    }
    logs.pass(duration);
    ageMillis += exists() ? duration.toMillis() : 0;
    filledMillis += isFilled() ? duration.toMillis() : 0;
    did("pass " + duration.toMillis());
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : replaced) {
      file.close();
    }
  }

  private void did(String action) {
    actions.add(action);
  }

  @Override
  public String toString() {
    return actions.toString();
  }
}
