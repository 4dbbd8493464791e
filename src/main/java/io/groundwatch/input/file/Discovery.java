package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the file system which files there are. A file is known again by device and inode. A sweep
 * asks about every path that a pattern matches; a look asks about one folder or one path in which
 * something changed. What is new is for {@link Arrivals}, what is missing for {@link Departures}.
 * Owned by the file input's thread.
 */
final class Discovery {
  private final WatchList list;
  private final OwnFiles own;
  private final ReadTrouble trouble;
  private final CompressedGenerations compressed;
  private final MissedGenerations missed;
  private final Departures departures;
  private final Copies copies;
  private final Arrivals arrivals;
  private final FirstSweep firstSweep;
  private final Leftovers leftovers;
  private final Inheritance inheritance;
  private Set<Path> folders = Set.of();
  private Round round;
  private boolean started;

  Discovery(WatchList list, OwnFiles own, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.own = own;
    this.trouble = trouble;
    LaneStarts starts = new LaneStarts(list.entries(), tools);
    this.compressed = new CompressedGenerations(list, starts, tools, trouble);
    this.round = Round.first(list, own, compressed, trouble);
    this.missed = new MissedGenerations(list, starts, compressed, tools, trouble);
    this.leftovers = new Leftovers(starts, tools.time(), trouble);
    this.inheritance = new Inheritance(list, starts, tools, trouble);
    this.departures = new Departures(list, starts, missed, compressed, trouble);
    this.copies = new Copies(list, missed, compressed, tools, trouble);
    this.arrivals = new Arrivals(list, starts, copies, missed, tools, trouble);
    this.firstSweep =
        new FirstSweep(
            list,
            starts,
            arrivals,
            copies,
            leftovers,
            missed,
            compressed,
            new Opener(list, missed, tools, trouble),
            trouble);
  }

  /** The deleted files in which the first sweep goes on. */
  Inheritance inheritance() {
    return inheritance;
  }

  /** The folders in which the last sweep found that files are, or can appear. */
  Set<Path> folders() {
    Set<Path> all = new HashSet<>(folders);
    all.addAll(list.links().folders());
    return all;
  }

  /** Folders that hold what cannot be decided yet: they are looked into often. */
  Set<Path> restlessFolders() {
    Set<Path> restless = arrivals.lookalikes().folders();
    restless.addAll(missed.folders());
    return restless;
  }

  /** What became of files that are not where they were. */
  Departures departures() {
    return departures;
  }

  /** Where what was cut from a file is read on. */
  Copies copies() {
    return copies;
  }

  /** What is compressed. */
  CompressedGenerations compressed() {
    return compressed;
  }

  /** Looks a little for what is compressed. Returns whether there is more to do at once. */
  boolean workOnCompressed() {
    boolean more = compressed.work();
    List<CompressedGenerations.Found> found = compressed.takeFound();
    for (CompressedGenerations.Found one : found) {
      WatchedFile file = one.file();
      Older older =
          new Older(
              file.identity(), CompressedName.plain(file.path()), file.activity().modifiedNanos());
      if (one.remembered()) {
        missed.mayHaveFollowed(file.entry(), file.names().logName(), older, file.tails()::include);
      } else {
        missed.mayFollow(file.entry(), file.names().logName(), older);
      }
    }
    if (!found.isEmpty()) {
      readMissed();
    }
    return more;
  }

  /** Asks about everything. */
  void sweep() {
    Round now = nextRound();
    own.refresh();
    Set<Path> met = new HashSet<>();
    for (EntryPatterns entry : list.entries()) {
      entry.pattern().expand(new Sweep(entry, met, now));
    }
    folders = met;
    List<WatchedFile> missing = new ArrayList<>();
    for (WatchedFile file : list.all()) {
      if (!now.hasSeen(file)) {
        missing.add(file);
      }
    }
    departures.check(missing);
    arrivals.lookalikes().keepOnly(now.identities());
    if (started) {
      arrivals.arrive(now.newcomers());
    } else {
      inheritance.begin();
      firstSweep.begin(now.newcomers());
      started = true;
    }
    list.sayRest();
  }

  /** Asks about one path. Returns whether it is a folder, so that only a sweep can tell more. */
  boolean look(Path path) {
    Round now = nextRound();
    boolean folder = now.visit(path);
    if (!now.newcomers().isEmpty()) {
      // What is new can only be told by what is in its folder besides.
      Path parent = path.getParent();
      return parent != null && lookInto(parent);
    }
    return folder;
  }

  /** Asks about what is and what was in one folder. Returns whether it holds folders. */
  boolean lookInto(Path folder) {
    Round now = nextRound();
    boolean folders = false;
    for (Path path : Folders.list(folder, trouble::folder).orElse(List.of())) {
      folders |= now.visit(path);
    }
    for (Path link : list.links().into(folder)) {
      now.visit(link);
    }
    departures.check(missingIn(folder));
    arrivals.arrive(now.newcomers());
    list.sayRest();
    return folders;
  }

  /** Asks about a folder in which names came or went. */
  void namesChanged(Path folder) {
    lookInto(folder);
    copies.follow(folder);
    readMissed();
  }

  /** Reads what came and went beside a file that was just read. */
  void readMissed() {
    arrivals.arrive(List.of());
  }

  /** Forgets what was read from files that are gone. */
  void forgetWhatIsGone() {
    leftovers.forgetWhatIsGone();
  }

  private Round nextRound() {
    round = round.next();
    return round;
  }

  private List<WatchedFile> missingIn(Path folder) {
    List<WatchedFile> missing = new ArrayList<>();
    for (EntryPatterns entry : list.entries()) {
      for (WatchedFile file : entry.files().in(folder)) {
        if (!round.hasSeen(file)) {
          missing.add(file);
        }
      }
      for (WatchedFile file : entry.files().adrift()) {
        if (folder.equals(file.names().home())) {
          missing.add(file);
        }
      }
    }
    return missing;
  }

  /** What one entry's pattern meets in a sweep. */
  private final class Sweep implements FilePattern.Visitor {
    private final EntryPatterns entry;
    private final Set<Path> met;
    private final Round now;

    private Sweep(EntryPatterns entry, Set<Path> met, Round now) {
      this.entry = entry;
      this.met = met;
      this.now = now;
    }

    @Override
    public void match(Path path) {
      now.visit(path, entry);
    }

    @Override
    public void folder(Path folder) {
      met.add(folder);
    }

    @Override
    public void unreadable(Path folder, IOException e) {
      trouble.folder(folder, e);
    }
  }
}
