package io.groundwatch.input.file;

import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compressed generations of one log that came and went unseen. They were written after one that was
 * known, and are none that is read or was read lately. Owned by the file input's thread.
 */
final class GzMissed {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final EntryPatterns entry;
  private final Path logPath;
  private final Path folder;
  private final GzTools tools;

  /** From when on each lane has yet to read what was written, since the epoch. */
  private final IdentityHashMap<LogBatcher, Long> since = new IdentityHashMap<>();

  /** Some of these lanes may not read what others do. */
  private final Set<LogBatcher> restarted = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean sure = true;

  GzMissed(EntryPatterns entry, Path folder, String name, GzTools tools) {
    this.entry = entry;
    this.folder = folder;
    this.logPath = folder.resolve(name);
    this.tools = tools;
  }

  /**
   * Looks for what was written after {@code sinceNanos}.
   *
   * @param lanes after a restart, those that have yet to read it; else it is unknown to all
   */
  void seek(long sinceNanos, Optional<Predicate<LogBatcher>> lanes) {
    for (LogFeed feed : entry.config().feeds()) {
      LogBatcher lane = feed.batcher();
      if (lanes.isEmpty() || lanes.get().test(lane)) {
        since.merge(lane, sinceNanos, Math::min);
        sure = false;
        if (lanes.isPresent()) {
          restarted.add(lane);
        }
      }
    }
  }

  /** Whether there may be some that are not read yet. */
  boolean isPending() {
    return !sure;
  }

  /** Looks at the compressed files that there are, oldest first. */
  GzLook look(List<FileStat> there) {
    GzLook look = new GzLook(tools);
    GzWanted wanted = new GzWanted();
    wanted.any();
    List<GzOutline> outlines = new ArrayList<>();
    for (FileStat stat : there) {
      WatchedFile tailed = entry.files().get(stat.identity());
      if (tailed == null && isLater(stat) && isGeneration(stat)) {
        look.at(stat, wanted, outlines::add);
      } else if (tailed != null && tailed.isCompressed()) {
        begin(tailed, restarted);
      }
    }
    if (look.isSure()) {
      sure = true;
      restarted.clear();
      outlines.forEach(outline -> sure &= take(outline));
    }
    return look;
  }

  private boolean isLater(FileStat stat) {
    return since.values().stream().anyMatch(nanos -> stat.modifiedNanos() >= nanos);
  }

  private boolean isGeneration(FileStat stat) {
    String plain = RotatedName.nameOf(CompressedName.plain(stat.path()));
    return RotatedName.serial(plain, RotatedName.nameOf(logPath)).isPresent();
  }

  private boolean take(GzOutline outline) {
    try {
      if (isKnown(outline)) {
        return true;
      }
      WatchedFile file = tools.open(outline, entry);
      if (file == null) {
        return false;
      }
      file.names().readAs(logPath);
      tools.add(file, outline);
      begin(file, since.keySet());
      log.info("{} was rotated and compressed before it was seen; it is read whole.", file.path());
    } catch (IOException e) {
      tools.trouble().file(outline.stat().path(), e);
    }
    return true;
  }

  /** Begins the lanes that have yet to read it, and says for them that it is there. */
  private void begin(WatchedFile file, Set<LogBatcher> lanes) {
    boolean any = false;
    for (LogBatcher lane : lanes) {
      boolean later = file.activity().modifiedNanos() >= since.getOrDefault(lane, Long.MAX_VALUE);
      if (later && !file.tails().include(lane)) {
        file.beginWhole(lane);
        any = true;
      }
    }
    if (any) {
      file.sayThatItIsThere();
      tools.list().hot().stir(file);
    }
  }

  /** Whether it is a generation that is being read, or was read lately. */
  private boolean isKnown(GzOutline outline) throws IOException {
    if (outline.size() == 0 || tools.traces().hold(outline, entry, folder)) {
      return true;
    }
    for (WatchedFile file : entry.files().all()) {
      if (folder.equals(file.names().home()) && isLike(file, outline)) {
        tools.list().open().used(file, false);
        return true;
      }
    }
    return false;
  }

  /** Whether a compressed file stands for all that another holds, or for how that began. */
  private static boolean isLike(WatchedFile file, GzOutline outline) throws IOException {
    Inflation own = file.inflation();
    if (own != null) {
      return own.outline().isLike(outline);
    }
    Bytes open = outline.beginsWith(file.head()) ? file.openOrNull() : null;
    return open != null && outline.end().isIn(open);
  }
}
