package io.groundwatch.input.file;

import static io.groundwatch.input.file.LogFolder.A_ROTATION;
import static io.groundwatch.input.file.LogFolder.A_SWEEP;
import static io.groundwatch.input.file.LogFolder.A_WHILE;
import static io.groundwatch.input.file.LogFolder.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.pipeline.FakeIntake;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are cut, copied and cut, or written anew: scenarios 5 to 8, 11 and 12. A copy made by
 * copytruncate holds what was not read yet, and is never read twice.
 */
class TruncationScenariosTest {
  @TempDir Path temporary;
  private LogFolder outside = new LogFolder(Path.of(""));
  private LogFolder inside = new LogFolder(Path.of(""));

  @BeforeEach
  void start() throws IOException {
    outside = new LogFolder(Files.createDirectory(temporary.resolve("outside")), "app.log");
    inside = new LogFolder(Files.createDirectory(temporary.resolve("inside")), "app.log*");
  }

  @Test
  void s05_whatACopyHoldsIsReadThere() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "three");
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
      assertThat(logs.lostBytes()).isZero();
    }
  }

  @Test
  void s05_aCopyThatIsFoundBeforeTheCutIsNotReadAsANewFile() throws IOException {
    inside.append("app.log", "one");
    inside.pass(A_WHILE);
    inside.append("app.log", "two");
    Files.copy(inside.at("app.log"), inside.at("app.log.1"));
    inside.pass(A_SWEEP);
    inside.truncate("app.log");
    inside.append("app.log", "three");
    inside.pass(A_ROTATION);
    assertThat(inside.lines()).containsExactly("one", "two", "three");
  }

  /** Whichever of the two is read first: other files decide whose turn it is. */
  @Test
  void s05_aCopyWithTheNumberOfAnEmptyFileThatIsGoneIsNotReadAsANewFile() throws IOException {
    for (int others = 0; others < 4; others++) {
      LogFolder logs = new LogFolder(Files.createDirectory(temporary.resolve("f" + others)), "*");
      logs.write("app.log.1", "");
      logs.append("app.log", "one");
      logs.pass(A_SWEEP);
      for (int i = 0; i < others; i++) {
        logs.append("other" + i, "other");
      }
      logs.pass(A_SWEEP);
      logs.append("app.log.1", "one");
      logs.truncate("app.log");
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).as("others: %d", others).containsOnlyOnce("one");
    }
  }

  /** Of the log itself nothing is known when the copy is looked into. */
  @Test
  void s05_aCopyWrittenOverTheLastGenerationOfANewLogIsNotReadAsANewFile() throws IOException {
    inside.append("app.log.1", "old");
    inside.pass(A_SWEEP);
    inside.append("app.log.1", "old two");
    inside.pass(A_SWEEP);
    inside.append("app.log", "new");
    inside.truncate("app.log.1");
    inside.append("app.log.1", "new");
    inside.pass(A_SWEEP);
    inside.truncate("app.log");
    inside.pass(A_SWEEP);
    assertThat(inside.lines()).containsExactly("old", "old two", "new");
  }

  @Test
  void s05_aCopyThatIsFoundWhileItIsMadeIsNotReadAsANewFile() throws IOException {
    inside.append("app.log", "one", "two", "three");
    inside.pass(A_WHILE);
    inside.write("app.log.1", "");
    inside.pass(A_SWEEP);
    inside.write("app.log.1", "one\ntw");
    inside.pass(A_SWEEP);
    inside.write("app.log.1", "o\nthree\n");
    inside.pass(A_SWEEP);
    inside.truncate("app.log");
    inside.append("app.log", "four");
    inside.pass(A_ROTATION);
    assertThat(inside.lines()).containsExactly("one", "two", "three", "four");
  }

  /**
   * Between the making of the file and its first bytes there is a moment, on a busy host a long
   * one.
   */
  @Test
  void s05_aCopyThatIsStillEmptyIsNotTakenForAGenerationThatWasMissed() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.copytruncate("app.log", "app.log.1");
    outside.append("app.log", "two");
    outside.pass(A_WHILE);
    outside.rename("app.log.1", "app.log.2");
    outside.write("app.log.1", "");
    outside.pass(Duration.ofSeconds(2));
    outside.write("app.log.1", "two\n");
    outside.pass(Duration.ofSeconds(2));
    outside.truncate("app.log");
    outside.append("app.log", "three");
    outside.pass(A_ROTATION);
    assertThat(outside.lines()).containsExactly("one", "two", "three");
    assertThat(outside.lostBytes()).isZero();
  }

  @Test
  void s04_aGenerationThatWasMissedWhileItWasEmptyIsReadOnceItIsWrittenTo() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.rename("app.log", "app.log.2");
    outside.write("app.log.1", "");
    outside.append("app.log", "three");
    for (Duration empty : new Duration[] {Duration.ofSeconds(2), Duration.ofSeconds(40)}) {
      outside.pass(empty);
      outside.append("app.log.1", "two, after " + empty);
      outside.pass(A_WHILE);
    }
    assertThat(outside.lines())
        .containsExactlyInAnyOrder("one", "three", "two, after PT2S", "two, after PT40S");
  }

  @Test
  void s05_aCopyOfAFileAtRestIsNotReadAsANewFile() throws IOException {
    inside.append("app.log", "one", "two");
    inside.pass(Duration.ofMinutes(5));
    inside.append("app.log", "three");
    inside.copytruncate("app.log", "app.log.1");
    inside.append("app.log", "four");
    inside.pass(A_ROTATION);
    assertThat(inside.lines()).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  @Test
  void s05_aCopyThatEndsBeforeWhatWasReadIsNotReadAgain() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one", "two");
      logs.pass(A_WHILE);
      Files.copy(logs.at("app.log"), logs.at("app.log.1"));
      logs.append("app.log", "read before it was cut, and in no copy");
      logs.pass(Duration.ofSeconds(1));
      logs.truncate("app.log");
      logs.append("app.log", "three");
      logs.pass(A_ROTATION);
      logs.kill();
      logs.pass(A_SWEEP);
      assertThat(logs.lines())
          .containsExactly("one", "two", "read before it was cut, and in no copy", "three");
      assertThat(logs.lostBytes()).isZero();
    }
  }

  @Test
  void s05_copiesMadeOneAfterAnotherAreReadOnce() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      for (int i = 0; i < 5; i++) {
        logs.append("app.log", "first of " + i);
        logs.pass(A_WHILE);
        logs.append("app.log", "second of " + i);
        for (int n = i; n > 0; n--) {
          logs.rename("app.log." + n, "app.log." + (n + 1));
        }
        logs.copytruncate("app.log", "app.log.1");
      }
      logs.pass(A_ROTATION);
      logs.kill();
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).hasSize(10).doesNotHaveDuplicates();
      assertThat(logs.lostBytes()).isZero();
    }
  }

  @Test
  void s05_twoCopiesBetweenTwoLooksAreBothRead() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.2");
      logs.append("app.log", "between");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "last");
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "between", "last");
    }
  }

  @Test
  void s05_whatIsInNoCopyIsCountedAsLost() throws IOException {
    FakeIntake slow = outside.addLane();
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.block(slow);
    outside.append("app.log", "two");
    outside.pass(A_WHILE);
    outside.truncate("app.log");
    outside.append("app.log", "three");
    outside.pass(A_WHILE);
    slow.close(false);
    outside.pass(A_WHILE);
    assertThat(outside.lines()).containsExactly("one", "two", "three");
    assertThat(lines(slow)).containsExactly("one", "three");
    assertThat(outside.lostBytes()).isEqualTo("two\n".length());
  }

  @Test
  void s05_aLaneThatTakesNothingFindsEveryCopyOfTheMeantime() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      FakeIntake slow = logs.addLane();
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.block(slow);
      logs.append("app.log", "two");
      logs.pass(A_WHILE);
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "three");
      logs.pass(A_SWEEP);
      logs.rename("app.log.1", "app.log.2");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "four");
      logs.pass(A_SWEEP);
      slow.close(false);
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).containsExactly("one", "two", "three", "four");
      assertThat(lines(slow)).containsExactlyInAnyOrder("one", "two", "three", "four");
      assertThat(logs.lostBytes()).isZero();
    }
  }

  @Test
  void s05_aLaneThatHadReadNothingYetFindsTheCopy() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      FakeIntake slow = logs.addLane();
      logs.block(slow);
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "two, which is longer than one");
      logs.pass(A_WHILE);
      slow.close(false);
      logs.pass(A_SWEEP);
      assertThat(lines(slow)).containsExactlyInAnyOrder("one", "two, which is longer than one");
      assertThat(logs.lines()).containsExactly("one", "two, which is longer than one");
    }
  }

  @Test
  void s05_aKillRightAfterTheCutRepeatsNothing() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "three");
      logs.pass(Duration.ofMillis(300));
      logs.kill();
      logs.pass(A_SWEEP);
      logs.kill();
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  @Test
  void s05_aCopyThatIsRotatedOnIsReadToItsEnd() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.block(logs.lane());
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "three");
      logs.pass(A_WHILE);
      logs.rename("app.log.1", "app.log.2");
      logs.kill();
      logs.pass(A_WHILE);
      logs.lane().close(false);
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  @Test
  void s05_aCopyWrittenOverAnOldOneIsReadOnce() throws IOException {
    for (Duration untilTheCut : new Duration[] {Duration.ZERO, A_WHILE, A_SWEEP}) {
      LogFolder logs = new LogFolder(folder("over" + untilTheCut), "app.log*");
      logs.append("app.log.1", "old, and done with");
      logs.append("app.log", "one");
      logs.pass(A_SWEEP);
      logs.append("app.log", "two");
      Files.write(logs.at("app.log.1"), Files.readAllBytes(logs.at("app.log")));
      logs.pass(untilTheCut);
      logs.truncate("app.log");
      logs.append("app.log", "three");
      logs.pass(A_ROTATION);
      assertThat(logs.lines())
          .containsExactlyInAnyOrder("old, and done with", "one", "two", "three");
      assertThat(logs.lostBytes()).isZero();
    }
  }

  @Test
  void s07_aCopyWrittenOverAnOldOneWhileDownIsReadOnce() throws IOException {
    for (String pattern : new String[] {"app.log", "app.log*"}) {
      LogFolder logs = new LogFolder(folder(pattern.replace('*', 's')), pattern);
      logs.append("app.log", "old");
      logs.pass(A_WHILE);
      logs.rename("app.log", "app.log.1");
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      Files.write(logs.at("app.log.1"), Files.readAllBytes(logs.at("app.log")));
      logs.kill();
      logs.pass(A_SWEEP);
      logs.truncate("app.log");
      logs.append("app.log", "three");
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).containsExactlyInAnyOrder("old", "one", "two", "three");
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(name));
  }

  @Test
  void s05_aCopyOfWhatAnEditorSavedIsNotTakenForAGenerationThatWasMissed() throws IOException {
    outside.append("app.log", "one, and more than a marker needs " + "x".repeat(64));
    outside.pass(A_SWEEP);
    Files.copy(outside.at("app.log"), outside.at("saved"));
    outside.rename("saved", "app.log");
    outside.copytruncate("app.log", "app.log.1");
    outside.pass(A_SWEEP);
    assertThat(outside.lines()).hasSize(1);
  }

  @Test
  void s06_aFileThatGrewPastTheOldOffsetIsReadFromItsBeginning() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "much longer than all that was there before");
      logs.pass(A_ROTATION);
      assertThat(logs.lines())
          .containsExactlyInAnyOrder("one", "two", "much longer than all that was there before");
    }
  }

  @Test
  void s06_aFileThatGrewToTheSameSizeIsReadFromItsBeginning() throws IOException {
    outside.append("app.log", "12345");
    outside.pass(A_WHILE);
    outside.truncate("app.log");
    outside.append("app.log", "67890");
    outside.pass(A_WHILE);
    assertThat(outside.lines()).containsExactly("12345", "67890");
  }

  @Test
  void s06_aFileThatGrewPastTheOldOffsetThoughItBeginsAlikeIsReadFromItsBeginning()
      throws IOException {
    String header = "h".repeat(3000);
    outside.append("app.log", header, "one", "two");
    outside.pass(A_WHILE);
    outside.truncate("app.log");
    outside.append("app.log", header, "three", "four", "five");
    outside.pass(A_WHILE);
    assertThat(outside.lines())
        .containsExactly(header, "one", "two", header, "three", "four", "five");
  }

  @Test
  void s05_aLogWhoseLastCopyIsGoneIsReadToItsEnd() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_SWEEP);
    outside.copytruncate("app.log", "app.log.1");
    outside.pass(A_SWEEP);
    Files.delete(outside.at("app.log.1"));
    outside.pass(Duration.ofMillis(1200));
    outside.append("app.log", "two");
    outside.rename("app.log", "app.log.2");
    outside.append("app.log", "three");
    outside.rename("app.log", "app.log.1");
    outside.pass(A_SWEEP);
    assertThat(outside.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s07_aCutWhileDownIsNoticedAndItsCopyReadOn() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "longer than what there was before");
      logs.kill();
      logs.pass(A_ROTATION);
      assertThat(logs.lines())
          .containsExactlyInAnyOrder("one", "two", "longer than what there was before");
      logs.append("app.log", "three");
      logs.kill();
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).hasSize(4).endsWith("three");
    }
  }

  @Test
  void s07_aLaneThatTookNothingFindsTheCopyOfALogThatIsGone() throws IOException {
    String read = "a line that is longer than what proves where it was read to: " + "x".repeat(64);
    outside.append("app.log", read);
    outside.pass(A_WHILE);
    outside.block(outside.lane());
    outside.append("app.log", "two", "three");
    outside.pass(A_WHILE);
    outside.copytruncate("app.log", "app.log.1");
    outside.pass(A_WHILE);
    Files.delete(outside.at("app.log"));
    outside.pass(A_WHILE);
    outside.lane().close(false);
    outside.kill();
    outside.pass(A_SWEEP);
    assertThat(outside.lines()).containsExactly(read, "two", "three");
  }

  @Test
  void s07_twoCutsWhileDownAreBothRead() throws IOException {
    for (LogFolder logs : new LogFolder[] {outside, inside}) {
      logs.append("app.log", "one");
      logs.pass(A_WHILE);
      logs.append("app.log", "two");
      logs.copytruncate("app.log", "app.log.2");
      logs.append("app.log", "between");
      logs.copytruncate("app.log", "app.log.1");
      logs.append("app.log", "last");
      logs.kill();
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "between", "last");
    }
  }

  @Test
  void s07_manyCutsWhileDownAreAllReadThoughTheyGoOnAtTheStart() throws IOException {
    for (int startedAt = 1; startedAt <= 7; startedAt++) {
      LogFolder logs =
          new LogFolder(Files.createDirectory(temporary.resolve("many" + startedAt)), "app.log");
      logs.append("app.log", "begin 1", "begin 2");
      logs.pass(A_WHILE);
      for (int cut = 1; cut <= 6; cut++) {
        if (cut == startedAt) {
          logs.kill();
        }
        if (cut >= startedAt) {
          logs.pass(Duration.ofMillis(300));
        }
        logs.append("app.log", "line " + cut, "more " + cut);
        for (int i = cut - 1; i > 0; i--) {
          logs.rename("app.log." + i, "app.log." + (i + 1));
        }
        logs.copytruncate("app.log", "app.log.1");
      }
      logs.append("app.log", "last");
      if (startedAt == 7) {
        logs.kill();
      }
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).as("started before cut %d", startedAt).hasSize(15);
    }
  }

  @Test
  void s07_aCopyMadeWhileDownIsNotTakenForAGenerationThatWasMissed() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.append("app.log", "two");
    outside.copytruncate("app.log", "app.log.1");
    outside.append("app.log", "three");
    outside.pass(Duration.ofSeconds(2));
    outside.rename("app.log.1", "app.log.2");
    outside.append("app.log", "four");
    outside.copytruncate("app.log", "app.log.1");
    outside.append("app.log", "five");
    outside.kill();
    outside.pass(A_WHILE);
    assertThat(outside.lines()).containsExactlyInAnyOrder("one", "two", "three", "four", "five");
  }

  @Test
  void s07_aCopyOfALogThatIsGoneIsNotTakenForAGenerationThatWasMissed() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.copytruncate("app.log", "app.log-20260130");
    outside.append("app.log", "two, and more than a marker needs " + "x".repeat(64));
    outside.pass(A_WHILE);
    outside.copytruncate("app.log", "app.log-20260131");
    Files.delete(outside.at("app.log"));
    outside.append("app.log", "three");
    outside.kill();
    outside.pass(A_SWEEP);
    assertThat(outside.lines()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void s07_aCopyThatIsBeingMadeAtAStartIsNotTakenForAGenerationThatWasMissed() throws IOException {
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.copytruncate("app.log", "app.log.1");
    outside.append("app.log", "two");
    outside.pass(Duration.ofSeconds(2));
    outside.rename("app.log.1", "app.log.2");
    outside.append("app.log", "three");
    Files.copy(outside.at("app.log"), outside.at("app.log.1"));
    outside.kill();
    outside.pass(Duration.ofSeconds(1));
    outside.truncate("app.log");
    outside.append("app.log", "four");
    outside.pass(A_ROTATION);
    assertThat(outside.lines()).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  @Test
  void s08_theHoleThatAWriterWithoutAppendLeavesIsPassedOver() throws IOException {
    outside.append("app.log", "one", "two");
    outside.pass(A_WHILE);
    outside.truncate("app.log");
    writeAt(8L << 20, "three\n");
    outside.pass(A_WHILE);
    assertThat(outside.lines()).containsExactly("one", "two", "three");
    assertThat(outside.metrics.total("agent_files_skipped_nul_bytes_total")).isEqualTo(8L << 20);
  }

  @Test
  void s11_anOffsetBehindTheEndIsNotWaitedFor() throws IOException {
    outside.append("app.log", "one", "two", "three");
    outside.pass(A_WHILE);
    outside.truncate("app.log");
    outside.append("app.log", "four");
    outside.kill();
    outside.pass(A_WHILE);
    assertThat(outside.lines()).containsExactly("one", "two", "three", "four");
    assertThat(outside.remembered()).as("the old generation is done with").isEqualTo(1);
  }

  @Test
  void s12_whatAnApplicationWritesAnewAtItsStartIsReadOnce() throws IOException {
    for (int start = 0; start < 4; start++) {
      Files.writeString(outside.at("app.log"), "started\nrun " + start + "\n");
      outside.pass(A_WHILE);
      outside.append("app.log", "more of run " + start);
      outside.pass(A_WHILE);
    }
    assertThat(outside.lines())
        .containsExactly(
            "started",
            "run 0",
            "more of run 0",
            "started",
            "run 1",
            "more of run 1",
            "started",
            "run 2",
            "more of run 2",
            "started",
            "run 3",
            "more of run 3");
  }

  @Test
  void s12_aFileWhoseEndIsCutOffGoesOnAndWhatWasCutIsCounted() throws IOException {
    FakeIntake slow = outside.addLane();
    outside.append("app.log", "one");
    outside.pass(A_WHILE);
    outside.block(slow);
    outside.append("app.log", "two", "three");
    outside.pass(A_WHILE);
    try (RandomAccessFile file = new RandomAccessFile(outside.at("app.log").toFile(), "rw")) {
      file.setLength("one\ntwo\n".length());
    }
    outside.kill();
    slow.close(false);
    outside.pass(A_WHILE);
    assertThat(lines(slow)).containsExactly("one", "two");
  }

  private void writeAt(long offset, String text) throws IOException {
    try (FileChannel file = FileChannel.open(outside.at("app.log"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), offset);
    }
  }
}
