package io.groundwatch.input.journal;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides where one lane starts to read for each entry of the configuration, by what the lane had
 * taken care of when it was opened. Made and asked by one thread.
 */
final class JournalStarts {
  /**
   * Where a lane starts.
   *
   * @param source of its positions
   * @param place in the journal
   * @param count the number of the entry that comes there
   * @param coverage what is not to be taken again, by number; null where nothing lies behind
   * @param resumed whether what is selected is what was read up to the place, so that an entry
   *     which is missing there is one that was lost
   */
  record Start(
      SourceId source,
      JournalPlace place,
      long count,
      @Nullable Coverage coverage,
      boolean resumed) {}

  /** What was read before, and the key that it was read for. */
  private record Known(Coverage coverage, JournalPosition last) {
    /** Up to the first gap; empty where what comes first is itself missing. */
    Optional<JournalPosition> beforeGap() {
      Position first = coverage.parts().get(0);
      return first.from() == 0 ? JournalPosition.of(first) : Optional.empty();
    }
  }

  private final Map<JournalKey, Known> found = new HashMap<>();
  private final List<Position> over = new ArrayList<>();

  /**
   * Finds what was read for each key: for an entry that is as it was, else for one that selects the
   * same, else for one whose records went to the same place.
   */
  JournalStarts(Collection<Coverage> coverage, List<JournalKey> keys) {
    List<Known> left = new ArrayList<>();
    for (Coverage one : coverage) {
      JournalPosition.of(one.last())
          .ifPresentOrElse(
              last -> left.add(new Known(one, last)),
              () -> over.add(JournalPosition.over(one.last())));
    }
    // Of several that would do, the one that is furthest behind: better twice than not at all.
    left.sort(Comparator.comparing((Known known) -> micros(known.last().place())));
    find(keys, left, JournalKey::equals);
    find(keys, left, (key, known) -> key.selection().equals(known.selection()));
    find(keys, left, (key, known) -> key.target().equals(known.target()));
    left.forEach(known -> over.add(JournalPosition.over(known.coverage().last())));
  }

  private void find(
      List<JournalKey> keys, List<Known> left, BiPredicate<JournalKey, JournalKey> isSame) {
    for (JournalKey key : keys) {
      Iterator<Known> candidates = left.iterator();
      while (!found.containsKey(key) && candidates.hasNext()) {
        Known known = candidates.next();
        if (isSame.test(key, known.last().key())) {
          found.put(key, known);
          candidates.remove();
        }
      }
    }
  }

  /**
   * Where to start for the entry of this key.
   *
   * @param readFrom where, if nothing was ever read for it
   * @param nowMicros the time, since the epoch
   * @param fresh the source, if nothing was read that this goes on with
   */
  Start startOf(JournalKey key, ReadFrom readFrom, long nowMicros, SourceId fresh) {
    Known known = found.get(key);
    if (known == null) {
      JournalPlace place =
          readFrom == ReadFrom.END
              ? new JournalPlace.Since(nowMicros)
              : new JournalPlace.Beginning();
      return new Start(fresh, place, 0, null, false);
    }
    JournalPosition last = known.last();
    JournalPosition before = known.beforeGap().orElse(last);
    if (!key.selection().equals(last.key().selection())) {
      // What is numbered is no longer the same.
      over.add(JournalPosition.over(known.coverage().last()));
      return new Start(fresh, before.place(), 0, null, false);
    }
    Coverage rest = before.to() < last.to() ? known.coverage() : null;
    return new Start(last.source(), before.place(), before.to(), rest, true);
  }

  /** What to say of readings that are over, once every start was asked for. */
  List<Position> over() {
    return List.copyOf(over);
  }

  private static long micros(JournalPlace place) {
    if (place instanceof JournalPlace.After after) {
      return after.cursor().realtimeMicros();
    }
    return place instanceof JournalPlace.Since since ? since.micros() : 0;
  }
}
