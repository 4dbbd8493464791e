package io.groundwatch.input.journal;

import io.groundwatch.input.journal.JournalStarts.Start;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one lane has read for one entry of the configuration: numbers the entries that journalctl
 * gives, knows which of them were taken before, and says to the batcher what was taken. Owned by
 * the journal input's thread.
 */
final class JournalProgress {
  /** What an entry is to a reader that starts where it stopped. */
  enum Meeting {
    /** The one that was taken last: journalctl starts at it, so that it is seen to be there. */
    KNOWN,
    /** One that lies behind a gap, and was taken before. */
    TAKEN,
    /** To be taken. */
    NEW
  }

  /** Told that an entry is no longer there at which reading was to go on. */
  @FunctionalInterface
  interface Gap {
    void found(Cursor expected, Cursor found);
  }

  private final JournalKey key;
  private final LogBatcher batcher;
  private final Gap gap;
  private final Supplier<SourceId> fresh;
  private SourceId source;
  private JournalPlace place;
  private @Nullable Coverage coverage;
  private boolean resumed;
  private long covered;
  private long count;
  private @Nullable Cursor expected;
  private byte[] cursor = new byte[256];
  private int cursorLength;

  /**
   * Goes on from {@code start}.
   *
   * @param gap told of what is missing
   * @param fresh makes ids of sources
   */
  JournalProgress(
      JournalKey key, Start start, LogBatcher batcher, Gap gap, Supplier<SourceId> fresh) {
    this.key = key;
    this.batcher = batcher;
    this.gap = gap;
    this.fresh = fresh;
    this.source = start.source();
    this.place = start.place();
    this.coverage = start.coverage();
    this.resumed = start.resumed();
    this.covered = start.count();
    this.count = start.count();
  }

  /** Says where reading starts, so that it starts there again though nothing is found. */
  void begin() {
    batcher.cover(new JournalPosition(source, key, place, count, count).position());
  }

  /** Where journalctl is to start; what it gives next is met as the first from there. */
  JournalPlace startAgain() {
    expected = place instanceof JournalPlace.After after ? after.cursor() : null;
    return place;
  }

  /** Whether journalctl was asked for an entry that it has not given. */
  boolean expectsKnown() {
    return expected != null;
  }

  /** What an entry is. Asked again for one that found no room, it says the same. */
  Meeting meet(ExportParser entry) {
    if (expected != null) {
      Cursor wanted = expected;
      Cursor first = new Cursor(entry.text(JournalField.CURSOR));
      expected = null;
      if (first.sameEntry(wanted)) {
        return Meeting.KNOWN;
      }
      startAnew(wanted, first);
    }
    return coverage != null && coverage.skip(count) > count ? Meeting.TAKEN : Meeting.NEW;
  }

  /** Goes on after an entry that was taken, now or before. */
  void pass(ExportParser entry, Meeting meeting) {
    if (meeting == Meeting.KNOWN) {
      return;
    }
    if (meeting == Meeting.TAKEN) {
      cover();
      covered++;
    }
    remember(entry);
    count++;
    if (coverage != null && coverage.last().to() <= count) {
      coverage = null;
    }
  }

  /** Says to the batcher which entries were taken since the last call, if any. */
  void cover() {
    if (cursorLength > 0) {
      place = new JournalPlace.After(new Cursor(cursorText()));
      cursorLength = 0;
      resumed = true;
    }
    if (count > covered) {
      batcher.cover(new JournalPosition(source, key, place, covered, count).position());
      covered = count;
    }
  }

  /** The entry to go on after is not there: numbers from before it count no more. */
  private void startAnew(Cursor wanted, Cursor first) {
    if (resumed && !wanted.justBefore(first)) {
      gap.found(wanted, first);
    }
    if (coverage != null) {
      batcher.cover(JournalPosition.over(coverage.last()));
      source = fresh.get();
      coverage = null;
      count = 0;
      covered = 0;
      begin();
    }
  }

  private void remember(ExportParser entry) {
    int length = entry.length(JournalField.CURSOR);
    if (length > cursor.length) {
      cursor = new byte[length];
    }
    System.arraycopy(entry.bytes(), entry.start(JournalField.CURSOR), cursor, 0, length);
    cursorLength = length;
  }

  private String cursorText() {
    return new String(cursor, 0, cursorLength, StandardCharsets.UTF_8);
  }
}
