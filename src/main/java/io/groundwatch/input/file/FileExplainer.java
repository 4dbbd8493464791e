package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a path what the file input makes of it, and why: by the same decisions, and looking only
 * at the file system. Owned by one thread.
 */
public final class FileExplainer {
  private static final Logger log = LoggerFactory.getLogger(FileExplainer.class);

  private final List<EntryPatterns> entries;
  private final OwnFiles own;
  private final Choice choice;
  private final TimeSource time;

  /**
   * Of an agent with these entries.
   *
   * @param entries as the agent has them; lanes are not needed
   * @param stateDirectory the agent's, whether it exists or not
   * @param outputs what the agent's own output goes to, such as {@code /proc/PID/fd/2}
   */
  public FileExplainer(
      List<FileEntry> entries, Path stateDirectory, List<Path> outputs, TimeSource time) {
    ThrottledLog trouble = new ThrottledLog(log, time, Duration.ofHours(1));
    TailTools tools =
        TailTools.of(0, time, new SplittableRandom(), FileMetrics.in(new SelfMetrics()), trouble);
    this.entries = EntryPatterns.of(entries, tools);
    this.own = OwnFiles.of(stateDirectory, outputs, trouble);
    this.choice = new Choice(own);
    this.time = time;
  }

  /** What each entry makes of {@code file}, and what it is. */
  public FileAccount explain(Path file) {
    own.refresh();
    Path path = file.toAbsolutePath().normalize();
    Optional<FileStat> stat = Optional.empty();
    Optional<String> trouble = Optional.empty();
    Optional<FileKey> key = Optional.empty();
    try {
      stat = FileStat.of(path);
      key = stat.isPresent() ? Optional.of(FileStat.key(path)) : Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of(FileFailure.reason(e) + blockedBy(path));
    }
    Optional<FileStat> asked = stat;
    boolean unknown = trouble.isPresent();
    return new FileAccount(
        path,
        Links.targetOf(path),
        trouble,
        key,
        stat.map(FileStat::size),
        stat.map(FileStat::modifiedNanos),
        entries.stream().map(entry -> account(path, asked, unknown, entry)).toList());
  }

  private EntryAccount account(
      Path path, Optional<FileStat> stat, boolean unknown, EntryPatterns entry) {
    Verdict verdict = choice.of(path, stat, entry);
    if (verdict == Verdict.EXCLUDED) {
      return EntryAccount.of(verdict, entry.selection().excluding(path));
    }
    if (verdict == Verdict.MISSING && unknown) {
      return EntryAccount.of(Verdict.NOT_REACHED, Optional.empty());
    }
    if (verdict != Verdict.READ) {
      return EntryAccount.of(verdict, Optional.empty());
    }
    Search search = new Search(path);
    entry.pattern().expand(search);
    return search.found
        ? read(path, entry)
        : EntryAccount.of(Verdict.NOT_REACHED, Optional.of(search.why()));
  }

  private EntryAccount read(Path path, EntryPatterns entry) {
    FileOrigins origins = entry.readings().origins();
    origins.version(time.wallNanos());
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      Charset charset = entry.readings().charsetOf(Bytes.of(file));
      return EntryAccount.read(origins.of(path), charset, FirstBytes.doubt(file, charset));
    } catch (IOException e) {
      return EntryAccount.unreadable(origins.of(path), FileFailure.reason(e));
    }
  }

  /** The first folder on the way to {@code path} that cannot be passed. */
  private static String blockedBy(Path path) {
    for (int i = 1; i < path.getNameCount(); i++) {
      Path folder = path.getRoot().resolve(path.subpath(0, i));
      if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
        return ": folder " + folder + " cannot be passed";
      }
    }
    return "";
  }

  /**
   * How far one lane has come in a file: of each generation of it that the lane knows, what it
   * covers, and whether the file still holds that.
   *
   * @param entry its place in the list
   * @param coverage what the lane has taken care of, of all files
   */
  public List<FileProgress> progress(
      FileAccount account, int entry, Map<SourceId, Coverage> coverage) throws IOException {
    if (account.key().isEmpty()) {
      return List.of();
    }
    List<Coverage> same = new ArrayList<>();
    for (Coverage one : coverage.values()) {
      if (isOf(one.last(), account.key().get(), entries.get(entry).tag())) {
        same.add(one);
      }
    }
    if (same.isEmpty()) {
      return List.of();
    }
    List<FileProgress> all = new ArrayList<>();
    try (FileChannel file = FileChannel.open(account.path(), StandardOpenOption.READ)) {
      for (Coverage one : same) {
        all.add(new FileProgress(one, TailStarts.holds(Bytes.of(file), one.last())));
      }
    }
    return all;
  }

  /** As {@link TailStarts} knows files again: by the entry, or else by an entry that is no more. */
  private boolean isOf(Position position, FileKey key, int tag) {
    Set<Integer> tags = new HashSet<>();
    entries.forEach(entry -> tags.add(entry.tag()));
    int of = TailTools.tagOf(position.source());
    return position.file().equals(key) && (of == tag || !tags.contains(of));
  }

  /** A search for one path among those that a pattern finds. */
  private static final class Search implements FilePattern.Visitor {
    private final Path path;
    private final List<String> unreadable = new ArrayList<>();
    private boolean found;

    private Search(Path path) {
      this.path = path;
    }

    @Override
    public void match(Path met) {
      found |= met.equals(path);
    }

    @Override
    public void folder(Path folder) {}

    @Override
    public void unreadable(Path folder, IOException e) {
      if (path.startsWith(folder)) {
        unreadable.add("folder " + folder + " cannot be listed: " + FileFailure.reason(e));
      }
    }

    private String why() {
      return unreadable.isEmpty()
          ? "folders behind ** are not followed through links, nor deeper than "
              + FilePattern.MAX_DEPTH
          : String.join("; ", unreadable);
    }
  }
}
