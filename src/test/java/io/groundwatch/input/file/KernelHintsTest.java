package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KernelHintsTest {
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  @TempDir Path folder;
  private ChangeHints hints = ChangeHints.none();

  @BeforeEach
  void open() {
    hints =
        KernelHints.open(
            new ThrottledLog(
                LoggerFactory.getLogger(getClass()), new FakeTime(), Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    hints.close();
  }

  @Test
  void tellsOfAWrittenFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.log"), "one\n");
    assertThat(hints.watch(Set.of(folder)).added()).containsExactly(folder);
    Files.writeString(file, "two\n", StandardOpenOption.APPEND);
    assertThat(told(changes -> changes.files().contains(file))).isTrue();
  }

  @Test
  void tellsOfTheFolderWhereANameCameOrWent() throws IOException {
    hints.watch(Set.of(folder));
    Path file = Files.writeString(folder.resolve("a.log"), "one\n");
    assertThat(told(changes -> changes.folders().contains(folder))).isTrue();
    Files.move(file, folder.resolve("a.log.1"));
    assertThat(told(changes -> changes.folders().contains(folder))).isTrue();
  }

  @Test
  void watchesWhatIsWantedAndNothingElse() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    hints.watch(Set.of(folder, other));
    assertThat(hints.watch(Set.of(other))).isEqualTo(new ChangeHints.Watching(true, Set.of()));
    assertThat(hints.watch(Set.of(folder, other)).added()).containsExactly(folder);
  }

  @Test
  void saysThatNotAllIsWatchedWhereAFolderIsMissing() {
    assertThat(hints.watch(Set.of(folder.resolve("missing"))).all()).isFalse();
  }

  /** Asks until the kernel's notice is there: it comes by a thread of its own. */
  private boolean told(Predicate<ChangeHints.Changes> expected) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (System.nanoTime() - end < 0) {
      if (expected.test(hints.poll())) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }
}
