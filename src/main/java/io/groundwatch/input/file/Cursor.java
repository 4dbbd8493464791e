package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one lane is in one generation of a file, what it had taken care of beyond that, and what
 * its batcher is told of both. Owned by the file input's thread.
 */
final class Cursor {
  private final SourceId id;
  private final LogBatcher batcher;
  private final TimeSource time;
  private @Nullable Coverage coverage;
  private @Nullable Trail trail;
  private Fingerprint marker;
  private long offset;
  private boolean known;

  Cursor(FileTail.Start start, LogBatcher batcher, TimeSource time) {
    this.id = start.source();
    this.batcher = batcher;
    this.time = time;
    this.coverage = start.coverage();
    this.offset = start.place().offset();
    this.marker = start.place().marker();
    this.known = start.coverage() != null;
  }

  /** The offset of the next byte to read. */
  long offset() {
    return offset;
  }

  /** Where it is. */
  Place place() {
    return new Place(offset, marker);
  }

  /** Where it was shortly before. */
  List<Place> earlier() {
    return trail == null ? List.of() : trail.places();
  }

  /** Where something begins that is taken care of already: up to there is to be read. */
  long gapEnd() {
    return coverage == null ? Long.MAX_VALUE : coverage.nextFrom(offset).orElse(Long.MAX_VALUE);
  }

  /** Whether the lane has settled all that was read; asking makes it tell, a little later. */
  boolean settled() {
    return batcher.settled(id, offset);
  }

  /** Whether its lane knows nothing of it yet. */
  boolean isUntouched() {
    return offset == 0 && !known;
  }

  /** All up to {@code to} was given to the batcher. */
  void advance(Place to, Bytes content, FileLabel label) throws IOException {
    leaveTrail();
    long from = offset;
    moveTo(to);
    known = true;
    batcher.cover(position(label, from, false));
    jumpOverCovered(content);
  }

  /** A gap that a damaged batch left is filled: goes on after what was whole. */
  private void jumpOverCovered(Bytes content) throws IOException {
    if (coverage == null) {
      return;
    }
    long next = coverage.skip(offset);
    if (next != offset) {
      moveTo(Place.at(content, next));
    }
    if (coverage.nextFrom(offset).isEmpty()) {
      coverage = null;
    }
  }

  private void moveTo(Place to) {
    offset = to.offset();
    marker = to.marker();
  }

  private void leaveTrail() {
    if (trail == null) {
      trail = new Trail(place(), time.nanos());
    } else {
      trail.note(place(), time.nanos());
    }
  }

  /** The file is at rest: what is only of use while it changes can go. */
  void rest() {
    trail = null;
  }

  /** Says that what lies before the offset is taken care of, though it was not read here. */
  void coverSkipped(FileLabel label) {
    batcher.cover(position(label, 0, false));
    known = true;
  }

  /** Says that it goes on in another file, where what it read before lies too. */
  void coverMoved(FileLabel label) {
    batcher.cover(position(label, offset, false));
    known = true;
  }

  /**
   * A lane that takes nothing may do so for days, over restarts and rotations: that there is this
   * file is noted before anything of it is read.
   */
  void sayThatItIsThere(FileLabel label) {
    if (!known) {
      coverMoved(label);
    }
  }

  /** What it has taken care of, for a later start in the same file. */
  Coverage covered(FileLabel label) {
    Position position = position(label, 0, false);
    return coverage == null ? Coverage.of(position) : coverage.plus(position);
  }

  /** Says that no more of this generation will come, not even what was in a gap. */
  void abandon(FileLabel label) {
    batcher.forgetSettled(id);
    batcher.cover(position(label, coverage == null ? offset : 0, true));
  }

  private Position position(FileLabel label, long from, boolean over) {
    return new Position(id, label.key(), label.head(), marker, label.path(), from, offset, over);
  }
}
