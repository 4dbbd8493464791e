package io.groundwatch.app;

import io.groundwatch.app.LaneReadings.LaneReading;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.input.file.EntryAccount;
import io.groundwatch.input.file.FileAccount;
import io.groundwatch.input.file.FileExplainer;
import io.groundwatch.input.file.FileProgress;
import io.groundwatch.input.file.Verdict;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.SourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code explain} tells of a file.
 *
 * @param account what it is
 * @param entries what each entry makes of it
 */
record Explanation(FileAccount account, List<OfEntry> entries) {

  /**
   * Of one entry.
   *
   * @param number its place in the list
   * @param config the entry
   * @param account what it makes of the file
   * @param lanes how far it is read
   */
  record OfEntry(int number, FileConfig config, EntryAccount account, List<OfLane> lanes) {
    boolean isRead() {
      return account.verdict() == Verdict.READ
          ? account.unreadable().isEmpty()
          : account.verdict() == Verdict.NOT_MATCHED && isKnown();
    }

    /** Such as a generation that was rotated away: what was begun is read to its end. */
    private boolean isKnown() {
      return lanes.stream().flatMap(lane -> lane.progress().stream()).anyMatch(FileProgress::held);
    }
  }

  /**
   * Of one lane.
   *
   * @param reading all that it knows; empty where it never ran
   * @param untold whether its files cannot be read
   * @param progress how far it is in this file; one a generation
   */
  record OfLane(
      Route route, Optional<LaneReading> reading, boolean untold, List<FileProgress> progress) {
    /** Up to where bytes are delivered or given up. */
    private long settled(FileProgress progress) {
      return reading
          .map(all -> all.settled().get(progress.coverage().last().source()))
          .map(coverage -> coverage.skip(0))
          .orElse(0L);
    }
  }

