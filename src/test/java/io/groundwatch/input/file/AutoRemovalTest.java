package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoRemovalTest {
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final FakeIntake other = new FakeIntake();
  private final Random random = new Random(1);
  private Path old;
  private Path young;
  private FileInput input;

  @BeforeEach
  void start() throws IOException {
    old = folder.resolve("app.2026-01-01.log");
    young = folder.resolve("app.2026-01-02.log");
    input =
        new FileInput(
            List.of(FileEntries.removing(folder + "/*.log", feed("one", lane), feed("two", other))),
            folder.resolve("state"),
            trouble -> ChangeHints.none(),
            time,
            random,
            new SelfMetrics());
    write(old, "one\ntwo\n", EARLIER);
  }

  private LogFeed feed(String name, FakeIntake intake) {
    BatchConfig limits = new BatchConfig(1 << 20, 1000, Duration.ofSeconds(1), false);
    return new LogFeed(name, new LogBatcher(intake, limits, new BatchIds(random), time), Map.of());
  }

  @Test
  void removesAFileThatEveryLaneHasSettledWhenANewerOneIsThere() throws IOException {
    write(young, "three\n", EARLIER.plusSeconds(60));
    pass(Duration.ofSeconds(20));
    assertThat(old).exists();

    lane.settle();
    pass(Duration.ofSeconds(20));
    assertThat(old).exists();

    other.settle();
    pass(Duration.ofSeconds(20));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(lane.messages()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void keepsAFileThatNoneFollows() {
    settleAll();

    assertThat(old).exists();
  }

  @Test
  void keepsAFileWithALineThatHasNoEndYet() throws IOException {
    write(old, "half", EARLIER);
    write(young, "three\n", EARLIER.plusSeconds(60));
    pass(Duration.ofSeconds(5));
    lane.settle();
    other.settle();
    pass(Duration.ofSeconds(5));
    lane.settle();
    other.settle();

    assertThat(lane.messages()).doesNotContain("half");
    assertThat(old).exists();

    settleAll();
    settleAll();
    assertThat(lane.messages()).contains("half");
    assertThat(old).doesNotExist();
  }

  @Test
  void whatAWriterAddsToTheRemovedFileIsReadAllTheSame() throws IOException {
    try (OutputStream writer = Files.newOutputStream(old, StandardOpenOption.APPEND)) {
      write(young, "three\n", EARLIER.plusSeconds(60));
      pass(Duration.ofSeconds(20));
      lane.settle();
      other.settle();
      pass(Duration.ofSeconds(20));
      lane.settle();
      other.settle();
      pass(Duration.ofSeconds(2));
      assertThat(old).doesNotExist();

      writer.write("late\n".getBytes(StandardCharsets.UTF_8));
      settleAll();
    }
    assertThat(lane.messages()).containsExactlyInAnyOrder("one", "two", "three", "late");
  }

  private void settleAll() {
    pass(Duration.ofSeconds(40));
    lane.settle();
    other.settle();
    pass(Duration.ofSeconds(20));
    lane.settle();
    other.settle();
    pass(Duration.ofSeconds(20));
  }

  private static void write(Path file, String text, Instant modified) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private void pass(Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
      while (input.work() > 0) {}
      time.advance(step);
    }
  }
}
