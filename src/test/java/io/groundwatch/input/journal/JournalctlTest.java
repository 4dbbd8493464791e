package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With systemd's own journalctl, on journals that systemd-journal-remote makes. */
class JournalctlTest {
  private static final Path WRITER = Path.of("/lib/systemd/systemd-journal-remote");

  @TempDir Path folder;
  private Path journals;
  private FakeJournal journal;
  private int count;

  @BeforeEach
  void make() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(WRITER)
            && Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "journalctl"))),
        "skipped: there is no journalctl, or no " + WRITER);
    journals = Files.createDirectory(folder.resolve("journals"));
    journal = new FakeJournal(folder, new Random(1));
    journal.command = "journalctl";
    follow(List.of());
  }

  @AfterEach
  void end() {
    if (journal != null) {
      journal.close();
    }
  }

  private void follow(List<String> units) {
    journal.configs =
        List.of(JournalConfigs.of(Optional.of(journals), units, ReadFrom.BEGINNING, "g"));
    journal.start();
  }

  /** Writes entries to the end of a journal file. */
  private void write(String file, ExportText text) throws IOException, InterruptedException {
    Path export = Files.write(folder.resolve("export"), text.bytes());
    Path log = folder.resolve("writer.log");
    Process writer =
        new ProcessBuilder(
                WRITER.toString(), "--output=" + journals.resolve(file), export.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(writer.waitFor()).as(() -> "writer " + log).isZero();
  }

  private ExportText entry(ExportText text, String unit, byte[] message) {
    count++;
    return text.text("__REALTIME_TIMESTAMP", String.valueOf(1_700_000_000_000_000L + count))
        .text("__MONOTONIC_TIMESTAMP", String.valueOf(count))
        .text("_BOOT_ID", "4a1b2c3d4e5f60718293a4b5c6d7e8f9")
        .text("_SYSTEMD_UNIT", unit)
        .text("PRIORITY", "6")
        .binary("MESSAGE", message)
        .end();
  }

  private List<String> write(String file, int entries) throws IOException, InterruptedException {
    List<String> messages = new ArrayList<>();
    ExportText text = new ExportText();
    for (int i = 0; i < entries; i++) {
      messages.add("entry " + (count + 1));
      entry(text, "a.service", messages.get(i).getBytes(UTF_8));
    }
    write(file, text);
    return messages;
  }

  @Test
  void takesEveryEntryOnceThroughKillsAndRotation() throws IOException, InterruptedException {
    journal.maxRecords = 7;
    List<String> expected = new ArrayList<>(write("one.journal", 100));
    follow(List.of());
    journal.untilTaken(50);
    journal.kill();
    expected.addAll(write("one.journal", 30));
    expected.addAll(write("two.journal", 40));
    journal.start();
    journal.untilTaken(120);
    journal.kill();
    journal.start();
    journal.untilTaken(170);
    Files.delete(journals.resolve("one.journal"));
    expected.addAll(write("two.journal", 20));
    journal.untilTaken(190);
    journal.kill();
    expected.addAll(write("three.journal", 10));
    journal.start();
    journal.untilTaken(200);

    assertThat(journal.messages()).isEqualTo(expected);
    assertThat(journal.said).isEmpty();
  }

  @Test
  void takesMessagesOfAnyBytesAndLength() throws IOException, InterruptedException {
    byte[] noText = {'a', (byte) 0xff, 0, 'b'};
    ExportText text = entry(new ExportText(), "a.service", "x\n\ty".getBytes(UTF_8));
    entry(text, "a.service", noText);
    entry(text, "a.service", "z".repeat(200_000).getBytes(UTF_8));
    write("one.journal", text);
    journal.untilTaken(3);

    assertThat(journal.messages()).containsExactly("x\n\ty", "a\ufffd\0b", "z".repeat(200_000));
    assertThat(journal.lane.attributes().get(0))
        .containsEntry("systemd.unit", "a.service")
        .containsEntry("syslog.severity", "info");
  }

  @Test
  void takesTheUnitsThatAreNamed() throws IOException, InterruptedException {
    ExportText text = entry(new ExportText(), "a.service", "a".getBytes(UTF_8));
    entry(text, "b.service", "b".getBytes(UTF_8));
    entry(text, "c-1.service", "c".getBytes(UTF_8));
    write("one.journal", text);
    follow(List.of("a", "c-1.service"));
    journal.untilTaken(2);
    assertThat(journal.messages()).containsExactly("a", "c");

    journal.kill();
    journal.lane.batches().clear();
    follow(List.of("b", "c-*"));
    journal.untilTaken(2);
    assertThat(journal.messages()).containsExactly("b", "c");
  }
}