  /** Puts together what is known. */
  static Explanation of(
      FileAccount account,
      List<Routes.FileRoute> files,
      FileExplainer explainer,
      LaneReadings readings)
      throws IOException {
    List<OfEntry> entries = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      List<OfLane> lanes = new ArrayList<>();
      boolean readable = account.entries().get(i).unreadable().isEmpty();
      for (Route route : files.get(i).routes()) {
        Optional<LaneReading> reading = readings.of(route);
        Map<SourceId, Coverage> stored = reading.map(LaneReading::stored).orElse(Map.of());
        lanes.add(
            new OfLane(
                route,
                reading,
                readings.isUntold(route),
                readable ? explainer.progress(account, i, stored) : List.of()));
      }
      entries.add(new OfEntry(i, files.get(i).file(), account.entries().get(i), lanes));
    }
    return new Explanation(account, entries);
  }

  /** Whether some entry reads it. */
  boolean isRead() {
    return entries.stream().anyMatch(OfEntry::isRead);
  }

  /** For a person. */
  List<String> lines(long nowNanos) {
    List<String> lines = new ArrayList<>();
    lines.add(Shown.printable(account.path().toString()) + ": " + what(nowNanos) + ".");
    account
        .target()
        .ifPresent(to -> lines.add("It is a link to " + Shown.printable(to.toString()) + "."));
    for (OfEntry entry : entries) {
      add(entry, lines);
    }
    if (entries.isEmpty()) {
      lines.add("The configuration has no collect_list entry, so no file is read.");
    }
    return lines;
  }

  private String what(long nowNanos) {
    if (account.trouble().isPresent()) {
      return "cannot be looked at: " + account.trouble().get();
    }
    if (account.key().isEmpty()) {
      return "no such file";
    }
    return "%s, written %s ago, device %d, inode %d"
        .formatted(
            Shown.size(account.size().orElse(0L)),
            Shown.age(nowNanos - account.modifiedNanos().orElse(nowNanos)),
            account.key().get().device(),
            account.key().get().inode());
  }

  private void add(OfEntry entry, List<String> lines) {
    EntryAccount made = entry.account();
    String name = "collect_list[%d] %s: ".formatted(entry.number(), entry.config().filePath());
    if (made.verdict() == Verdict.NOT_MATCHED && entry.isKnown()) {
      lines.add(name + "its path does not match, but what was begun of it is read to its end.");
      addLanes(entry, lines);
    } else if (made.verdict() != Verdict.READ) {
      lines.add(
          name
              + "not read: "
              + made.verdict().why()
              + made.detail().map(detail -> " (" + detail + ")").orElse("")
              + ".");
    } else {
      lines.add(
          name
              + made.unreadable()
                  .map(why -> "to be read, but it cannot be: " + why + "; it is tried again.")
                  .orElse("read."));
      addReading(entry, lines);
      addLanes(entry, lines);
    }
  }

  private static void addReading(OfEntry entry, List<String> lines) {
    EntryAccount made = entry.account();
    String filed =
        made.origin()
            .map(o -> "filed in group %s, stream %s".formatted(o.group(), o.stream()))
            .orElse("");
    String read = made.charset().map(charset -> ", read as " + charset.name()).orElse("");
    lines.add("  " + filed + read + ", format " + entry.config().events().format().key());
    made.doubt().ifPresent(doubt -> lines.add("  ! " + doubt));
    if (entry.config().handling().autoRemoval()) {
      lines.add("  auto_removal: it is removed once it is delivered and a newer file matches");
    }
    if (entry.lanes().isEmpty()) {
      lines.add("  -> nowhere: no destination carries logs of this entry");
    }
  }

  private void addLanes(OfEntry entry, List<String> lines) {
    for (OfLane lane : entry.lanes()) {
      String kind = lane.route().kind() == SignalKind.METRICS ? ", its metrics" : "";
      String to = "  -> " + lane.route().shown() + kind + ": ";
      for (FileProgress progress : lane.progress()) {
        lines.add(to + read(lane, progress));
      }
      if (lane.untold()) {
        lines.add(to + "how far it is read cannot be told");
      } else if (lane.progress().isEmpty()) {
        lines.add(to + "nothing of it is read yet" + begins(entry));
      }
    }
  }

  private String read(OfLane lane, FileProgress progress) {
    long size = account.size().orElse(0L);
    if (!progress.held()) {
      return "was read to byte %s of what it held before it was truncated or rewritten"
          .formatted(Shown.count(progress.offset()));
    }
    String before = progress.coverage().last().path();
    return "read to byte %s of %s, %s behind; delivered to byte %s%s"
        .formatted(
            Shown.count(progress.offset()),
            Shown.count(size),
            Shown.size(Math.max(0, size - progress.offset())),
            Shown.count(lane.settled(progress)),
            before.equals(account.path().toString()) ? "" : "; known as " + before);
  }

  private static String begins(OfEntry entry) {
    return entry.config().handling().readFrom() == ReadFrom.END
        ? "; what it holds when the agent starts is passed over (read_from)"
        : "";
  }

  /** For programs. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", account.path().toString());
    tree.put("read", isRead());
    tree.put("link_to", account.target().map(Object::toString).orElse(null));
    tree.put("trouble", account.trouble().orElse(null));
    tree.put("size", account.size().orElse(null));
    tree.put("modified", account.modifiedNanos().map(Shown::exactTime).orElse(null));
    tree.put("device", account.key().map(key -> key.device()).orElse(null));
    tree.put("inode", account.key().map(key -> key.inode()).orElse(null));
    tree.put("entries", entries.stream().map(this::tree).toList());
    return tree;
  }

  private Map<String, Object> tree(OfEntry entry) {
    EntryAccount made = entry.account();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("entry", entry.number());
    tree.put("file_path", entry.config().filePath());
    tree.put("verdict", made.verdict().name().toLowerCase(Locale.ROOT));
    tree.put("why", made.verdict().why());
    tree.put("detail", made.detail().orElse(null));
    tree.put("unreadable", made.unreadable().orElse(null));
    tree.put("group", made.origin().map(origin -> origin.group()).orElse(null));
    tree.put("stream", made.origin().map(origin -> origin.stream()).orElse(null));
    tree.put("encoding", made.charset().map(charset -> charset.name()).orElse(null));
    tree.put("format", entry.config().events().format().key());
    tree.put("doubt", made.doubt().orElse(null));
    tree.put("auto_removal", entry.config().handling().autoRemoval());
    List<Map<String, Object>> lanes = new ArrayList<>();
    for (OfLane lane : entry.lanes()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("lane", lane.route().lane());
      one.put("generations", lane.progress().stream().map(p -> tree(lane, p)).toList());
      lanes.add(one);
    }
    tree.put("lanes", lanes);
    return tree;
  }

  private static Map<String, Object> tree(OfLane lane, FileProgress progress) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("source", progress.coverage().last().source().toString());
    tree.put("known_as", progress.coverage().last().path());
    tree.put("held", progress.held());
    tree.put("read_to", progress.offset());
    tree.put("delivered_to", lane.settled(progress));
    return tree;
  }
}
