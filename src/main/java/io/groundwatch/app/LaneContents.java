package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterView;
import io.groundwatch.buffer.QueuedBatch;
import io.groundwatch.codec.BatchHead;
import io.groundwatch.model.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code queue show} tells of a lane.
 *
 * @param summary in numbers
 * @param batches that are queued; the first of them
 * @param dead what was refused, a batch each; the first of them
 */
record LaneContents(LaneSummary summary, List<QueuedBatch> batches, List<DeadLetterView> dead) {

  /** For a person. */
  List<String> lines(long nowNanos) {
    List<String> lines = new ArrayList<>();
    addState(lines, nowNanos);
    if (!batches.isEmpty()) {
      addBatches(lines);
    }
    if (!dead.isEmpty()) {
      addDeadLetters(lines);
    }
    if (!summary.setAside().isEmpty()) {
      lines.add("");
      lines.add(
          "Damaged files that were set aside (what was whole in them is queued or read again):");
      summary.setAside().forEach(file -> lines.add("  " + file));
    }
    summary.troubles().forEach(trouble -> lines.add("! " + trouble));
    return lines;
  }

  private void addState(List<String> lines, long nowNanos) {
    lines.add(summary.lane().name() + " in " + summary.lane().path());
    if (summary.isOrphan()) {
      lines.add(
          "No destination of the configuration: kept, unsent, until it comes back or is purged.");
    }
    if (summary.batches() == 0) {
      lines.add("Nothing is queued; batches up to " + summary.settledSequence() + " are settled.");
      return;
    }
    lines.add(
        Shown.count(summary.batches(), "batch is", "batches are")
            + " queued: "
            + Shown.count(summary.records(), "record", "records")
            + ", "
            + Shown.size(summary.bytes())
            + " ("
            + Shown.size(summary.rawBytes())
            + " before compression), the oldest "
            + Shown.age(nowNanos - summary.oldestNanos())
            + " old.");
  }

  private void addBatches(List<String> lines) {
    TextTable table = new TextTable(">BATCH", "CREATED", ">RECORDS", ">RAW", ">STORED", "ID");
    for (QueuedBatch batch : batches) {
      BatchHead head = batch.head();
      table.row(
          Long.toString(head.sequence()),
          Shown.time(head.createdNanos()),
          Shown.count(head.records()),
          Shown.size(head.rawBytes()),
          Shown.size(batch.storedBytes()),
          head.id().toString());
    }
    List<String> rows = table.lines();
    lines.add("");
    lines.add(rows.get(0));
    for (int i = 0; i < batches.size(); i++) {
      lines.add(rows.get(i + 1));
      batches.get(i).positions().forEach(position -> lines.add("    " + source(position)));
    }
    addRest(lines, summary.batches() - batches.size(), "batch", "batches");
  }

  private void addDeadLetters(List<String> lines) {
    lines.add("");
    lines.add(
        Shown.count(summary.dead().records(), "record was", "records were")
            + " refused and set aside in "
            + summary.lane().dead()
            + ":");
    for (DeadLetterView letters : dead) {
      lines.add(
          "  %s  %s  %s of batch %s"
              .formatted(
                  Shown.time(letters.modifiedNanos()),
                  Shown.size(letters.bytes()),
                  Shown.count(letters.records(), "record", "records"),
                  letters.batch()));
      letters
          .reasons()
          .forEach((reason, n) -> lines.add("    " + n + " x " + Shown.printable(reason)));
      long others = letters.records() - letters.reasons().values().stream().mapToLong(n -> n).sum();
      if (others > 0) {
        lines.add("    " + others + " x for other reasons");
      }
      letters.strange().forEach(strange -> lines.add("    ! no dead letter, " + strange));
    }
    addRest(lines, summary.dead().batches() - dead.size(), "more of another", "more of others");
  }

  private static void addRest(List<String> lines, long rest, String one, String many) {
    if (rest > 0) {
      lines.add("  … and " + Shown.count(rest, one, many) + " (--limit 0 shows all)");
    }
  }

  private static String source(Position position) {
    boolean isFile = position.file().inode() != 0;
    return "%s %s to %s of %s%s"
        .formatted(
            isFile ? "bytes" : "entries",
            Shown.count(position.from()),
            Shown.count(position.to()),
            Shown.printable(position.path()),
            position.finished() ? ", its end" : "");
  }

  /** For programs. */
  Map<String, Object> tree(long nowNanos) {
    Map<String, Object> tree = summary.tree(nowNanos);
    tree.put("queue", batches.stream().map(LaneContents::tree).toList());
    tree.put("dead_letters", dead.stream().map(LaneContents::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(QueuedBatch batch) {
    BatchHead head = batch.head();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("sequence", head.sequence());
    tree.put("id", head.id().toString());
    tree.put("created", Shown.exactTime(head.createdNanos()));
    tree.put("records", head.records());
    tree.put("raw_bytes", head.rawBytes());
    tree.put("bytes", batch.storedBytes());
    tree.put("compression", head.compression().key());
    tree.put("sources", batch.positions().stream().map(LaneContents::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Position position) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", position.path());
    tree.put("source", position.source().toString());
    tree.put("device", position.file().device());
    tree.put("inode", position.file().inode());
    tree.put("from", position.from());
    tree.put("to", position.to());
    tree.put("finished", position.finished());
    return tree;
  }

  private static Map<String, Object> tree(DeadLetterView letters) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("batch", letters.batch());
    tree.put("file", letters.file().toString());
    tree.put("records", letters.records());
    tree.put("bytes", letters.bytes());
    tree.put("written", Shown.exactTime(letters.modifiedNanos()));
    tree.put("reasons", letters.reasons());
    tree.put("strange", letters.strange());
    return tree;
  }
}
