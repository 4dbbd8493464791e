package io.groundwatch.input.journal;

import io.groundwatch.input.journal.JournalProgress.Meeting;
import io.groundwatch.input.journal.JournalStarts.Start;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.Backoff;
import io.groundwatch.runtime.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows, for one lane, what one entry of the configuration selects, with a journalctl of its own:
 * so a lane that takes nothing stops only itself, and its place needs no agreement with others.
 * Nothing is read while the lane takes nothing, and journalctl then waits at its full pipe.
 *
 * <p>journalctl is started again, at the entry that was taken last, when it ended; when it has been
 * silent for long, since one that hangs and one that missed a change look like one with nothing to
 * say; and after an outage that was long, during which it is not left waiting with deleted journal
 * files open. Owned by the journal input's thread.
 */
final class JournalFollower {
  private static final Logger log = LoggerFactory.getLogger(JournalInput.class);

  /** How long it may be silent at first; doubled each time that it stays silent, up to the most. */
  static final Duration SILENCE = Duration.ofMinutes(10);

  static final Duration MOST_SILENCE = Duration.ofHours(1);

  /** For how long it is left waiting while the lane takes nothing. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final String name;
  private final LogBatcher batcher;
  private final JournalProgress progress;
  private final RecordTaker taker;
  private final JournalCommand command;
  private final JournalEntry entry;
  private final JournalTools tools;
  private final Backoff backoff;
  private final ExportParser parser = new ExportParser();
  private Runnable wake = () -> {};
  private @Nullable ChildProcess child;
  private @Nullable Meeting met;
  private boolean begun;
  private boolean chosenFields = true;
  private long startNanos;
  private long heardNanos;
  private long silenceNanos = SILENCE.toNanos();
  private boolean troubled;
  private boolean blocked;
  private long blockedNanos;

  /** Follows for {@code feed}'s lane from {@code start}. */
  JournalFollower(
      JournalEntry entry, JournalFeed feed, JournalKey key, Start start, JournalTools tools) {
    this.name = entry.config().selection().shown() + " to " + feed.lane();
    this.entry = entry;
    this.batcher = feed.batcher();
    this.tools = tools;
    this.progress = new JournalProgress(key, start, batcher, this::sayGap, tools::newSource);
    this.taker = new RecordTaker(entry, batcher, tools);
    this.command = new JournalCommand(tools.command(), entry.config().selection());
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, tools.random());
    this.startNanos = tools.time().nanos();
  }

  /** Sets what wakes the owner. */
  void wakeWith(Runnable waker) {
    this.wake = waker;
  }

  /** Takes what one buffer holds, at the most. Returns how much was done. */
  int work() {
    if (!begun) {
      begun = true;
      progress.begin();
    }
    if (!batcher.ready()) {
      waitForRoom();
      return 0;
    }
    if (blocked) {
      blocked = false;
      heardNanos = now();
    }
    ChildProcess running = child;
    if (running == null) {
      return now() - startNanos >= 0 && start() ? 1 : 0;
    }
    int taken = take(running);
    if (taken == 0 && child != null) {
      checkOn(running);
    }
    return taken;
  }

  /** How long until there is something to do unless woken, in nanoseconds. */
  long restNanos() {
    if (blocked) {
      return child == null ? Long.MAX_VALUE : blockedNanos + PATIENCE.toNanos() - now();
    }
    return child == null ? startNanos - now() : heardNanos + silenceNanos - now();
  }

  /** Ends journalctl. */
  void close() {
    ChildProcess running = child;
    if (running != null) {
      running.close();
      child = null;
      met = null;
      parser.reset();
    }
  }

  private boolean start() {
    Optional<String> fault = tools.folders().fault(entry.config().selection());
    if (fault.isPresent()) {
      pause(JournalTrouble.noJournal(fault.get()));
      return false;
    }
    try {
      child =
          ChildProcess.start(command.line(progress.startAgain(), chosenFields), "journalctl", wake);
      tools.metrics().starts().increment();
      heardNanos = now();
      return true;
    } catch (IOException e) {
      pause(JournalTrouble.missing(tools.command(), String.valueOf(e.getMessage())));
      return false;
    }
  }

  private int take(ChildProcess running) {
    ByteBuffer buffer = running.next();
    if (buffer == null && met == null) {
      return 0;
    }
    heardNanos = now();
    silenceNanos = SILENCE.toNanos();
    int taken = 0;
    boolean room = met == null || takeEntry(met);
    while (room && buffer != null && buffer.hasRemaining()) {
      switch (parser.parse(buffer)) {
        case MORE -> {}
        case ENTRY -> {
          if (!parser.has(JournalField.CURSOR)) {
            malformed();
            room = false;
          } else {
            room = takeEntry(progress.meet(parser));
            taken++;
          }
        }
        case MALFORMED -> {
          malformed();
          room = false;
        }
      }
    }
    progress.cover();
    return Math.max(1, taken);
  }

  /** Returns false where the entry finds no room; it is then kept, to be asked about again. */
  private boolean takeEntry(Meeting meeting) {
    if (meeting == Meeting.NEW && !taker.take(parser)) {
      met = meeting;
      return false;
    }
    met = null;
    progress.pass(parser, meeting);
    if (meeting != Meeting.KNOWN) {
      backoff.reset();
    }
    if (troubled) {
      recovered();
    }
    return true;
  }

  private void checkOn(ChildProcess running) {
    if (running.ended()) {
      ended(running.status(), running.words());
    } else if (now() - heardNanos >= silenceNanos) {
      if (progress.expectsKnown()) {
        say(JournalTrouble.silent(name, TimeUnit.NANOSECONDS.toMinutes(silenceNanos)));
      }
      silenceNanos = Math.min(2 * silenceNanos, MOST_SILENCE.toNanos());
      close();
      startNanos = now();
    }
  }

  private void ended(int status, String words) {
    close();
    if (chosenFields && words.contains("--output-fields")) {
      log.debug("journalctl is too old to be asked for some fields only: {}", words);
      chosenFields = false;
      startNanos = now();
      return;
    }
    pause(JournalTrouble.ended(name, status, words));
  }

  private void malformed() {
    close();
    pause(JournalTrouble.malformed(name));
  }

  private void pause(JournalTrouble trouble) {
    say(trouble);
    startNanos = now() + backoff.nextNanos();
  }

  private void waitForRoom() {
    if (!blocked) {
      blocked = true;
      blockedNanos = now();
    } else if (child != null && now() - blockedNanos >= PATIENCE.toNanos()) {
      close();
      startNanos = now();
    }
  }

  private void say(JournalTrouble trouble) {
    troubled = true;
    tools
        .trouble()
        .warn(trouble.everywhere() ? JournalInput.NAME : name, trouble.cause(), trouble.text());
  }

  private void recovered() {
    troubled = false;
    tools.trouble().recovered(JournalInput.NAME, "The journal is read again.");
    tools.trouble().recovered(name, "Records come again: " + name + ".");
  }

  private void sayGap(Cursor expected, Cursor found) {
    tools.metrics().gaps().increment();
    log.warn(
        "{}: the journal no longer holds the record of {} after which to go on; records between it"
            + " and that of {} may be lost. It deletes old files: see SystemMaxUse and"
            + " MaxRetentionSec in journald.conf(5).",
        name,
        time(expected),
        time(found));
  }

  private static Instant time(Cursor cursor) {
    return Instant.EPOCH.plus(cursor.realtimeMicros(), ChronoUnit.MICROS);
  }

  private long now() {
    return tools.time().nanos();
  }
}
