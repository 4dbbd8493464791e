package io.groundwatch.input.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {
  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Random random = new Random(1);
  private Path log;
  private FileInput input;

  @BeforeEach
  void start() {
    log = folder.resolve("app.log");
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, Map.of());
  }

  @Test
  void readsWhatIsThereAndWhatComes() throws IOException {
    append(log, "one\ntwo\n");
    pass(Duration.ofSeconds(1));
    append(log, "three\n");
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("one", "two", "three");
  }

  @Test
  void aFileThatAppearsLaterIsReadFromItsBeginningWhateverReadFromSays() throws IOException {
    input = inputFor(folder + "/*.log", ReadFrom.END, Map.of());
    append(log, "old\n");
    pass(Duration.ofSeconds(1));
    append(folder.resolve("late.log"), "first\n");
    pass(Duration.ofSeconds(3));
    assertThat(lane.messages()).containsExactly("first");
  }

  @Test
  void readFromEndIsRememberedThoughNothingWasRead() throws IOException {
    append(log, "old\n");
    input = inputFor(folder + "/*.log", ReadFrom.END, Map.of());
    pass(Duration.ofSeconds(10));
    append(log, "written while the agent was down\n");
    input = inputFor(folder + "/*.log", ReadFrom.END, lane.coverage());
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("written while the agent was down");
  }

  @Test
  void anUnfinishedLineWaitsForItsEnd() throws IOException {
    append(log, "half");
    pass(Duration.ofSeconds(20));
    assertThat(lane.messages()).isEmpty();
    append(log, " and half\n");
    pass(Duration.ofSeconds(12));
    assertThat(lane.messages()).containsExactly("half and half");
  }

  @Test
  void resumesWhereTheLaneHadStored() throws IOException {
    append(log, "one\ntwo\n");
    pass(Duration.ofSeconds(1));
    append(log, "three\n");
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, lane.coverage());
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("one", "two", "three");
  }

  @Test
  void readsAgainOnlyTheGapThatADamagedBatchLeft() throws IOException {
    append(log, "aa\nbb\ncc\ndd\n");
    pass(Duration.ofSeconds(1));
    Position last = lane.batches().get(0).positions().get(0);
    // Batches [0,3) and [6,9) are whole, [3,6) was damaged.
    Coverage holed = Coverage.of(range(last, 0, 3)).plus(range(last, 6, 9));
    lane.batches().clear();
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, Map.of(last.source(), holed));
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("bb", "dd");
  }

  @Test
  void followsARenamedFileToItsEndAndReadsTheNewOne() throws IOException {
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    Path rotated = folder.resolve("app.log.1");
    Files.move(log, rotated);
    append(rotated, "last of the old\n");
    append(log, "first of the new\n");
    pass(Duration.ofSeconds(2));
    append(rotated, "from a writer that still had it open\n");
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages())
        .containsExactlyInAnyOrder(
            "one", "last of the old", "first of the new", "from a writer that still had it open");
  }

  @Test
  void twoRotationsWithinASecondLoseNothingThoughThePatternMatchesNoRotatedName()
      throws IOException {
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    for (int i = 1; i < 6; i++) {
      Files.move(log, folder.resolve("app.log." + i));
      append(log, "after rotation " + i + "\n");
      pass(Duration.ofMillis(100));
    }
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages())
        .containsExactlyInAnyOrder(
            "one",
            "after rotation 1",
            "after rotation 2",
            "after rotation 3",
            "after rotation 4",
            "after rotation 5");
  }

  @Test
  void followsAFileThatIsRenamedWhileItIsIdleAndClosed() throws IOException {
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    pass(Duration.ofMinutes(5));
    append(log, "two\n");
    Path rotated = folder.resolve("app.log.1");
    Files.move(log, rotated);
    append(log, "three\n");
    pass(Duration.ofSeconds(12));
    assertThat(lane.messages()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void forgetsARotatedGenerationOnceNobodyWritesToIt() throws IOException {
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    Files.move(log, folder.resolve("app.log.1"));
    pass(Duration.ofSeconds(2));
    assertThat(lane.coverage()).hasSize(1);
    pass(Duration.ofMinutes(2));
    assertThat(lane.coverage()).isEmpty();
    assertThat(metrics.snapshot()).containsEntry("agent_files_watched", 0.0);
  }

  @Test
  void aRotatedFileThatAPatternStillMatchesIsNotReadAgain() throws IOException {
    input = inputFor(folder + "/app.log*", ReadFrom.BEGINNING, Map.of());
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    Files.move(log, folder.resolve("app.log.1"));
    append(log, "two\n");
    pass(Duration.ofMinutes(3));
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void finishesAFileThatWasRotatedOutOfThePatternWhileTheAgentWasDown() throws IOException {
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    append(log, "two\n");
    Files.move(log, folder.resolve("app.log.1"));
    append(log, "three\n");
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, lane.coverage());
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void aTruncatedFileIsReadFromItsBeginning() throws IOException {
    append(log, "a long first line\n");
    pass(Duration.ofSeconds(1));
    Files.writeString(log, "new\n");
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages()).containsExactly("a long first line", "new");
    assertThat(metrics.total("agent_files_rewritten_total")).isEqualTo(1);
  }

  @Test
  void whatCopytruncateCutAwayIsReadOnInTheCopyByEveryLane() throws IOException {
    FakeIntake other = new FakeIntake();
    input =
        new FileInput(
            List.of(
                FileEntries.of(
                    folder + "/*.log",
                    ReadFrom.BEGINNING,
                    feed("one", lane, Map.of()),
                    feed("two", other, Map.of()))),
            folder.resolve("state"),
            trouble -> ChangeHints.none(),
            time,
            random,
            metrics);
    append(log, "read\n");
    pass(Duration.ofSeconds(2));
    append(log, "not yet read\n");
    Files.copy(log, folder.resolve("app.log.1"));
    Files.writeString(folder.resolve("app.log.2"), "of another file\n");
    Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
    append(log, "new\n");
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages()).containsExactlyInAnyOrder("read", "not yet read", "new");
    assertThat(other.messages()).containsExactlyInAnyOrder("read", "not yet read", "new");
    pass(Duration.ofMinutes(2));
    assertThat(lane.coverage()).hasSize(1);
    assertThat(metrics.total("agent_files_lost_bytes_total")).isZero();
  }

  @Test
  void aTruncatedFileThatGrewPastThePositionIsNoticed() throws IOException {
    append(log, "before\n");
    pass(Duration.ofSeconds(1));
    Files.writeString(log, "another text, longer than before\n");
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages()).containsExactly("before", "another text, longer than before");
  }

  @Test
  void aFileRewrittenToTheSameSizeIsNoticed() throws IOException {
    append(log, "12345\n");
    pass(Duration.ofSeconds(1));
    Files.writeString(log, "67890\n");
    Files.setLastModifiedTime(log, java.nio.file.attribute.FileTime.fromMillis(1));
    pass(Duration.ofSeconds(2));
    assertThat(lane.messages()).containsExactly("12345", "67890");
  }

  @Test
  void aFileRewrittenWhileTheAgentWasDownIsReadFromItsBeginning() throws IOException {
    append(log, "before\n");
    pass(Duration.ofSeconds(1));
    Files.writeString(log, "quite another text, and longer\n");
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, lane.coverage());
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("before", "quite another text, and longer");
    assertThat(lane.coverage()).hasSize(1);
  }

  @Test
  void aLaneThatTakesNothingKeepsItsPlaceAndStopsNobodyElse() throws IOException {
    FakeIntake other = new FakeIntake();
    input =
        new FileInput(
            List.of(
                FileEntries.of(
                    folder + "/*.log",
                    ReadFrom.BEGINNING,
                    feed("one", lane, Map.of()),
                    feed("two", other, Map.of()))),
            folder.resolve("state"),
            trouble -> ChangeHints.none(),
            time,
            random,
            metrics);
    lane.close(true);
    for (int i = 0; i < 500; i++) {
      append(log, "line " + i + "\n");
      pass(Duration.ofMillis(200));
    }
    pass(Duration.ofSeconds(5));
    assertThat(other.messages()).hasSize(500);
    assertThat(lane.messages()).isEmpty();
    lane.close(false);
    pass(Duration.ofSeconds(5));
    assertThat(lane.messages()).isEqualTo(other.messages());
  }

  @Test
  void aLaneThatTakesNothingIsNotAskedAllTheTime() throws IOException {
    lane.close(true);
    append(log, "one\n");
    pass(Duration.ofSeconds(3));
    input.work();
    assertThat(Duration.ofNanos(input.restNanos())).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void forgetsAFileThatIsDeletedWhileItIsIdleAndClosed() throws IOException {
    append(log, "one\n");
    pass(Duration.ofMinutes(1));
    Files.delete(log);
    pass(Duration.ofSeconds(15));
    assertThat(metrics.snapshot()).containsEntry("agent_files_watched", 0.0);
    assertThat(lane.coverage()).isEmpty();
  }

  @Test
  void holdsNoMoreThanABoundedNumberOfFilesOpen() throws IOException {
    int files = 3 * OpenFiles.FEW;
    for (int i = 0; i < files; i++) {
      append(folder.resolve(i + ".log"), "one\n");
    }
    input.work();
    assertThat(openFiles()).isLessThanOrEqualTo(OpenFiles.FEW);
    pass(Duration.ofSeconds(3));
    assertThat(lane.messages()).hasSize(files);
    assertThat(openFiles()).isLessThanOrEqualTo(OpenFiles.FEW);
    Files.move(folder.resolve("7.log"), folder.resolve("7.old"));
    append(folder.resolve("7.old"), "two\n");
    pass(Duration.ofSeconds(3));
    assertThat(lane.messages()).contains("two");
  }

  private long openFiles() throws IOException {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(this::isInFolder).count();
    }
  }

  private boolean isInFolder(Path handle) {
    try {
      return Files.readSymbolicLink(handle).startsWith(folder);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Test
  void forgetsAFileThatWasDeletedWhileTheAgentWasDown() throws IOException {
    append(log, "one\n");
    append(folder.resolve("other.log"), "two\n");
    pass(Duration.ofSeconds(2));
    Files.delete(log);
    input = inputFor(folder + "/*.log", ReadFrom.BEGINNING, lane.coverage());
    pass(Duration.ofMinutes(50));
    assertThat(lane.coverage()).hasSize(2);
    pass(Duration.ofMinutes(15));
    assertThat(lane.coverage()).hasSize(1);
  }

  @Test
  void remembersAFileWhoseVolumeIsNotMounted() throws IOException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Path elsewhere = volume.resolve("app.log");
    append(elsewhere, "one\n");
    input = inputFor(volume + "/*.log", ReadFrom.BEGINNING, Map.of());
    pass(Duration.ofSeconds(2));
    Files.move(elsewhere, folder.resolve("unmounted"));
    input = inputFor(volume + "/*.log", ReadFrom.BEGINNING, lane.coverage());
    pass(Duration.ofMinutes(65));
    Files.move(folder.resolve("unmounted"), elsewhere);
    append(elsewhere, "two\n");
    pass(Duration.ofSeconds(15));
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void readsAFileOnceItsPermissionComes() throws IOException {
    append(log, "one\n");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.isReadable(log), "root reads everything, so there is nothing to see here");
    pass(Duration.ofSeconds(3));
    assertThat(lane.messages()).isEmpty();
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
    pass(Duration.ofSeconds(3));
    assertThat(lane.messages()).containsExactly("one");
  }

  @Test
  void everyBatchSaysExactlyWhichBytesItHolds() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("line number ").append(i).append("\n");
    }
    append(log, text.toString());
    pass(Duration.ofSeconds(3));
    byte[] file = Files.readAllBytes(log);
    long from = 0;
    assertThat(lane.batches()).hasSizeGreaterThan(5);
    for (Batch batch : lane.batches()) {
      Position position = batch.positions().get(0);
      assertThat(position.from()).isEqualTo(from);
      String range =
          new String(file, (int) position.from(), (int) (position.to() - position.from()), UTF_8);
      assertThat(range.lines().count()).isEqualTo(batch.records());
      from = position.to();
    }
    assertThat(from).isEqualTo(file.length);
  }

  @Test
  void invalidUtf8IsReplacedAndCounted() throws IOException {
    Files.write(log, new byte[] {'a', (byte) 0xff, 'b', '\n', 'c', '\n'});
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("a\ufffdb", "c");
    assertThat(metrics.total("agent_files_repaired_lines_total")).isEqualTo(1);
  }

  @Test
  void neverTailsItsOwnState() throws IOException {
    Path state = Files.createDirectories(folder.resolve("state"));
    append(state.resolve("own.log"), "a queue\n");
    input = inputFor(folder + "/**/*.log", ReadFrom.BEGINNING, Map.of());
    append(log, "one\n");
    pass(Duration.ofSeconds(1));
    assertThat(lane.messages()).containsExactly("one");
  }

  private FileInput inputFor(String pattern, ReadFrom readFrom, Map<SourceId, Coverage> coverage) {
    FileEntry entry = FileEntries.of(pattern, readFrom, feed("one", lane, coverage));
    return new FileInput(
        List.of(entry),
        folder.resolve("state"),
        trouble -> ChangeHints.none(),
        time,
        random,
        metrics);
  }

  private LogFeed feed(String name, FakeIntake to, Map<SourceId, Coverage> coverage) {
    BatchConfig limits = new BatchConfig(8 << 10, 300, Duration.ofSeconds(1), false);
    return new LogFeed(name, new LogBatcher(to, limits, new BatchIds(random), time), coverage);
  }

  /** Works as the input's thread would, for so long. */
  private void pass(Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
      while (input.work() > 0) {}
      time.advance(step);
    }
  }

  private static Position range(Position like, long from, long to) {
    return new Position(
        like.source(),
        like.file(),
        like.head(),
        to == like.to() ? like.marker() : io.groundwatch.model.Fingerprint.EMPTY,
        like.path(),
        from,
        to,
        false);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
