package io.groundwatch.input.file;

import static io.groundwatch.input.file.LogFolder.A_ROTATION;
import static io.groundwatch.input.file.LogFolder.A_SWEEP;
import static io.groundwatch.input.file.LogFolder.A_WHILE;
import static io.groundwatch.input.file.LogFolder.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a path can turn out to be, and how many there can be of them: scenarios 15 to 17 and 20 to
 * 24.
 */
@Timeout(60)
class NameScenariosTest {
  @TempDir Path temporary;
  private LogFolder logs = new LogFolder(Path.of(""));

  @BeforeEach
  void start() {
    logs = new LogFolder(temporary, "*.log");
  }

  @Test
  void s15_aDeletedFileIsReadToItsEndOnceTheBackendIsThereAgain() throws IOException {
    deleteWhileBlocked("one", "two");
    logs.pass(Duration.ofHours(3));
    logs.lane().close(false);
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "two");
    assertThat(logs.lostBytes()).isZero();
    logs.pass(A_ROTATION);
    assertThat(logs.openFiles()).isZero();
  }

  @Test
  void s15_aDeletedFileIsLetGoAfterADayAndWhatIsLostIsCounted() throws IOException {
    deleteWhileBlocked("one", "two");
    assertThat(logs.openFiles()).isEqualTo(1);
    logs.pass(Duration.ofHours(25));
    assertThat(logs.openFiles()).isZero();
    assertThat(logs.lostBytes()).isEqualTo("one\ntwo\n".length());
    assertThat(logs.lostGenerations()).isEqualTo(1);
    logs.lane().close(false);
    logs.append("b.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("three");
  }

  @Test
  void s15_deletedFilesHoldNoMoreThanSoMuchOfTheDisk() throws IOException {
    logs.block(logs.lane());
    for (int i = 0; i < 3; i++) {
      logs.append(i + ".log", "of " + i);
      // Sparse: it takes no room, but is as large as that.
      try (var file = new java.io.RandomAccessFile(logs.at(i + ".log").toFile(), "rw")) {
        file.setLength(Pinned.MAX_BYTES / 2 - 1);
      }
      logs.pass(A_WHILE);
      Files.delete(logs.at(i + ".log"));
      logs.pass(A_WHILE);
    }
    assertThat(logs.openFiles()).as("the two that were deleted last").isEqualTo(2);
    assertThat(logs.lostBytes()).isEqualTo(Pinned.MAX_BYTES / 2 - 1);
    assertThat(logs.lostGenerations()).isEqualTo(1);
  }

  @Test
  void s15_noMoreThanSoManyDeletedFilesAreHeld() throws IOException {
    logs.block(logs.lane());
    for (int i = 0; i < Pinned.MAX_FILES + 10; i++) {
      logs.append(i + ".log", "one");
      logs.pass(Duration.ofSeconds(1));
      Files.delete(logs.at(i + ".log"));
      logs.pass(Duration.ofSeconds(1));
    }
    assertThat(logs.openFiles()).isEqualTo(Pinned.MAX_FILES);
    assertThat(logs.lostGenerations()).isEqualTo(10);
  }

  private void deleteWhileBlocked(String... lines) throws IOException {
    logs.append("a.log", "seen");
    logs.pass(A_WHILE);
    logs.lane().batches().clear();
    logs.block(logs.lane());
    logs.append("a.log", lines);
    logs.pass(A_WHILE);
    Files.delete(logs.at("a.log"));
    logs.pass(A_WHILE);
  }

  @Test
  void s15_aRenamedFileHoldsNoRoomAndIsNotLetGo() throws IOException {
    logs.append("a.log", "one");
    logs.pass(A_WHILE);
    logs.block(logs.lane());
    logs.append("a.log", "two");
    logs.pass(A_WHILE);
    logs.rename("a.log", "a.old");
    logs.pass(Duration.ofHours(30));
    logs.lane().close(false);
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  @Test
  void s16_aLinkThatIsPointedElsewhereIsReadToTheEndOfBoth() throws IOException {
    Files.createDirectory(logs.at("pods"));
    logs.append("pods/0.txt", "one");
    Files.createSymbolicLink(logs.at("app.log"), logs.at("pods/0.txt"));
    logs.pass(A_WHILE);
    logs.append("pods/0.txt", "two");
    logs.append("pods/1.txt", "three");
    repoint("app.log", "pods/1.txt");
    logs.pass(A_WHILE);
    logs.append("pods/0.txt", "late");
    logs.append("pods/1.txt", "four");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "late", "four");
  }

  @Test
  void s16_aLinkAtRestThatIsPointedElsewhereIsReadToTheEndOfBoth() throws IOException {
    Files.createDirectory(logs.at("pods"));
    logs.append("pods/0.txt", "one");
    Files.createSymbolicLink(logs.at("app.log"), logs.at("pods/0.txt"));
    logs.pass(Duration.ofMinutes(5));
    logs.append("pods/0.txt", "two");
    logs.append("pods/1.txt", "three");
    repoint("app.log", "pods/1.txt");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s16_aFileBehindALinkIsRotatedWhereItIs() throws IOException {
    Files.createDirectory(logs.at("pods"));
    logs.append("pods/0.txt", "one");
    Files.createSymbolicLink(logs.at("app.log"), logs.at("pods/0.txt"));
    logs.pass(Duration.ofMinutes(5));
    logs.append("pods/0.txt", "two");
    logs.rename("pods/0.txt", "pods/0.txt.1");
    logs.append("pods/0.txt", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
    logs.append("pods/0.txt", "four");
    logs.rename("pods/0.txt", "pods/0.txt.2");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).contains("four").hasSize(4);
  }

  @Test
  void s16_theKernelIsAskedToTellOfTheFolderThatALinkLeadsTo() throws IOException {
    Set<Path> watched = new HashSet<>();
    logs.hints = trouble -> remembering(watched);
    Files.createDirectory(logs.at("pods"));
    logs.append("pods/0.txt", "one");
    Files.createSymbolicLink(logs.at("app.log"), logs.at("pods/0.txt"));
    logs.kill();
    logs.pass(Duration.ofMinutes(5));
    assertThat(watched).contains(logs.at("pods").toRealPath());
  }

  @Test
  void s17_aFileWithSeveralNamesIsReadOnce() throws IOException {
    logs.append("app.log", "one");
    Files.createLink(logs.at("hard.log"), logs.at("app.log"));
    Files.createSymbolicLink(logs.at("soft.log"), logs.at("app.log"));
    logs.pass(A_SWEEP);
    logs.append("hard.log", "two");
    logs.pass(A_SWEEP);
    Files.delete(logs.at("app.log"));
    logs.append("hard.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void s17_twoEntriesThatMatchOneFileEachReadItAlsoAfterARestart() throws IOException {
    logs.restartWith("*.log", "app*");
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "one");
    logs.append("app.log", "two");
    logs.kill();
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "one", "two", "two");
    logs.append("app.log", "three");
    logs.restartWith("app*");
    logs.pass(A_WHILE);
    assertThat(logs.lines()).endsWith("two", "two", "three");
  }

  @Test
  void s20_whatIsNoFileIsPassedOverAndNeverOpened() throws Exception {
    Files.createDirectory(logs.at("folder.log"));
    makePipe("pipe.log");
    Files.createSymbolicLink(logs.at("device.log"), Path.of("/dev/zero"));
    Files.createSymbolicLink(logs.at("nowhere.log"), logs.at("nothing"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(logs.at("socket.log")));
      logs.append("app.log", "one");
      logs.pass(A_SWEEP);
    }
    assertThat(logs.lines()).containsExactly("one");
  }

  @Test
  void s20_aFileThatIsReplacedByAFolderOrAPipeIsReadToItsEnd() throws Exception {
    for (String name : new String[] {"folder.log", "pipe.log"}) {
      logs.append(name, "one of " + name);
      logs.kill();
      logs.pass(A_WHILE);
      logs.append(name, "two of " + name);
      Files.delete(logs.at(name));
      if (name.startsWith("pipe")) {
        makePipe(name);
      } else {
        Files.createDirectory(logs.at(name));
      }
      logs.pass(A_ROTATION);
      assertThat(logs.lines()).endsWith("one of " + name, "two of " + name);
    }
    assertThat(logs.openFiles()).isZero();
    Files.delete(logs.at("folder.log"));
    logs.append("folder.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).endsWith("three");
  }

  @Test
  void s21_aFileThatCannotBeReadYetIsReadFromWhereItWasOnceItCan() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    // Nobody can read a link to itself, root included.
    logs.rename("app.log", "aside");
    Files.createSymbolicLink(logs.at("app.log"), logs.at("app.log"));
    logs.kill();
    logs.pass(A_SWEEP);
    Files.delete(logs.at("app.log"));
    logs.rename("aside", "app.log");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  @Test
  void s22_aDeviceNumberThatChangedWithARemountIsNoNewFile() throws IOException {
    logs.append("app.log", "one");
    logs.pass(A_WHILE);
    logs.append("app.log", "two");
    logs.restart(LogFolder.moved(NameScenariosTest::onAnotherDevice));
    logs.pass(A_WHILE);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  @Test
  void s22_whatWasReadOnAVolumeThatIsAwayIsRemembered() throws IOException {
    Files.createDirectory(logs.at("volume"));
    logs.restartWith("volume/*.log");
    logs.append("volume/app.log", "one");
    logs.pass(A_WHILE);
    logs.append("volume/app.log", "two");
    logs.rename("volume/app.log", "aside");
    Files.delete(logs.at("volume"));
    // Where it was is on another device now, as below an empty mount point.
    logs.restart(LogFolder.moved(NameScenariosTest::onAnotherDevice));
    logs.pass(Duration.ofHours(3));
    assertThat(logs.remembered()).isEqualTo(1);
    Files.createDirectory(logs.at("volume"));
    logs.rename("aside", "volume/app.log");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two");
  }

  @Test
  void s22_whatWasInAFolderThatIsGoneFromItsVolumeIsForgotten() throws IOException {
    Files.createDirectory(logs.at("container"));
    logs.restartWith("container/*.log");
    logs.append("container/app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("container/app.log"));
    Files.delete(logs.at("container"));
    logs.kill();
    logs.pass(Duration.ofMinutes(75));
    assertThat(logs.remembered()).isZero();
  }

  private static Position onAnotherDevice(Position last) {
    FileKey key = new FileKey(last.file().device() + 1, last.file().inode());
    return new Position(
        last.source(), key, last.head(), last.marker(), last.path(), last.from(), last.to(), false);
  }

  @Test
  void s23_filesAtRestHoldNoHandleAndAreNotAskedAbout() throws IOException {
    logs.maxRecords = 300;
    logs.kill();
    int files = 4 * OpenFiles.FEW;
    for (int i = 0; i < files; i++) {
      logs.append(i + ".log", "one");
    }
    logs.pass(Duration.ofMinutes(3));
    assertThat(logs.lines()).hasSize(files);
    assertThat(logs.openFiles()).isZero();
    assertThat(Duration.ofNanos(logs.input.restNanos()))
        .as("nothing is polled ten times a second")
        .isGreaterThan(Duration.ofMillis(500));
    logs.append("7.log", "two");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).endsWith("two");
    assertThat(logs.openFiles()).isEqualTo(1);
  }

  @Test
  void s23_moreFilesThanThereIsMemoryForAreLeftOutUntilThereIsRoom() throws IOException {
    logs.kill();
    logs.input.limitTo(3, 0);
    for (int i = 0; i < 5; i++) {
      logs.append(i + ".log", "in " + i);
    }
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).hasSize(3);
    for (String line : logs.lines()) {
      Files.delete(logs.at(line.substring("in ".length()) + ".log"));
    }
    logs.pass(Duration.ofMinutes(5));
    assertThat(logs.lines()).containsExactlyInAnyOrder("in 0", "in 1", "in 2", "in 3", "in 4");
  }

  @Test
  void s23_oneHugeFileDoesNotStarveAThousandSmallOnes() throws IOException {
    logs.maxRecords = 100;
    FakeIntake lane = logs.lane();
    logs.kill();
    for (int i = 0; i < 3; i++) {
      logs.write("huge" + i + ".log", "x\n".repeat(200_000));
    }
    for (int i = 0; i < 1000; i++) {
      logs.append(i + ".log", "small");
    }
    int batches = 0;
    // The lane takes one batch a turn, far less than there is.
    while (lines(lane).stream().filter("small"::equals).count() < 1000 && batches++ < 60) {
      lane.close(false);
      logs.input.work();
      lane.close(true);
      logs.input.work();
      logs.time.advance(Duration.ofMillis(100));
    }
    assertThat(batches).as("batches until every small file was read").isLessThan(60);
  }

  @Test
  void s24_whereTheKernelTellsNothingFilesAreFoundAllTheSame() throws IOException {
    logs.hints = trouble -> ChangeHints.none();
    logs.kill();
    logs.append("app.log", "one");
    logs.pass(Duration.ofMinutes(5));
    logs.append("app.log", "two");
    logs.append("late.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s24_whereTheKernelSaysTooMuchChangedTheWholeFolderIsAskedAbout() throws IOException {
    Set<Path> overflown = new HashSet<>();
    logs.hints = trouble -> overflowing(overflown);
    logs.kill();
    logs.append("app.log", "one");
    logs.pass(Duration.ofMinutes(5));
    logs.append("app.log", "two");
    logs.append("late.log", "three");
    overflown.add(temporary);
    logs.pass(Duration.ofSeconds(4));
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  /** A host that is so busy that a sweep takes seconds would else look away for minutes. */
  @Test
  void aSweepThatTookLongIsNotFollowedByALongBlindSpell() throws IOException {
    Set<Path> changed = new HashSet<>();
    logs.hints = trouble -> starving(changed);
    logs.restartWith("app.log", "logs/*.log");
    logs.pass(A_WHILE);
    Files.createDirectory(logs.at("logs"));
    logs.append("logs/late.log", "one");
    changed.add(temporary);
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one");
  }

  /** As {@link #overflowing} where each look and each sweep takes the thread five seconds. */
  private ChangeHints starving(Set<Path> folders) {
    ChangeHints hints = overflowing(folders);
    return new ChangeHints() {
      @Override
      public Watching watch(Collection<Path> wanted) {
        logs.time.advance(Duration.ofSeconds(5));
        return hints.watch(wanted);
      }

      @Override
      public Changes poll() {
        return hints.poll();
      }

      @Override
      public void close() {
        hints.close();
      }
    };
  }

  /** Watches everything, and tells nothing. */
  private static ChangeHints remembering(Set<Path> watched) {
    return new ChangeHints() {
      @Override
      public Watching watch(Collection<Path> folders) {
        watched.addAll(folders);
        return new Watching(true, Set.of());
      }

      @Override
      public Changes poll() {
        return Changes.NONE;
      }

      @Override
      public void close() {}
    };
  }

  /** Watches everything, and tells only in which folders too much changed to say more. */
  private static ChangeHints overflowing(Set<Path> folders) {
    return new ChangeHints() {
      @Override
      public Watching watch(Collection<Path> wanted) {
        return new Watching(true, Set.of());
      }

      @Override
      public Changes poll() {
        Changes changes = new Changes(Set.of(), Set.copyOf(folders));
        folders.clear();
        return changes;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void neverTailsWhatItsOwnOutputGoesTo() throws IOException {
    logs.append("agent.log", "said by the agent");
    logs.append("app.log", "one");
    OwnFiles own =
        OwnFiles.of(
            temporary.resolve("state"),
            java.util.List.of(logs.at("agent.log")),
            new ThrottledLog(
                org.slf4j.LoggerFactory.getLogger(getClass()), logs.time, Duration.ofHours(1)));
    own.refresh();
    assertThat(own.include(FileStat.of(logs.at("agent.log")).orElseThrow())).isTrue();
    assertThat(own.include(FileStat.of(logs.at("app.log")).orElseThrow())).isFalse();
  }

  @Test
  void neverTailsItsOwnStateWhateverPathLeadsThere() throws IOException {
    Path state = Files.createDirectory(logs.at("state"));
    Files.writeString(state.resolve("own.log"), "a queue\n");
    Files.createSymbolicLink(logs.at("other"), state);
    Files.createSymbolicLink(logs.at("link.log"), state.resolve("own.log"));
    logs.restartWith("*.log", "state/*.log", "other/*.log");
    logs.append("app.log", "one");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one");
  }

  private void repoint(String link, String target) throws IOException {
    Files.createSymbolicLink(logs.at("link"), logs.at(target));
    Files.move(logs.at("link"), logs.at(link), StandardCopyOption.REPLACE_EXISTING);
  }

  private void makePipe(String name) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", logs.at(name).toString()).start().waitFor()).isZero();
  }
}
