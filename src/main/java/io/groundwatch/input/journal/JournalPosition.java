package io.groundwatch.input.journal;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a lane has read a journal for one entry of the configuration, as a {@link Position}. Its
 * offsets number the entries that journalctl gave, from 0; its path is {@code
 * journal:<selection>.<target>?<place>}, with the place after the last of them.
 *
 * @param source one reading of what one entry selects
 * @param key of the entry
 * @param place where to go on
 * @param from number of the first entry
 * @param to number after that of the last
 */
public record JournalPosition(
    SourceId source, JournalKey key, JournalPlace place, long from, long to) {
  private static final String SCHEME = "journal:";
  private static final FileKey NO_FILE = new FileKey(0, 0);
  private static final Pattern PATH =
      Pattern.compile(SCHEME + "([0-9a-f]{16})\\.([0-9a-f]{16})\\?(.*)");

  /** Whether a position is one in a journal. No file is called so: their paths are whole. */
  public static boolean is(Position position) {
    return position.path().startsWith(SCHEME) && position.file().equals(NO_FILE);
  }

  /** What a position says; empty where it is none in a journal. */
  static Optional<JournalPosition> of(Position position) {
    Matcher path = PATH.matcher(position.path());
    if (!is(position) || !path.matches()) {
      return Optional.empty();
    }
    JournalKey key = new JournalKey(path.group(1), path.group(2));
    return JournalPlace.parse(path.group(3))
        .map(
            place ->
                new JournalPosition(position.source(), key, place, position.from(), position.to()));
  }

  /** As it is stored. */
  Position position() {
    return position(source, path(), from, to, false);
  }

  /** Says that no more will come of what {@code last} is the last position of. */
  static Position over(Position last) {
    // From the first entry on, so that no gap keeps it from being forgotten.
    return position(last.source(), last.path(), 0, last.to(), true);
  }

  private String path() {
    return SCHEME + key.selection() + '.' + key.target() + '?' + place.text();
  }

  private static Position position(
      SourceId source, String path, long from, long to, boolean finished) {
    return new Position(
        source, NO_FILE, Fingerprint.EMPTY, Fingerprint.EMPTY, path, from, to, finished);
  }
}
