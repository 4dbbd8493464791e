package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A journal that is a file of export text, a shell script in place of journalctl, an input that
 * follows it, and a lane that keeps what it takes. The test is the input's thread and its clock,
 * and waits for nothing but the script.
 */
final class FakeJournal implements AutoCloseable {
  /** Shows the journal from the cursor on, then what is written into the pipe, as it comes. */
  static final String FOLLOW =
      """
      awk -v from="${cursor##*;t=}" '
        /^__CURSOR=/ { split($0, parts, ";t="); on = parts[2] + 0 >= from + 0 }
        on' journal
      : >written
      exec cat more
      """;

  /** Shows nothing. */
  static final String HANG = "exec cat more";

  private static final String SCRIPT =
      """
      #!/bin/sh
      cd "${0%/*}" || exit 9
      cursor=
      for argument; do
        case $argument in --cursor=*) cursor=${argument#--cursor=} ;; esac
      done
      echo "$*" >>calls
      own=behaviour$(wc -l <calls)
      [ -e "$own" ] || own=behaviour
      . "./$own"
      """;

  private static final Logger LOGGER = Logger.getLogger(JournalInput.class.getName());
  private static final long MOST_SKIPPED_NANOS = Duration.ofMinutes(2).toNanos();
  private static final long MOST_REAL_SECONDS = 60;

  final FakeTime time = new FakeTime();
  final FakeIntake lane = new FakeIntake();
  final SelfMetrics metrics = new SelfMetrics();
  final Random random;
  final List<String> said = new ArrayList<>();
  JournalInput input;
  int maxRecords = 1;
  String command;
  List<Path> folders;
  List<JournalConfig> configs =
      List.of(JournalConfigs.of(Optional.empty(), List.of(), ReadFrom.BEGINNING, "g"));
  private final Path folder;
  private final Semaphore woken = new Semaphore(0);
  private final Handler handler = new Kept(said);
  private int count;
  private long skippedNanos;

  /** An empty journal that is not followed before {@link #start}. */
  FakeJournal(Path folder, Random random) throws IOException, InterruptedException {
    this.folder = folder;
    this.random = random;
    this.command = folder.resolve("journalctl").toString();
    this.folders = List.of(folder);
    Files.writeString(folder.resolve("x.journal"), "");
    Files.writeString(folder.resolve("journal"), "");
    Files.writeString(Path.of(command), SCRIPT);
    Files.setPosixFilePermissions(Path.of(command), PosixFilePermissions.fromString("rwxr-xr-x"));
    new ProcessBuilder("mkfifo", folder.resolve("more").toString()).start().waitFor();
    behave(FOLLOW);
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
    input = input();
  }

  /**
   * What the script does from its next start on. A script that has started may do it too: what it
   * is to show is added before.
   */
  void behave(String script) throws IOException {
    Path whole = Files.writeString(folder.resolve("behaviour.new"), script);
    Files.move(whole, folder.resolve("behaviour"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the script does when it is called for the {@code call}th time, whatever else is said. */
  void behave(int call, String script) throws IOException {
    Files.writeString(folder.resolve("behaviour" + call), script);
  }

  /** Adds an entry each to the journal; one that is shown already does not notice. */
  void add(String... messages) throws IOException {
    append(folder.resolve("journal"), messages);
  }

  /** Adds {@code number} entries, named by their numbers. */
  List<String> addMany(int number) throws IOException {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      messages.add("entry " + (count + i + 1));
    }
    add(messages.toArray(String[]::new));
    return messages;
  }

  /** Opens the pipe of a script that follows; ends the script when closed. */
  OutputStream pipe() throws IOException {
    return Files.newOutputStream(folder.resolve("more"), StandardOpenOption.WRITE);
  }

  /** The next entry, as journalctl writes it. */
  byte[] next(String message) {
    count++;
    return new ExportText().entry(count, message).bytes();
  }

  /** Removes the first entries, as when the journal has grown too large. */
  void vacuum(int entries) throws IOException {
    Path journal = folder.resolve("journal");
    String text = Files.readString(journal);
    int at = 0;
    for (int i = 0; i < entries; i++) {
      at = text.indexOf("\n\n", at) + 2;
    }
    Files.writeString(journal, text.substring(at));
  }

  /** Starts following, with what the lane has taken care of. */
  void start() {
    input = input();
  }

  /** Ends as SIGKILL does: what the lane was not given is gone. */
  void kill() {
    List<Batch> survived = List.copyOf(lane.batches());
    input.finish(time.nanos());
    lane.batches().clear();
    lane.batches().addAll(survived);
  }

  /** Works until there is nothing to do now. */
  void work() {
    while (input.work() > 0) {}
  }

  /**
   * Works until {@code condition} holds; pauses pass at once, and the script is waited for. So that
   * a script which is slow does not seem to be silent for minutes, pauses between two signs of it
   * pass only up to a limit.
   */
  void until(BooleanSupplier condition) throws InterruptedException {
    work();
    while (!condition.getAsBoolean()) {
      if (woken.drainPermits() > 0) {
        skippedNanos = 0;
      } else if (skippedNanos + input.restNanos() <= MOST_SKIPPED_NANOS) {
        skippedNanos += input.restNanos();
        time.advance(Duration.ofNanos(input.restNanos()));
      } else {
        untilWoken();
      }
      work();
    }
  }

  private void untilWoken() throws InterruptedException {
    if (!woken.tryAcquire(MOST_REAL_SECONDS, SECONDS)) {
      throw new AssertionError("nothing comes; taken: " + messages().size() + ", said: " + said);
    }
    skippedNanos = 0;
  }

  void untilTaken(int messages) throws InterruptedException {
    until(() -> messages().size() >= messages);
  }

  List<String> messages() {
    return lane.messages();
  }

  long total(String name) {
    return metrics.total("agent_journal_" + name + "_total");
  }

  /** The arguments of each call that the script has come to. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** Whether the script has written all of the journal. */
  boolean written() {
    return Files.exists(folder.resolve("written"));
  }

  @Override
  public void close() {
    input.finish(time.nanos());
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  private void append(Path file, String... messages) throws IOException {
    ExportText text = new ExportText();
    for (String message : messages) {
      text.raw(next(message));
    }
    Files.writeString(file, new String(text.bytes(), UTF_8), StandardOpenOption.APPEND);
  }

  private JournalInput input() {
    BatchConfig limits = new BatchConfig(1 << 20, maxRecords, Duration.ofSeconds(1), false);
    JournalFeed feed =
        new JournalFeed(
            "lane",
            new LogBatcher(lane, limits, new BatchIds(random), time),
            List.copyOf(lane.coverage().values()));
    List<JournalEntry> entries =
        configs.stream()
            .map(c -> new JournalEntry(c, LogPlaceholders.NONE, List.of(feed)))
            .toList();
    JournalInput made =
        new JournalInput(
            entries,
            new JournalSystem(command, folders, folder.resolve("machine-id"), OwnRecords.NONE),
            time,
            random,
            metrics);
    made.wakeWith(woken::release);
    return made;
  }

  private static final class Kept extends Handler {
    private final List<String> said;

    Kept(List<String> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord line) {
      said.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
