package io.groundwatch.input.file;

import static io.groundwatch.input.file.GzipFiles.joined;
import static io.groundwatch.input.file.GzipFiles.member;
import static io.groundwatch.input.file.GzipFiles.unfinished;
import static io.groundwatch.input.file.LogFolder.A_ROTATION;
import static io.groundwatch.input.file.LogFolder.A_SWEEP;
import static io.groundwatch.input.file.LogFolder.A_WHILE;
import static io.groundwatch.input.file.LogFolder.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.FakeIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generations that are compressed, before they were read to their end or after: scenarios 18 and 19
 * of those that log shippers are known to fail.
 */
class CompressedScenariosTest {
  @TempDir Path temporary;
  private LogFolder logs = new LogFolder(Path.of(""));

  /** Files are as old as the order says in which they were written. */
  private long day = 1_700_000_000;

  @BeforeEach
  void start() {
    logs = new LogFolder(temporary, "app.log");
  }

  @Test
  void s18_whatWasCompressedWhileDownIsReadOnWhereItWasLeft() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gzip")), "gzip");
    append("app.log", "one", "two");
    logs.pass(A_WHILE);
    append("app.log", "three", "four");
    logs.rename("app.log", "app.log.1");
    GzipFiles.gzip(logs.at("app.log.1"));
    append("app.log", "five");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "four", "five");
    assertThat(logs.remembered()).as("the compressed one is over").isEqualTo(1);
    assertThat(logs.openFiles()).as("all are at rest").isZero();
  }

  @Test
  void s18_compressedInsideThePatternIsNotReadAgain() throws IOException {
    logs = new LogFolder(temporary, "app.log*");
    append("app.log", "one");
    logs.pass(A_WHILE);
    rotate();
    append("app.log", "two");
    logs.pass(A_ROTATION);
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two");
    assertThat(logs.lostBytes()).isZero();
  }

  @Test
  void s18_whatWasWrittenToAFileAtRestJustBeforeItWasCompressedIsReadThere() throws IOException {
    append("app.log", "one");
    logs.pass(Duration.ofMinutes(5));
    append("app.log", "two");
    rotate();
    append("app.log", "three");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(logs.lostBytes()).isZero();
  }

  @Test
  void s18_generationsThatALaneHadNoRoomForAreReadAfterAKillOldestFirst() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(logs.lane());
    for (int i = 0; i < 4; i++) {
      append("app.log", "of " + i);
      logs.pass(A_WHILE);
      rotate();
      logs.pass(A_WHILE);
    }
    append("app.log", "last");
    logs.lane().close(false);
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines())
        .containsExactlyInAnyOrder("one", "of 0", "of 1", "of 2", "of 3", "last")
        .containsSubsequence("one", "of 0", "of 1", "of 2", "of 3");
    assertThat(logs.remembered()).isEqualTo(1);
  }

  @Test
  void s18_deletedFilesThatCannotBeHeldAreReadOnWhereTheyAreCompressed() throws IOException {
    logs = new LogFolder(temporary, "*.log");
    append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(logs.lane());
    append("app.log", "two");
    logs.pass(A_WHILE);
    rotate();
    for (int i = 0; i < Pinned.MAX_FILES; i++) {
      append(i + ".log", "other");
      logs.pass(Duration.ofSeconds(1));
      Files.delete(logs.at(i + ".log"));
    }
    logs.pass(A_SWEEP);
    assertThat(logs.lostGenerations()).isZero();
    logs.lane().close(false);
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).contains("one", "two");
    assertThat(logs.lostBytes()).isZero();
  }

  /** As where the file system gives the numbers of files that are gone to the next generations. */
  @Test
  void s18_aFileThatHoldsALaterGenerationNowHoldsBackNoneThatCameBefore() throws IOException {
    append("app.log", "one");
    logs.pass(A_SWEEP);
    logs.rename("app.log", "app.log.1");
    append("app.log", "two");
    logs.pass(A_SWEEP);
    compressed("app.log.2.gz", member("two\n"));
    logs.truncate("app.log.1");
    append("app.log.1", "three", "and more");
    logs.truncate("app.log");
    append("app.log", "four");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "and more", "four");
    assertThat(logs.remembered()).as("the compressed one is over").isEqualTo(2);
  }

  /** Which of the two names is looked for first is left to chance: there are many folders. */
  @Test
  void s18_whatCameAfterOneThatLanesKnowByDifferentNamesIsReadForBoth() throws IOException {
    for (int i = 0; i < 10; i++) {
      Path folder = Files.createDirectory(temporary.resolve("of" + i));
      logs = new LogFolder(folder, "app.log*");
      FakeIntake other = logs.addLane();
      append("app.log", "one");
      logs.pass(A_SWEEP);
      logs.block(other);
      logs.rename("app.log", "app.log.1");
      append("app.log.1", "two");
      logs.pass(A_SWEEP);
      logs.stop();
      logs.rename("app.log.1", "app.log.2");
      GzipFiles.replace(logs.at("app.log.2"));
      append("app.log.1", "three");
      GzipFiles.replace(logs.at("app.log.1"));
      append("app.log", "four");
      other.close(false);
      logs.kill();
      logs.pass(A_SWEEP);
      assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "four");
      assertThat(lines(other)).containsExactlyInAnyOrder("one", "two", "three", "four");
    }
  }

  @Test
  void s18_whatCameAndWasCompressedWhileDownIsReadAfterWhatWasKnown() throws IOException {
    compressed("app.log.2.gz", member("long finished\n"));
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    logs.rename("app.log.2.gz", "app.log.5.gz");
    compressed("app.log.4.gz", member("one\ntwo\n"));
    compressed("app.log.3.gz", member("three\n"));
    compressed("app.log.2.gz", member("four\n"));
    write("app.log.1", "five\n");
    append("app.log", "six");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines())
        .containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six")
        .containsSubsequence("one", "two", "three", "four");
    logs.pass(A_ROTATION);
    assertThat(logs.remembered()).isEqualTo(1);
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).hasSize(6);
  }

  @Test
  void s18_whatNobodySawIsRememberedBeforeItIsReadAndBeforeWhatCameBeforeItIsOver()
      throws IOException {
    logs.maxRecords = 1000;
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    compressed("app.log.3.gz", member("one\ntwo\n"));
    compressed("app.log.2.gz", member("three\n".repeat(3000)));
    compressed("app.log.1.gz", member("four\n"));
    logs.kill();
    for (int i = 0; i < 40 && !logs.lines().contains("two"); i++) {
      logs.input.work();
      logs.time.advance(Duration.ofMillis(100));
    }
    assertThat(logs.lines()).doesNotContain("four");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsOnlyOnce("two").containsOnlyOnce("four");
    assertThat(logs.lines().stream().filter("three"::equals)).hasSize(3000);
  }

  @Test
  void s18_whatCameAndWasCompressedBetweenTwoLooksIsRead() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", "two");
    rotate();
    append("app.log", "three");
    rotate();
    append("app.log", "four");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(logs.lostGenerations()).isZero();
    logs.pass(A_ROTATION);
    rotate();
    append("app.log", "five");
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).hasSize(5);
  }

  @Test
  void s18_datedGenerationsThatCameWhileDownAreRead() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    compressed("app.log-20260129.gz", member("long finished\n"));
    compressed("app.log-20260130.gz", member("one\ntwo\n"));
    compressed("app.log-20260131.gz", member("three\n"));
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void s18_anOlderGenerationThatIsStillWaitedForIsNotForgottenForAYoungerOne() throws IOException {
    FakeIntake slow = logs.addLane();
    append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(slow);
    append("app.log", "two");
    logs.pass(A_WHILE);
    rotate();
    append("app.log", "three");
    rotate();
    append("app.log", "four");
    logs.kill();
    logs.pass(A_ROTATION);
    logs.kill();
    slow.close(false);
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(lines(slow)).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  @Test
  void s18_whatIsOlderThanWhatWasReadLastIsNotRead() throws IOException {
    compressed("app.log.3.gz", member("long finished\n"));
    compressed("app.log.2.gz", member("finished\n"));
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", "two");
    logs.rename("app.log", "app.log.1");
    append("app.log", "three");
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void s18_anotherLogThatBeginsAlikeIsNotTakenForTheGeneration() throws IOException {
    String banner = "x".repeat(2000);
    append("app.log", banner, "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    compressed("app.log.1.gz", member(banner + "\nof another\nlog\n"));
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly(banner, "one");
    assertThat(logs.remembered()).as("it may still come back").isEqualTo(1);
  }

  @Test
  void s18_theInodeOfTheLogWasGivenToTheNextOne() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", "two");
    compressed("app.log.1.gz", member(Files.readAllBytes(logs.at("app.log"))));
    // As copytruncate does, and as file systems do that give a free inode away at once.
    Files.writeString(logs.at("app.log"), "the next\n");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "the next");
    assertThat(logs.remembered()).isEqualTo(1);
  }

  @Test
  void s18_whatCopytruncateCutIsReadOnInTheCompressedCopy() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", "two");
    compressed("app.log.1.gz", member(Files.readAllBytes(logs.at("app.log"))));
    logs.truncate("app.log");
    append("app.log", "new");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactlyInAnyOrder("one", "two", "new");
    assertThat(logs.lostBytes()).isZero();
    logs.pass(A_ROTATION);
    assertThat(logs.remembered()).isEqualTo(1);
  }

  @Test
  void s18_whatWasCutAndIsInNoCompressedCopyIsCounted() throws IOException {
    compressed("app.log.1.gz", member("of another\n"));
    append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(logs.lane());
    append("app.log", "two");
    logs.pass(A_WHILE);
    logs.truncate("app.log");
    logs.lane().close(false);
    append("app.log", "new");
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "new");
    assertThat(logs.lostBytes()).isEqualTo("two\n".length());
  }

  @Test
  void s18_noneLeavesThemAlone() throws IOException {
    logs.compressed = Compressed.NONE;
    logs.kill();
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", "two");
    rotate();
    append("app.log", "three");
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "three");
  }

  @Test
  void s18_everyLaneGoesOnWhereItWas() throws IOException {
    FakeIntake slow = logs.addLane();
    append("app.log", "one");
    logs.pass(A_WHILE);
    logs.block(slow);
    append("app.log", "two");
    logs.pass(A_WHILE);
    append("app.log", "three");
    rotate();
    slow.close(false);
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
    assertThat(lines(slow)).containsExactly("one", "two", "three");
  }

  @Test
  void s18_aGapThatADamagedBatchLeftIsReadInTheCompressedFile() throws IOException {
    append("app.log", "aa", "bb", "cc", "dd");
    logs.pass(A_WHILE);
    append("app.log", "ee");
    rotate();
    Position last =
        logs.lane().coverage().values().stream()
            .map(Coverage::last)
            .filter(position -> position.path().endsWith("app.log"))
            .findFirst()
            .orElseThrow();
    logs.lane().batches().clear();
    logs.restart(
        before -> Map.of(last.source(), Coverage.of(range(last, 0, 3)).plus(range(last, 9, 12))));
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("bb", "cc", "ee");
  }

  @Test
  void s18_aKillInTheMiddleOfACompressedFileReadsNothingAgain() throws IOException {
    logs.maxRecords = 100;
    String[] many = new String[50_000];
    Arrays.setAll(many, i -> "line " + i + " " + "x".repeat(i % 50));
    append("app.log", "one");
    logs.pass(A_WHILE);
    append("app.log", many);
    rotate();
    logs.kill();
    for (int i = 0; logs.lines().size() < 20_000; i++) {
      assertThat(i).isLessThan(1000);
      logs.input.work();
      logs.time.advance(Duration.ofMillis(100));
    }
    int before = logs.lines().size();
    assertThat(before).isLessThan(50_000);
    logs.rename("app.log.1.gz", "app.log.2.gz");
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).hasSize(50_001).doesNotHaveDuplicates().endsWith(many[49_999]);
  }

  @Test
  void s18_longLinesAndAnUnfinishedOneArriveWhole() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < 6_000_000) {
      text.append(text.length()).append("y".repeat(random.nextInt(20) == 0 ? 200_000 : 100));
      text.append('\n');
    }
    text.append("half and half");
    logs.maxRecords = 1000;
    append("app.log", "one");
    logs.pass(A_WHILE);
    write("app.log", text.toString());
    rotate();
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(String.join("\n", logs.lines())).as("seed " + seed).isEqualTo("one\n" + text);
  }

  @Test
  void s18_aBombOfOneLineIsPassedOver() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    byte[] line = new byte[1 << 20];
    Arrays.fill(line, (byte) 'x');
    byte[][] parts = new byte[66][];
    Arrays.fill(parts, member(line));
    parts[0] = member("one\n");
    parts[65] = member("\ntwo\n");
    compressed("app.log.1.gz", joined(parts));
    logs.kill();
    logs.pass(Duration.ofMinutes(1));
    assertThat(logs.lines()).startsWith("one").endsWith("two");
  }

  @Test
  void s19_aFileThatIsStillWrittenIsReadOnceItIsWhole() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    byte[] whole = member("one\ntwo\nthree\n");
    Files.delete(logs.at("app.log"));
    Path file = logs.at("app.log.1.gz");
    Files.write(file, Arrays.copyOf(whole, 5));
    logs.kill();
    for (int i = 5; i < whole.length; i++) {
      Files.write(file, Arrays.copyOf(whole, i + 1));
      logs.pass(Duration.ofSeconds(10));
    }
    assertThat(logs.lines()).containsExactly("one", "two", "three");
    assertThat(damaged()).isZero();
    assertThat(logs.remembered()).isZero();
  }

  @Test
  void s19_allMembersAreRead() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    compressed(
        "app.log.1.gz", joined(member("on"), member("e\ntw"), member("o\n"), member("three\n")));
    logs.kill();
    logs.pass(A_SWEEP);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void s19_aFileThatStaysCutIsReadAsFarAsItGoesAndSaidOnce() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    compressed("app.log.1.gz", unfinished("one\ntwo\nthree\n"));
    FakeIntake other = logs.addLane();
    logs.lane().batches().forEach(other::offer);
    logs.kill();
    logs.pass(Duration.ofSeconds(20));
    assertThat(damaged()).isZero();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
    assertThat(lines(other)).containsExactly("one", "two", "three");
    assertThat(damaged()).isEqualTo(1);
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).hasSize(3);
    assertThat(damaged()).isEqualTo(1);
  }

  @Test
  void s19_aWrongCrcIsSaidOnceAndNothingIsReadAgain() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    byte[] wrong = member("one\ntwo\n");
    wrong[wrong.length - 6] ^= 1;
    compressed("app.log.1.gz", joined(wrong, member("three\n")));
    logs.kill();
    logs.pass(A_ROTATION);
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two", "three");
    assertThat(damaged()).isEqualTo(1);
    assertThat(logs.lostBytes()).isZero();
  }

  @Test
  void s19_whatLiesBehindDamageIsCountedAsLost() throws IOException {
    append("app.log", "one");
    logs.pass(A_WHILE);
    Files.delete(logs.at("app.log"));
    byte[] noGzip = "no gzip at all".getBytes(UTF_8);
    compressed("app.log.1.gz", joined(member("one\ntwo\n"), noGzip));
    logs.kill();
    logs.pass(A_ROTATION);
    assertThat(logs.lines()).containsExactly("one", "two");
    assertThat(damaged()).isEqualTo(1);
    assertThat(logs.lostBytes()).isEqualTo(noGzip.length);
  }

  private long damaged() {
    return logs.metrics.total("agent_files_damaged_compressed_total");
  }

  /** As logrotate does without delaycompress. */
  private void rotate() throws IOException {
    for (int i = 8; i > 0; i--) {
      if (Files.exists(logs.at("app.log." + i + ".gz"))) {
        logs.rename("app.log." + i + ".gz", "app.log." + (i + 1) + ".gz");
      }
    }
    logs.rename("app.log", "app.log.1");
    GzipFiles.replace(logs.at("app.log.1"));
  }

  private void compressed(String name, byte[] bytes) throws IOException {
    Files.write(logs.at(name), bytes, StandardOpenOption.CREATE_NEW);
    age(name);
  }

  private void append(String name, String... lines) throws IOException {
    logs.append(name, lines);
    age(name);
  }

  private void write(String name, String text) throws IOException {
    logs.write(name, text);
    age(name);
  }

  private void age(String name) throws IOException {
    day += 10;
    Files.setLastModifiedTime(logs.at(name), FileTime.fromMillis(day * 1000));
  }

  private static Position range(Position like, long from, long to) {
    return new Position(
        like.source(),
        like.file(),
        like.head(),
        to == like.to() ? like.marker() : Fingerprint.EMPTY,
        like.path(),
        from,
        to,
        false);
  }
}
