package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.input.file.FileTail.Start;
import io.groundwatch.input.file.Remembered.Generation;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where one lane starts in a file, by what the lane had taken care of when it was opened. A
 * file is known again by what the file system calls it and by its content, never by its name alone.
 * Owned by the file input's thread.
 */
final class TailStarts {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final LogBatcher batcher;
  private final TailTools tools;
  private final Remembered unmatched = new Remembered();
  private final Remembered cut = new Remembered();
  private final Set<Integer> tags = new HashSet<>();
  private final Set<String> knownPaths;

  TailStarts(LogFeed feed, TailTools tools) {
    this.batcher = feed.batcher();
    this.tools = tools;
    long now = tools.time().nanos();
    feed.coverage().values().forEach(c -> unmatched.add(new Generation(c, now)));
    this.knownPaths = unmatched.paths();
  }

  /** Says that an entry with this tag is read for this lane. */
  void serves(int tag) {
    tags.add(tag);
  }

  /**
   * Where to go on in a file that is the one of a position: same device and inode, or same inode
   * and path where a remount gave the device a new number. A generation that the file no longer
   * holds is kept as {@link #cut}.
   */
  Optional<Start> byIdentity(Bytes file, FileKey key, Path path, int tag) throws IOException {
    Generation found = null;
    for (Generation generation : ofEntry(unmatched.withInode(key.inode()), tag)) {
      Position last = generation.last();
      boolean sameDevice = last.file().device() == key.device();
      boolean remounted = last.path().equals(path.toString()) && last.head().length() > 0;
      if ((sameDevice || remounted) && holds(file, last)) {
        found = found == null ? generation : found;
      } else if (sameDevice || remounted) {
        unmatched.remove(generation);
        cut.add(generation);
      }
    }
    return resumed(file, found);
  }

  /** Whether a generation was read in this file that it no longer holds. */
  boolean wasCut(FileKey key, int tag) {
    return !ofEntry(cut.withInode(key.inode()), tag).isEmpty();
  }

  /**
   * Where to go on in a file that holds what was read from another of this path, or of the path of
   * which this may be a generation: one that is gone, as an editor or a restored backup leaves it,
   * or one that was cut, of which this is the copy.
   */
  Optional<Start> byContent(Bytes file, Path path, int tag) throws IOException {
    if (unmatched.isEmpty() && cut.isEmpty()) {
      return Optional.empty();
    }
    List<Path> paths = new ArrayList<>(List.of(path));
    for (String original : RotatedName.originals(RotatedName.nameOf(path))) {
      paths.add(path.resolveSibling(original));
    }
    for (Path at : paths) {
      for (Generation generation : ofEntry(cut.at(at.toString()), tag)) {
        if (generation.last().head().length() > 0 && holds(file, generation.last())) {
          return resumed(file, generation);
        }
      }
      for (Generation generation : ofEntry(unmatched.at(at.toString()), tag)) {
        boolean enough = generation.last().to() >= ReadBuffer.MARKER_BYTES;
        if (enough && holds(file, generation.last())) {
          return resumed(file, generation);
        }
      }
    }
    return Optional.empty();
  }

  /** What is remembered of the log at {@code path}: of its generations none is where it was. */
  List<Generation> of(Path path, int tag) {
    List<Generation> all = new ArrayList<>(unmatched.at(path.toString()));
    all.addAll(cut.at(path.toString()));
    return ofEntry(all, tag);
  }

  /** The paths of what is remembered and not found. */
  Set<Path> remembered() {
    Set<Path> paths = new LinkedHashSet<>();
    unmatched.all(g -> true).forEach(generation -> paths.add(Path.of(generation.last().path())));
    cut.all(g -> true).forEach(generation -> paths.add(Path.of(generation.last().path())));
    return paths;
  }

  /** Whether something is remembered, and not found, of the log at {@code path}. */
  boolean remembers(Path path) {
    return !unmatched.at(path.toString()).isEmpty() || !cut.at(path.toString()).isEmpty();
  }

  /** No copy is found of what was cut from the log at {@code path}. */
  void forgetCut(Path path, int tag) {
    ofEntry(cut.at(path.toString()), tag).forEach(this::forgetCut);
  }

