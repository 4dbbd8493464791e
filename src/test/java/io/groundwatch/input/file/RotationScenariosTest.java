package io.groundwatch.input.file;

import static io.groundwatch.input.file.LogFolder.A_ROTATION;
import static io.groundwatch.input.file.LogFolder.A_SWEEP;
import static io.groundwatch.input.file.LogFolder.A_WHILE;
import static io.groundwatch.input.file.LogFolder.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.FakeIntake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotation by rename, by every order in which it can meet the agent: scenarios 1 to 4, 9, 10, 13
 * and 14 of those that log shippers are known to fail.
 */
class RotationScenariosTest {
  @TempDir Path temporary;
  private LogFolder logs = new LogFolder(Path.of(""));

  @BeforeEach
  void start() {
    logs = new LogFolder(temporary, "app.log");
  }

  /** As logrotate's own state file, written right after it has deleted what it compressed. */
  @Test
  void aForeignFileWithTheNumberOfOneThatIsGoneIsNotReadAtAStart() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.stop();
    logs.truncate("app.log");
    logs.append("app.log", "none of the log's");
    logs.rename("app.log", "tool.state");
    logs.append("app.log", "two");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  @Test
  void s01_aWriterThatKeepsTheOldFileForHalfAMinuteIsReadToItsEnd() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    try (OutputStream writer =
        Files.newOutputStream(logs.at("app.log"), StandardOpenOption.APPEND)) {
      logs.rename("app.log", "app.log.1");
      logs.append("app.log", "new");
      for (int i = 0; i < 15; i++) {
        writer.write(("late " + i + "\n").getBytes(StandardCharsets.UTF_8));
        logs.pass(A_WHILE);
      }
    }
    assertThat(logs.lines()).hasSize(17).contains("one", "new", "late 0", "late 14");
    logs.pass(A_ROTATION);
    assertThat(logs.remembered()).as("the old one is forgotten in the end").isEqualTo(1);
    assertThat(logs.openFiles()).isZero();
  }

  @Test
  void s02_renamedInsideThePatternWhileDownGoesOnUnderItsNewName() throws IOException {
    logs = new LogFolder(temporary, "app.log*");
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "three");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s03_renamedOutOfThePatternWhileDownIsReadToItsEndBesideTheNewOne() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    logs.rename("app.log", "app.log-20260131");
    logs.append("app.log", "three");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s03_aLaneThatWasDoneWithARotatedFileIsNotGivenItAgain() throws IOException {
    FakeIntake slow = logs.addLane();
    logs.block(slow);
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    slow.close(false);
    logs.pass(A_WHILE);
    logs.block(slow);
    logs.append("app.log", "two");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "three");
    logs.pass(A_ROTATION);
    logs.kill();
    slow.close(false);
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(lines(slow)).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s04_twoRotationsBetweenTwoLooksLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    rotateTwiceByNumber();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "between", "last");
    assertThat(logs.lostGenerations()).isZero();
  }

  @Test
  void s04_twoRotationsOfAFileAtRestLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(Duration.ofMinutes(5));
    rotateTwiceByNumber();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_twoRotationsInsideThePatternLoseNothing() throws IOException {
    logs = new LogFolder(temporary, "app.log*");
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    rotateTwiceByNumber();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_twoRotationsWhileDownLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    rotateTwiceByNumber();
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_generationsThatARestartRemembersAreNotTakenForMissedOnes() throws IOException {
    int rotations = 12;
    for (int i = 0; i <= rotations; i++) {
      for (int generation = i; generation > 1; generation--) {
        logs.rename("app.log." + (generation - 1), "app.log." + generation);
      }
      if (i > 0) {
        logs.rename("app.log", "app.log.1");
      }
      logs.append("app.log", "line " + i);
      logs.pass(Duration.ofSeconds(2));
    }
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).hasSize(rotations + 1).doesNotHaveDuplicates();
  }

  @Test
  void s04_aGenerationThatIsRememberedIsNotReadAgainWhateverItIsCalledByNow() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "two");
    logs.pass(Duration.ofSeconds(2));
    logs.rename("app.log.1", "app.log.2");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "three");
    long second = FileStat.key(logs.at("app.log.1")).inode();

    // As if it had been renamed at the very moment at which the start looked for it.
    logs.restart(
        LogFolder.moved(
            position -> position.file().inode() == second ? elsewhere(position) : position));
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  private static Position elsewhere(Position position) {
    return new Position(
        position.source(),
        position.file(),
        position.head(),
        position.marker(),
        "/elsewhere/app.log",
        position.from(),
        position.to(),
        position.finished());
  }

  @Test
  void s04_twoRotationsByDateLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log-2026-01-31T10");
    logs.append("app.log", "between");
    logs.rename("app.log", "app.log-2026-01-31T11");
    logs.append("app.log", "last");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_twoRotationsThatKeepTheEndingLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.2.log");
    logs.append("app.1.log", "between");
    logs.append("app.log", "last");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_twoRotationsWhereOnlyOneIsKeptLoseNothing() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "between");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "last");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void s04_aGenerationThatIsGoneBetweenTwoLooksIsCountedAsLost() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.3");
    logs.append("app.log.1", "between");
    logs.append("app.log", "last");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
    assertThat(logs.lostGenerations()).isEqualTo(1);
  }

  @Test
  void s04_olderGenerationsThatNobodyAskedForStayUnread() throws IOException {
    logs.append("app.log.1", "old");
    logs.append("app.log.2", "older");
    logs.append("app.log", "one");
    age("app.log.1", Duration.ofHours(1));
    age("app.log.2", Duration.ofHours(2));
    logs.pass(A_WHILE);
    logs.rename("app.log.2", "app.log.3");
    logs.rename("app.log.1", "app.log.2");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "two");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    logs.append("app.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void s04_whereNumbersGrowWithTimeOlderOnesStayUnread() throws IOException {
    logs.append("app.log.1", "old");
    logs.append("app.log.2", "not so old");
    age("app.log.1", Duration.ofHours(2));
    age("app.log.2", Duration.ofHours(1));
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.3");
    logs.append("app.log", "between");
    logs.rename("app.log", "app.log.4");
    logs.append("app.log", "last");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
    assertThat(logs.lostGenerations()).isZero();
  }

  @Test
  void s09_twoFilesThatBeginAlikeAreTwoFiles() throws IOException {
    logs = new LogFolder(temporary, "*.csv");
    String header = "h".repeat(3000);
    logs.append("a.csv", header, "of a");
    logs.pass(A_WHILE);
    logs.append("b.csv", header, "of b");
    logs.append("a-2.csv", header, "of a-2");
    logs.pass(A_WHILE);
    assertThat(logs.lines())
        .containsExactlyInAnyOrder(header, "of a", header, "of b", header, "of a-2");
  }

  @Test
  void s09_aFileThatIsTheSameAsAnotherSoFarIsReadAllTheSame() throws IOException {
    logs = new LogFolder(temporary, "app*");
    logs.append("app.log", "started", "and on");
    logs.pass(A_WHILE);
    logs.append("app.log.other", "started");
    logs.pass(Duration.ofMinutes(1));
    assertThat(logs.lines()).containsExactly("started", "and on", "started");
  }

  @Test
  void s09_aNewFileThatBeginsAsTheRotatedOneDidIsReadWhole() throws IOException {
    logs = new LogFolder(temporary, "app.log*");
    String banner = "banner ".repeat(20);
    logs.append("app.log", banner);
    logs.pass(A_WHILE);
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", banner, "new");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly(banner, banner, "new");
  }

  @Test
  void s10_aNewFileWithTheNumberOfAnOldOneIsReadWhole() throws IOException {
    logs.append("app.log", "x".repeat(100));
    logs.pass(Duration.ofMinutes(5));
    // What a deleted and a new file with one inode number look like: another content.
    logs.truncate("app.log");
    logs.append("app.log", "y".repeat(200), "two");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("x".repeat(100), "y".repeat(200), "two");
  }

  @Test
  void s10_aNumberThatIsUsedAgainWhileDownIsAnotherFile() throws IOException {
    logs.append("app.log", "x".repeat(100));
    logs.pass(A_WHILE);
    logs.truncate("app.log");
    logs.append("app.log", "y".repeat(200), "two");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("x".repeat(100), "y".repeat(200), "two");
  }

  /** The old file is remembered for a while; by then the new one is a generation that is over. */
  @Test
  void s10_aNumberThatIsUsedAgainIsOfTheLastFileThatHadIt() throws IOException {
    logs.append("app.log", "x".repeat(100));
    logs.pass(A_WHILE);
    logs.stop();
    logs.truncate("app.log");
    logs.append("app.log", "y".repeat(200));
    Files.createDirectory(logs.at("elsewhere"));
    logs.rename("app.log", "elsewhere/number");
    logs.kill();
    logs.pass(A_SWEEP);
    logs.rename("elsewhere/number", "app.log");
    logs.pass(A_SWEEP);
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "z".repeat(100));
    logs.pass(A_ROTATION);
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("x".repeat(100), "y".repeat(200), "z".repeat(100));
  }

  @Test
  void s13_whatAnEditorSavesGoesOnWhereItWasRead() throws IOException {
    logs.append("app.log", "one ".repeat(30));
    logs.pass(A_WHILE);
    Files.copy(logs.at("app.log"), logs.at("app.log.swp"));
    logs.append("app.log.swp", "two");
    logs.rename("app.log.swp", "app.log");
    logs.append("app.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one ".repeat(30), "two", "three");
    logs.append("app.log", "four");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).endsWith("three", "four").hasSize(4);
  }

  @Test
  void s13_whatAnEditorSavesWhileDownGoesOnWhereItWasRead() throws IOException {
    logs.append("app.log", "one ".repeat(30));
    logs.pass(A_WHILE);
    Files.copy(logs.at("app.log"), logs.at("app.log.swp"));
    logs.append("app.log.swp", "two");
    logs.rename("app.log.swp", "app.log");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one ".repeat(30), "two");
    assertThat(logs.remembered()).isEqualTo(1);
  }

  @Test
  void s13_whatAnEditorSavesChangedIsReadFromItsBeginning() throws IOException {
    logs.append("app.log", "one ".repeat(30));
    logs.pass(A_WHILE);
    logs.append("new", "ONE ".repeat(30), "two");
    logs.rename("new", "app.log");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one ".repeat(30), "ONE ".repeat(30), "two");
  }

  @Test
  void s13_whatIsOnlyInTheFileThatAnEditorReplacedIsReadFromThere() throws IOException {
    logs.append("app.log", "one ".repeat(30));
    logs.pass(A_WHILE);
    Files.copy(logs.at("app.log"), logs.at("saved"));
    logs.block(logs.lane());
    logs.append("app.log", "written while it was edited");
    logs.pass(A_WHILE);
    logs.append("saved", "two");
    logs.rename("saved", "app.log");
    logs.pass(A_WHILE);
    logs.lane().close(false);
    logs.pass(A_WHILE);
    assertThat(logs.lines()).contains("written while it was edited", "two");
  }

  @Test
  void s13_aBackupThatHoldsWhatWasReadIsNotReadAgain() throws IOException {
    logs.append("app.log", "one ".repeat(30), "two");
    logs.pass(A_WHILE);
    Files.copy(logs.at("app.log"), logs.at("backup"));
    Files.delete(logs.at("app.log"));
    Files.copy(logs.at("backup"), logs.at("app.log"));
    logs.pass(A_WHILE);
    logs.append("app.log", "three");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one ".repeat(30), "two", "three");
  }

  @Test
  void s14_aFileThatIsDeletedAndMadeAnewIsReadToItsEndAndFromItsBeginning() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    Files.delete(logs.at("app.log"));
    logs.append("app.log", "three");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s15_whatIsLeftOfADeletedFileIsReadAfterAReload() throws IOException {
    FakeIntake slow = logs.addLane();
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(slow);
    logs.append("app.log", "two", "three");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    logs.append("app.log", "four");
    logs.pass(A_WHILE);
    logs.reload();
    logs.pass(A_SWEEP);
    logs.reload();
    slow.close(false);
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two", "three", "four");
    assertThat(lines(slow)).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(logs.lostBytes()).isZero();
    assertThat(logs.openFiles()).isZero();
  }

  @Test
  void s15_aDeletedFileThatALaneDidNotEvenNoteIsReadAfterAReload() throws IOException {
    FakeIntake slow = logs.addLane();
    logs.block(slow);
    logs.append("app.log", "one", "two");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    logs.pass(A_WHILE);
    logs.reload();
    slow.close(false);
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two");
    assertThat(lines(slow)).containsExactly("one", "two");
  }

  @Test
  void s15_aDeletedFileThatNobodyAsksForAfterAReloadIsLetGo() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(logs.lane());
    logs.append("app.log", "two");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    logs.pass(A_WHILE);
    logs.reloadWith("other.log");
    logs.pass(A_SWEEP);
    assertThat(logs.openFiles()).isZero();
  }

  @Test
  void readFromEndPassesOverNothingThatCameWhileTheAgentWasDown() throws IOException {
    logs.readFrom = ReadFrom.END;
    logs.append("app.log", "old");
    logs.kill();
    logs.pass(A_SWEEP);
    logs.append("app.log", "one");
    rotateTwiceByNumber();
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "between", "last");
  }

  @Test
  void aFolderThatCannotBeListedForAMomentIsNotReadAgain() throws IOException {
    Path folder = Files.createDirectory(logs.at("sub"));
    logs.restartWith("sub/*.log");
    logs.append("sub/app.log", "one");
    logs.pass(Duration.ofMinutes(1));
    // A folder that leads to itself can be read by nobody, root included.
    Files.move(folder, logs.at("aside"));
    Files.createSymbolicLink(folder, folder);
    logs.pass(Duration.ofMinutes(2));
    Files.delete(folder);
    Files.move(logs.at("aside"), folder);
    logs.append("sub/app.log", "two");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  private void rotateTwiceByNumber() throws IOException {
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "between");
    logs.rename("app.log.1", "app.log.2");
    logs.rename("app.log", "app.log.1");
    logs.append("app.log", "last");
  }

  private void age(String name, Duration age) throws IOException {
    Path file = logs.at(name);
    FileTime now = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(now.toMillis() - age.toMillis()));
  }
}
