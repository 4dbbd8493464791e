package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@link TailStarts} of every lane, and what they say together of one file. Owned by the file
 * input's thread.
 */
final class LaneStarts {
  private final IdentityHashMap<LogBatcher, TailStarts> byBatcher = new IdentityHashMap<>();

  LaneStarts(List<EntryPatterns> entries, TailTools tools) {
    for (EntryPatterns entry : entries) {
      for (LogFeed feed : entry.config().feeds()) {
        byBatcher
            .computeIfAbsent(feed.batcher(), b -> new TailStarts(feed, tools))
            .serves(entry.tag());
      }
    }
  }

  Collection<TailStarts> all() {
    return byBatcher.values();
  }

  /** Those of the lane that this batcher fills. */
  TailStarts of(LogBatcher batcher) {
    return Objects.requireNonNull(byBatcher.get(batcher), "lane");
  }

  /** Begins the lanes that know the file itself. Returns whether any does. */
  boolean beginKnown(WatchedFile file) throws IOException {
    for (LogFeed feed : file.entry().config().feeds()) {
      TailStarts lane = of(feed.batcher());
      Optional<FileTail.Start> start =
          lane.byIdentity(file.bytes(), file.key(), file.path(), file.entry().tag());
      if (start.isPresent()) {
        file.begin(start.get(), feed.batcher());
      }
    }
    return !file.tails().isEmpty();
  }

  /** Begins the lanes that know what is in the file. Returns whether any does. */
  boolean beginByContent(WatchedFile file) throws IOException {
    for (LogFeed feed : file.entry().config().feeds()) {
      if (!file.tails().include(feed.batcher())) {
        Optional<FileTail.Start> start =
            of(feed.batcher()).byContent(file.bytes(), file.path(), file.entry().tag());
        if (start.isPresent()) {
          file.goOn(start.get(), feed.batcher());
        }
      }
    }
    return !file.tails().isEmpty();
  }

  /** Nothing more will come of a generation, nor of any that had its file's number before. */
  void ended(WatchedFile file) {
    for (LogFeed feed : file.entry().config().feeds()) {
      of(feed.batcher()).forgetBefore(file.key(), file.entry().tag());
    }
  }

  /** Whether any lane remembers to have read what a compressed file holds, as {@code log}. */
  boolean knowCompressed(Bytes file, Path log, EntryPatterns entry) throws IOException {
    for (LogFeed feed : entry.config().feeds()) {
      if (of(feed.batcher()).isInCompressed(file, log, entry.tag())) {
        return true;
      }
    }
    return false;
  }

  /** Begins the lanes that remember to have read what a compressed file holds, as {@code log}. */
  void beginCompressed(WatchedFile file, Path log) throws IOException {
    for (LogFeed feed : file.entry().config().feeds()) {
      Optional<FileTail.Start> start =
          of(feed.batcher()).byCompressed(file.bytes(), log, file.entry().tag());
      if (start.isPresent() && !file.tails().include(feed.batcher())) {
        file.goOn(start.get(), feed.batcher());
      }
    }
  }

  /**
   * Begins the lanes that had read another generation in the file, which it holds no more: what it
   * holds now they have not read. Returns whether any had.
   */
  boolean beginRewritten(WatchedFile file) {
    boolean any = false;
    for (LogFeed feed : file.entry().config().feeds()) {
      boolean cut = of(feed.batcher()).wasCut(file.key(), file.entry().tag());
      if (cut && !file.tails().include(feed.batcher())) {
        file.beginWhole(feed.batcher());
        any = true;
      }
    }
    return any;
  }

  /** Begins the lanes that do not know the file: what came while the agent was down they want. */
  void beginRest(WatchedFile file, ReadFrom readFrom) throws IOException {
    for (LogFeed feed : file.entry().config().feeds()) {
      if (!file.tails().include(feed.batcher())) {
        TailStarts lane = of(feed.batcher());
        int tag = file.entry().tag();
        boolean came = lane.wasCut(file.key(), tag) || lane.knew(file.path());
        ReadFrom from = came ? ReadFrom.BEGINNING : readFrom;
        file.begin(lane.fresh(file.bytes(), from, tag), feed.batcher());
      }
    }
  }

  /** Whether a lane remembers a file that was called {@code path}, and that is not found yet. */
  boolean isSought(Path path) {
    return all().stream().anyMatch(lane -> lane.remembers(path));
  }

  /** Whether any lane knew the log of which the file may be a generation. */
  boolean knew(WatchedFile file) {
    return file.entry().config().feeds().stream()
        .anyMatch(feed -> of(feed.batcher()).knew(file.path()));
  }
}
