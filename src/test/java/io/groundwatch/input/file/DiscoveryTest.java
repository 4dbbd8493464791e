package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found and what is passed over, on a real file system. */
@Timeout(30)
class DiscoveryTest {
  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final Random random = new Random(1);

  @Test
  void aFileWithSeveralNamesIsReadOnce() throws IOException {
    Path log = write("app.log", "one\n");
    Files.createLink(folder.resolve("hard.log"), log);
    Files.createSymbolicLink(folder.resolve("soft.log"), log);
    FileInput input = input(Map.of());
    pass(input);
    Files.writeString(log, "two\n", StandardOpenOption.APPEND);
    pass(input);
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void aFolderAndAPipeThatMatchAreIgnoredAndBlockNobody() throws Exception {
    Files.createDirectory(folder.resolve("folder.log"));
    Path pipe = folder.resolve("pipe.log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    write("zapp.log", "one\n");
    pass(input(Map.of()));
    assertThat(lane.messages()).containsExactly("one");
  }

  @Test
  void compressedGenerationsArePassedOver() throws IOException {
    for (String ending : List.of("gz", "zst", "bz2", "xz", "zip", "tar", "lz4", "rar")) {
      write("app.log." + ending, "not a line\n");
    }
    write("app.log.1", "one\n");
    pass(input(folder + "/app*", Map.of()));
    assertThat(lane.messages()).containsExactly("one");
  }

  @Test
  void aFileThatCannotBeReadYetIsReadOnceItCan() throws IOException {
    // Nobody can read a link to itself, root included.
    Path link = folder.resolve("app.log");
    Files.createSymbolicLink(link, link);
    write("other.log", "one\n");
    FileInput input = input(Map.of());
    pass(input);
    assertThat(lane.messages()).containsExactly("one");
    Files.delete(link);
    Files.writeString(link, "two\n");
    pass(input);
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void aDeviceNumberThatChangedWithARemountIsNoNewFile() throws IOException {
    Path log = write("app.log", "one\n");
    pass(input(Map.of()));
    Files.writeString(log, "two\n", StandardOpenOption.APPEND);
    pass(input(changed(1, 0, log.toString())));
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void aDeviceNumberThatChangedIsAnotherFileUnderAnotherName() throws IOException {
    Path log = write("app.log", "one\n");
    pass(input(Map.of()));
    pass(input(changed(1, 0, folder.resolve("elsewhere").toString())));
    assertThat(lane.messages()).containsExactly("one", "one");
    assertThat(log).exists();
  }

  @Test
  void anInodeThatChangedIsAnotherFile() throws IOException {
    Path log = write("app.log", "one\n");
    pass(input(Map.of()));
    pass(input(changed(0, 1, log.toString())));
    assertThat(lane.messages()).containsExactly("one", "one");
  }

  @Test
  void aHeadThatWasRewrittenIsANewGenerationThoughTheRestIsAsItWas() throws IOException {
    Path log = write("app.log", "x".repeat(5000) + "\nlast\n");
    pass(input(Map.of()));
    Files.writeString(log, "y".repeat(5000) + "\nlast\nmore\n");
    pass(input(lane.coverage()));
    assertThat(lane.messages())
        .containsExactly("x".repeat(5000), "last", "y".repeat(5000), "last", "more");
    assertThat(lane.coverage()).as("the old generation is finished").hasSize(1);
  }

  /** What a restart finds where device or inode were recorded as other numbers. */
  private Map<SourceId, Coverage> changed(long device, long inode, String path) {
    Position last = lane.batches().get(0).positions().get(0);
    FileKey key = new FileKey(last.file().device() + device, last.file().inode() + inode);
    Position moved =
        new Position(
            last.source(), key, last.head(), last.marker(), path, last.from(), last.to(), false);
    return Map.of(last.source(), Coverage.of(moved));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private FileInput input(Map<SourceId, Coverage> coverage) {
    return input(folder + "/*.log", coverage);
  }

  private FileInput input(String pattern, Map<SourceId, Coverage> coverage) {
    BatchConfig limits = new BatchConfig(64 << 10, 300, Duration.ofSeconds(1), false);
    LogBatcher batcher = new LogBatcher(lane, limits, new BatchIds(random), time);
    LogFeed feed = new LogFeed("one", batcher, coverage);
    FileEntry entry = FileEntries.of(pattern, ReadFrom.BEGINNING, feed);
    return new FileInput(
        List.of(entry),
        folder.resolve("state"),
        trouble -> ChangeHints.none(),
        time,
        random,
        new SelfMetrics());
  }

  /** Works as the input's thread would, for long enough that a sweep comes by. */
  private void pass(FileInput input) {
    for (int i = 0; i < 120; i++) {
      while (input.work() > 0) {}
      time.advance(Duration.ofMillis(100));
    }
  }
}
