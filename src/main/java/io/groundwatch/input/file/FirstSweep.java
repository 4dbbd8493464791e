package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a start does with all that the first sweep found, and with what it did not find though lanes
 * had read it: files that were renamed, copied and cut, or written anew while the agent was down.
 * The sure things come first: a file that is known by its number and content is nobody's copy.
 * Owned by the file input's thread.
 */
final class FirstSweep {
  private final WatchList list;
  private final LaneStarts starts;
  private final Arrivals arrivals;
  private final Copies copies;
  private final Leftovers leftovers;
  private final MissedGenerations missed;
  private final CompressedGenerations compressed;
  private final Opener opener;
  private final ReadTrouble trouble;

  FirstSweep(
      WatchList list,
      LaneStarts starts,
      Arrivals arrivals,
      Copies copies,
      Leftovers leftovers,
      MissedGenerations missed,
      CompressedGenerations compressed,
      Opener opener,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.arrivals = arrivals;
    this.copies = copies;
    this.leftovers = leftovers;
    this.missed = missed;
    this.compressed = compressed;
    this.opener = opener;
    this.trouble = trouble;
  }

  /** Begins everything. */
  void begin(Collection<Found> found) {
    List<Found> ordered = Arrivals.originalsFirst(found);
    for (Found one : ordered) {
      opener.open(one, file -> starts.beginKnown(file) && tailed(file));
    }
    Collection<Renamed> renamed = beginRenamed();
    beginByContent();
    ordered.forEach(this::beginRest);
    findCopies();
    renamed.forEach(this::beginRewritten);
    compressed.seekRemembered();
    forgetWhatWasCut();
    missed.read();
    starts.all().forEach(TailStarts::started);
  }

  private static ReadFrom readFrom(Found found) {
    return found.entry().config().config().handling().readFrom();
  }

  private boolean tailed(WatchedFile file) {
    list.add(file);
    return true;
  }

  /**
   * A lane that took nothing when the agent ended has not noted where it was to go on: it knows
   * what is in the file, but by the number of the one in which that was before.
   */
  private void beginByContent() {
    for (WatchedFile file : list.all()) {
      try {
        starts.beginByContent(file);
      } catch (IOException e) {
        trouble.file(file.path(), e);
      }
    }
  }

  /**
   * The lanes that do not know what was found, in files that others know and in those that none
   * does.
   */
  private void beginRest(Found found) {
    WatchedFile file = found.entry().files().get(found.stat().identity());
    try {
      if (file == null) {
        arrivals.arrive(found, readFrom(found));
      } else {
        starts.beginRest(file, readFrom(found));
      }
    } catch (IOException e) {
      trouble.file(found.path(), e);
    }
  }

  /** Begins what was renamed, and again where a rotation gave it yet another name meanwhile. */
  private Collection<Renamed> beginRenamed() {
    Set<Renamed> all = new LinkedHashSet<>();
    Collection<Renamed> now = renamed();
    for (int look = 0; look < Family.MAX_LOOKS && all.addAll(now); look++) {
      for (Renamed one : now) {
        opener.open(
            one.to(),
            one.entry(),
            one.log(),
            file -> starts.beginKnown(file) && left(file, one.log()));
      }
      now = renamed();
    }
    return all;
  }

  /** A file {@code to} with the number of one that lanes had read as {@code log}. */
  private record Renamed(EntryPatterns entry, Path log, Path to) {}

  private Collection<Renamed> renamed() {
    Set<Renamed> all = new LinkedHashSet<>();
    for (EntryPatterns entry : list.entries()) {
      for (Leftovers.Renamed one : leftovers.renamed(entry.pattern()::matches)) {
        if (!CompressedName.isOf(one.now())) {
          all.add(new Renamed(entry, one.before(), one.now()));
        }
      }
    }
    return all;
  }

  /** It is read to its end by the lanes that know it: the others are done with it. */
  private boolean left(WatchedFile file, Path logPath) {
    list.add(file);
    if (!file.entry().finds(file.path())) {
      list.vanish(file);
    }
    missed.mayHaveFollowed(
        file.entry(),
        RotatedName.nameOf(logPath),
        new Older(file.identity(), file.path(), file.activity().modifiedNanos()),
        file.tails()::include);
    return true;
  }

  private static boolean copied(FileStat copy, WatchedFile file, Path logPath) {
    WatchedFile log = file.entry().files().at(logPath);
    if (log != null) {
      log.wasCopiedTo(Older.of(copy));
    }
    return true;
  }

  /** What lanes had read from files that were cut, or that are gone, may lie in copies. */
  private void findCopies() {
    Map<Path, Set<String>> originals = new HashMap<>();
    Set<Path> sought = new LinkedHashSet<>();
    for (TailStarts lane : starts.all()) {
      lane.cut().forEach(generation -> sought.add(Path.of(generation.last().path())));
      for (Remembered.Generation gone : lane.unmatched()) {
        Path path = Path.of(gone.last().path());
        Path folder = path.getParent();
        if (folder != null
            && originals
                .computeIfAbsent(folder, this::originals)
                .contains(RotatedName.nameOf(path))) {
          sought.add(path);
        }
      }
    }
    for (Path path : sought) {
      for (EntryPatterns entry : list.entries()) {
        if (entry.pattern().matches(path)) {
          findCopies(path, entry);
        }
      }
    }
  }

  /**
   * The names of the logs of which a folder may hold copies: one listing, however many are gone.
   */
  private Set<String> originals(Path folder) {
    Set<String> names = new HashSet<>();
    for (Path path : Folders.list(folder, trouble::folder).orElse(List.of())) {
      names.addAll(RotatedName.originals(RotatedName.nameOf(path)));
    }
    return names;
  }

  private static List<FileStat> candidates(Family family, EntryPatterns entry) {
    return Copies.candidates(family, stat -> entry.files().get(stat.identity()) == null);
  }

  private void findCopies(Path path, EntryPatterns entry) {
    Family.search(
        path.getParent(),
        RotatedName.nameOf(path),
        trouble,
        family -> {
          for (FileStat stat : candidates(family, entry)) {
            opener.open(
                stat.path(),
                entry,
                path,
                file ->
                    starts.beginByContent(file) && left(file, path) && copied(stat, file, path));
          }
          return !starts.isSought(path);
        });
  }

  /**
   * A file that was cut before it was renamed holds another generation, which nobody has read. One
   * by a name that no rotation gives is nothing of the log's: the file system has given the number
   * of a file that is gone to another.
   */
  private void beginRewritten(Renamed renamed) {
    if (!RotatedName.areRelated(
        RotatedName.nameOf(renamed.to()), RotatedName.nameOf(renamed.log()))) {
      return;
    }
    for (WatchedFile file : renamed.entry().files().adrift()) {
      if (file.path().equals(renamed.to()) && starts.beginRewritten(file)) {
        list.hot().stir(file);
      }
    }
    opener.open(
        renamed.to(),
        renamed.entry(),
        renamed.log(),
        file ->
            !copies.isLikeItsLog(file) && starts.beginRewritten(file) && left(file, renamed.log()));
  }

  private void forgetWhatWasCut() {
    for (TailStarts lane : starts.all()) {
      for (Remembered.Generation generation : lane.cut()) {
        if (!compressed.isSought(Path.of(generation.last().path()))) {
          lane.forgetCut(generation);
        }
      }
    }
  }
}
