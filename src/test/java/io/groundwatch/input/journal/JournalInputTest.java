package io.groundwatch.input.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalInputTest {
  @TempDir Path folder;
  private FakeJournal journal;

  @BeforeEach
  void make() throws IOException, InterruptedException {
    journal = new FakeJournal(folder, new Random(1));
  }

  @AfterEach
  void end() {
    journal.close();
  }

  @Test
  void takesWhatIsThereAndWhatComes() throws IOException, InterruptedException {
    journal.add("one", "two");
    journal.untilTaken(2);
    try (OutputStream pipe = journal.pipe()) {
      pipe.write(journal.next("three"));
      pipe.flush();
      journal.untilTaken(3);
      byte[] four = journal.next("four");
      pipe.write(four, 0, 20);
      pipe.flush();
      pipe.write(four, 20, four.length - 20);
      pipe.flush();
      journal.untilTaken(4);
    }
    assertThat(journal.messages()).containsExactly("one", "two", "three", "four");
    assertThat(journal.total("starts")).isEqualTo(1);
  }

  @Test
  void goesOnAfterTheEntryThatWasTakenLast() throws IOException, InterruptedException {
    journal.add("one", "two");
    journal.untilTaken(2);
    journal.kill();
    journal.add("three");
    journal.start();
    journal.untilTaken(3);
    assertThat(journal.messages()).containsExactly("one", "two", "three");
    assertThat(journal.calls()).last().asString().contains("--cursor=" + ExportText.cursor(2));
    assertThat(journal.said).isEmpty();
  }

  @Test
  void takesEveryEntryOnceHoweverOftenItIsKilled() throws IOException, InterruptedException {
    long seed = new Random().nextLong();
    journal.close();
    for (int round = 0; round < 3; round++) {
      Random random = new Random(seed + round);
      Path own = Files.createDirectory(folder.resolve("round" + round));
      try (FakeJournal other = new FakeJournal(own, random)) {
        List<String> expected = new ArrayList<>();
        while (expected.size() < 200) {
          expected.addAll(other.addMany(1 + random.nextInt(60)));
          other.maxRecords = 1 + random.nextInt(20);
          other.start();
          int missing = expected.size() - other.messages().size();
          other.untilTaken(other.messages().size() + random.nextInt(missing + 1));
          other.kill();
        }
        other.start();
        other.untilTaken(expected.size());
        assertThat(other.messages()).as("seed %d", seed).isEqualTo(expected);
        assertThat(other.said).as("seed %d", seed).isEmpty();
      }
    }
  }

  @Test
  void readsAGapAgainAndNothingElse() throws IOException, InterruptedException {
    List<String> expected = journal.addMany(9);
    journal.untilTaken(9);
    journal.kill();
    // As where the batch of the fourth entry was damaged. The first holds where reading started.
    journal.lane.batches().removeIf(batch -> batch.positions().get(0).from() == 3);
    journal.start();
    journal.untilTaken(9);
    assertThat(journal.messages()).hasSize(9).containsAll(expected).last().isEqualTo("entry 4");
  }

  @Test
  void startsJournalctlAgainWhereItEnded() throws IOException, InterruptedException {
    journal.add("one");
    journal.untilTaken(1);
    journal.pipe().close();
    journal.add("two");
    journal.untilTaken(2);
    assertThat(journal.messages()).containsExactly("one", "two");
    assertThat(journal.said)
        .hasSize(2)
        .first()
        .asString()
        .contains("ended with status 0", "started again");
    assertThat(journal.said.get(1)).startsWith("Records come again");
  }

  @Test
  void saysOnceWhyJournalctlFailsAndTriesAgain() throws IOException, InterruptedException {
    journal.behave("echo 'Failed to open: Bad message' >&2; exit 1");
    journal.until(() -> journal.total("starts") == 4);
    assertThat(journal.said)
        .singleElement()
        .asString()
        .contains("ended with status 1 (Failed to open: Bad message)");
    journal.add("one");
    journal.behave(FakeJournal.FOLLOW);
    journal.untilTaken(1);
    assertThat(journal.said).last().asString().startsWith("Records come again");
  }

  @Test
  void saysWhatToDoWhereTheJournalMayNotBeRead() throws IOException, InterruptedException {
    journal.behave(
        "echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1");
    journal.until(() -> journal.total("starts") == 3);
    assertThat(journal.said)
        .singleElement()
        .asString()
        .contains("may not be read", "usermod -a -G systemd-journal");
  }

  @Test
  void saysOnceThatThereIsNoJournalctl() throws IOException, InterruptedException {
    String command = journal.command;
    journal.command = folder.resolve("none").toString();
    journal.configs =
        List.of(
            JournalConfigs.of(Optional.empty(), List.of(), ReadFrom.BEGINNING, "a"),
            JournalConfigs.of(Optional.empty(), List.of(), ReadFrom.BEGINNING, "b"));
    journal.start();
    journal.until(() -> !journal.said.isEmpty());
    for (int i = 0; i < 5; i++) {
      journal.time.advance(JournalFollower.PATIENCE);
      journal.work();
    }
    assertThat(journal.said)
        .singleElement()
        .asString()
        .contains("cannot be started", "Install systemd");
    Files.copy(Path.of(command), Path.of(journal.command));
    journal.add("one");
    journal.untilTaken(2);
  }

  @Test
  void saysThatThereIsNoJournalAndFindsItLater() throws IOException, InterruptedException {
    Path empty = Files.createDirectory(folder.resolve("host"));
    journal.configs =
        List.of(JournalConfigs.of(Optional.of(empty), List.of(), ReadFrom.BEGINNING, "g"));
    journal.start();
    journal.until(() -> !journal.said.isEmpty());
    assertThat(journal.said).singleElement().asString().contains("there is no journal in " + empty);
    assertThat(journal.total("starts")).isZero();

    Files.writeString(Files.createDirectory(empty.resolve("machine")).resolve("s.journal"), "");
    journal.add("one");
    journal.untilTaken(1);
    assertThat(journal.calls()).last().asString().contains("--directory=" + empty);
  }

  @Test
  void outlivesGarbage() throws IOException, InterruptedException {
    journal.add("one");
    journal.behave("awk 1 journal; echo '-- this is not it --'; exec cat more");
    journal.until(() -> journal.total("starts") >= 2);
    assertThat(journal.said).first().asString().contains("is not the journal's export format");
    journal.add("two");
    journal.behave(FakeJournal.FOLLOW);
    journal.untilTaken(2);
    assertThat(journal.messages()).containsExactly("one", "two");
  }

  @Test
  void outlivesAnEntryWithoutACursor() throws IOException, InterruptedException {
    journal.behave("printf 'MESSAGE=x\\n\\n'; exec cat more");
    journal.until(() -> !journal.said.isEmpty());
    assertThat(journal.messages()).isEmpty();
    assertThat(journal.said).first().asString().contains("is not the journal's export format");
  }

  @Test
  void startsAgainWhatIsSilentAndSaysSoWhereItCannotBeQuiet()
      throws IOException, InterruptedException {
    journal.behave(2, FakeJournal.HANG);
    journal.add("one");
    journal.untilTaken(1);
    journal.time.advance(JournalFollower.SILENCE);
    journal.until(() -> journal.total("starts") == 2);
    assertThat(journal.said).isEmpty();

    journal.add("two");
    // The silent script has come so far when its pipe is open.
    try (OutputStream pipe = journal.pipe()) {
      pipe.flush();
      journal.time.advance(JournalFollower.MOST_SILENCE);
      journal.untilTaken(2);
    }
    assertThat(journal.messages()).containsExactly("one", "two");
    assertThat(journal.total("starts")).isEqualTo(3);
    assertThat(journal.said).first().asString().contains("it hangs", "--verify");
  }

  @Test
  void doesNotReadWhileTheLaneTakesNothing() throws IOException, InterruptedException {
    List<String> expected = journal.addMany(10_000);
    journal.maxRecords = 10;
    journal.start();
    journal.lane.close(true);
    journal.until(() -> journal.total("received_records") == 10);
    for (int i = 0; i < 100; i++) {
      assertThat(journal.input.work()).isZero();
    }
    assertThat(journal.total("received_records")).isEqualTo(10);
    assertThat(journal.written()).isFalse();

    journal.lane.close(false);
    journal.untilTaken(10_000);
    assertThat(journal.messages()).isEqualTo(expected);
    assertThat(journal.total("starts")).isEqualTo(1);
  }

  @Test
  void holdsNoJournalctlThroughALongOutage() throws IOException, InterruptedException {
    List<String> expected = journal.addMany(5_000);
    journal.maxRecords = 10;
    journal.start();
    journal.lane.close(true);
    journal.until(() -> journal.total("received_records") == 10);
    journal.work();
    journal.time.advance(JournalFollower.PATIENCE);
    journal.work();
    journal.lane.close(false);
    journal.untilTaken(5_000);
    assertThat(journal.messages()).isEqualTo(expected);
    assertThat(journal.total("starts")).isEqualTo(2);
    assertThat(journal.said).isEmpty();
  }

  @Test
  void saysWhatTheJournalDeletedBeforeItWasRead() throws IOException, InterruptedException {
    journal.add("one", "two");
    journal.untilTaken(2);
    journal.kill();
    journal.add("three", "four");
    journal.vacuum(3);
    journal.start();
    journal.untilTaken(3);
    assertThat(journal.messages()).containsExactly("one", "two", "four");
    assertThat(journal.total("gaps")).isEqualTo(1);
    assertThat(journal.said).singleElement().asString().contains("no longer holds");
  }

  @Test
  void missesNothingWhereOnlyWhatWasReadIsDeleted() throws IOException, InterruptedException {
    journal.add("one", "two");
    journal.untilTaken(2);
    journal.kill();
    journal.add("three");
    journal.vacuum(2);
    journal.start();
    journal.untilTaken(3);
    assertThat(journal.messages()).containsExactly("one", "two", "three");
    assertThat(journal.said).isEmpty();
  }

  @Test
  void startsAtTheEndOnlyTheFirstTime() throws IOException, InterruptedException {
    journal.configs =
        List.of(JournalConfigs.of(Optional.empty(), List.of("sshd"), ReadFrom.END, "g"));
    journal.start();
    journal.add("one");
    journal.untilTaken(1);
    journal.kill();
    journal.start();
    journal.add("two");
    journal.untilTaken(2);
    assertThat(journal.calls())
        .hasSize(2)
        .allMatch(call -> call.contains("--unit=sshd"))
        .first()
        .asString()
        .contains("--since=@1767225600.000000");
    assertThat(journal.calls()).last().asString().doesNotContain("--since");
  }

  @Test
  void remembersTheStartThoughNothingCame() throws IOException, InterruptedException {
    journal.configs = List.of(JournalConfigs.of(Optional.empty(), List.of(), ReadFrom.END, "g"));
    journal.behave(FakeJournal.HANG);
    journal.start();
    journal.work();
    journal.input.finish(journal.time.nanos());
    journal.time.advance(JournalFollower.MOST_SILENCE);
    journal.behave(FakeJournal.FOLLOW);
    journal.start();
    journal.add("while away");
    journal.untilTaken(1);
    assertThat(journal.calls()).last().asString().contains("--since=@1767225600.000000");
  }

  @Test
  void asksAnOldJournalctlForAllFields() throws IOException, InterruptedException {
    journal.behave(
        "case $* in *--output-fields*)"
            + " echo \"journalctl: unrecognized option '--output-fields=A'\" >&2; exit 1;; esac\n"
            + FakeJournal.FOLLOW);
    journal.add("one");
    journal.untilTaken(1);
    assertThat(journal.said).isEmpty();
  }

  @Test
  void eachEntryHasItsOwnPlaceThoughTheyChange() throws IOException, InterruptedException {
    var first = JournalConfigs.of(Optional.empty(), List.of("a"), ReadFrom.BEGINNING, "one");
    var second = JournalConfigs.of(Optional.empty(), List.of("b"), ReadFrom.BEGINNING, "two");
    journal.configs = List.of(first, second);
    journal.start();
    journal.add("x");
    journal.untilTaken(2);
    journal.kill();
    // The other way round, and the first now for another group.
    journal.configs =
        List.of(second, JournalConfigs.of(Optional.empty(), List.of("a"), ReadFrom.END, "three"));
    journal.start();
    journal.add("y");
    journal.untilTaken(4);
    assertThat(journal.messages()).containsExactly("x", "x", "y", "y");
  }

  @Test
  void forgetsThePlaceOfAnEntryThatIsGone() throws IOException, InterruptedException {
    journal.add("x");
    journal.untilTaken(1);
    List<String> before = entriesWithAPlace();
    journal.kill();
    journal.configs =
        List.of(JournalConfigs.of(Optional.of(folder), List.of("b"), ReadFrom.END, "other"));
    journal.start();
    journal.work();
    journal.input.finish(journal.time.nanos());
    assertThat(entriesWithAPlace()).hasSize(1).doesNotContainAnyElementsOf(before);
  }

  /** By their keys: how far each has come is for its journalctl to say. */
  private List<String> entriesWithAPlace() {
    return journal.lane.coverage().values().stream()
        .map(coverage -> coverage.last().path())
        .map(path -> path.substring(0, path.indexOf('?')))
        .toList();
  }
}