  /** No copy is found of what was cut. */
  void forgetCut(Generation generation) {
    log.info(
        "{} was truncated or rewritten while the agent was down, and no copy is found.",
        generation.last().path());
    forget(generation);
  }

  /**
   * Forgets what was read, by its number, from a file that held another generation since, now that
   * this one is over too: after the next start its file would be taken for the older one, cut.
   */
  void forgetBefore(FileKey key, int tag) {
    for (Generation generation : ofEntry(cut.withInode(key.inode()), tag)) {
      if (generation.last().file().equals(key)) {
        forget(generation);
      }
    }
  }

  /** Whether a compressed file holds one of these. */
  boolean isInCompressed(Bytes file, Path log, int tag) throws IOException {
    return inCompressed(file, log, tag) != null;
  }

  /** Where to go on in a compressed file that holds one of these. */
  Optional<Start> byCompressed(Bytes file, Path log, int tag) throws IOException {
    return resumed(file, inCompressed(file, log, tag));
  }

  private @Nullable Generation inCompressed(Bytes file, Path log, int tag) throws IOException {
    for (Generation generation : of(log, tag)) {
      if (generation.last().head().length() > 0 && holds(file, generation.last())) {
        return generation;
      }
    }
    return null;
  }

  /** A new generation that starts at its beginning or at its end. */
  Start fresh(Bytes file, ReadFrom readFrom, int tag) throws IOException {
    long offset = readFrom == ReadFrom.END ? file.size() : 0;
    return new Start(tools.newSource(tag), Place.at(file, offset), null);
  }

  /**
   * Whether the lane read a log, when it last ran, of which a file called {@code path} can be a
   * later or an earlier generation: then it came while the agent was down.
   */
  boolean knew(Path path) {
    String name = RotatedName.nameOf(path);
    return knownPaths.contains(path.toString())
        || RotatedName.originals(name).stream()
            .anyMatch(original -> knownPaths.contains(path.resolveSibling(original).toString()));
  }

  /** What is not needed once all that was there at the start is found. */
  void started() {
    knownPaths.clear();
  }

  /** What was read from files that have not been found. */
  Collection<Generation> unmatched() {
    return unmatched.all(g -> true);
  }

  /** What was read from files that no longer hold it. */
  Collection<Generation> cut() {
    return cut.all(g -> true);
  }

  /** A file is out of reach, and may come back with this. */
  void mayComeBack(Coverage coverage) {
    unmatched.add(new Generation(coverage, tools.time().nanos()));
  }

  /** Says that no more will come of a generation, gaps in it included. */
  void forget(Generation generation) {
    unmatched.remove(generation);
    cut.remove(generation);
    batcher.cover(finished(generation.last()));
  }

  private Optional<Start> resumed(Bytes file, @Nullable Generation generation) throws IOException {
    if (generation == null) {
      return Optional.empty();
    }
    unmatched.remove(generation);
    cut.remove(generation);
    Coverage coverage = generation.coverage();
    Place place = Place.at(file, coverage.skip(0));
    return Optional.of(new Start(generation.last().source(), place, coverage));
  }

  /**
   * Those that were read for this entry; else those of an entry that is there no more, which this
   * one may be under another name.
   */
  private List<Generation> ofEntry(List<Generation> generations, int tag) {
    List<Generation> own = new ArrayList<>();
    List<Generation> orphans = new ArrayList<>();
    for (Generation generation : generations) {
      if (generation.tag() == tag) {
        own.add(generation);
      } else if (!tags.contains(generation.tag())) {
        orphans.add(generation);
      }
    }
    own.addAll(orphans);
    return own;
  }

  /** Whether a file holds what was read from it up to {@code last}. */
  static boolean holds(Bytes file, Position last) throws IOException {
    return ReadBuffer.head(file, last.head().length()).equals(last.head())
        && new Place(last.to(), last.marker()).isIn(file);
  }

  private static Position finished(Position last) {
    return new Position(
        last.source(), last.file(), last.head(), last.marker(), last.path(), 0, last.to(), true);
  }
}
