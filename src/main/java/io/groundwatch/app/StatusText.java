package io.groundwatch.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What {@link AgentStatus} says, in lines for a person. Used by one thread. */
final class StatusText {
  /** More files are a number. */
  private static final int MAX_FILES = 20;

  private final Map<String, Object> status;
  private final List<String> lines = new ArrayList<>();

  StatusText(Map<String, Object> status) {
    this.status = status;
  }

  List<String> lines() {
    lines.add(
        "Groundwatch %s, process %s, runs for %s on %s."
            .formatted(
                text(status, "agent_version"),
                text(status, "pid"),
                age(status, "uptime_seconds"),
                text(status, "platform")));
    lines.add("State folder: " + text(status, "state_directory"));
    addConfiguration(map(status, "configuration"));
    list(status, "inputs").forEach(this::addInput);
    addLanes(list(status, "lanes"));
    texts(status, "stuck").forEach(thread -> lines.add("! does not come to an end: " + thread));
    return lines;
  }

  private void addConfiguration(Map<String, Object> configuration) {
    lines.add(
        "Configuration: %s, since %s"
            .formatted(
                String.join(", ", texts(configuration, "sources")), time(configuration, "since")));
    texts(configuration, "routes").forEach(route -> lines.add("  " + route));
    if (configuration.containsKey("refused")) {
      lines.add(
          "! Another one was refused at %s: %s"
              .formatted(time(configuration, "refused_at"), text(configuration, "refused")));
    }
  }

  private void addInput(Map<String, Object> input) {
    lines.add("");
    switch (text(input, "input")) {
      case "host" -> addCollectors(list(input, "collectors"));
      case "files" -> addFiles(input);
      default -> addCounts(input);
    }
  }

  private void addCounts(Map<String, Object> input) {
    String name = text(input, "input");
    if (!input.containsKey("received_records")) {
      lines.add("Input " + name);
      return;
    }
    lines.add(
        "Input %s: %s"
            .formatted(name, Shown.count(number(input, "received_records"), "record", "records")));
    if (input.get("dropped") instanceof Map<?, ?> dropped) {
      dropped.forEach(
          (reason, count) -> lines.add("! %s: %s not taken: %s".formatted(name, count, reason)));
    }
  }

  private void addCollectors(List<Map<String, Object>> collectors) {
    lines.add(
        "Input host: "
            + collectors.stream().map(c -> text(c, "collector")).collect(Collectors.joining(", ")));
    for (Map<String, Object> one : collectors) {
      if (!Boolean.TRUE.equals(one.get("success"))) {
        lines.add(
            "! %s brings nothing now; it failed %s"
                .formatted(
                    text(one, "collector"), Shown.count(number(one, "errors"), "time", "times")));
      }
    }
  }

  private void addFiles(Map<String, Object> input) {
    if (!input.containsKey("count")) {
      lines.add("! Input files: does not answer.");
      return;
    }
    lines.add(
        "Input files: %s, %s behind"
            .formatted(
                Shown.count(number(input, "count"), "file", "files"),
                Shown.size(number(input, "behind_bytes"))));
    List<Map<String, Object>> files = list(input, "files");
    TextTable table = new TextTable("FILE", "LANE", ">SIZE", ">READ TO", ">BEHIND", "");
    files.stream().limit(MAX_FILES).forEach(file -> addFile(file, table));
    if (!files.isEmpty()) {
      lines.addAll(table.lines());
    }
    if (files.size() > MAX_FILES) {
      lines.add("  and %s more".formatted(Shown.count(number(input, "count") - MAX_FILES)));
    }
    texts(input, "unreadable").forEach(text -> lines.add("! cannot be read: " + text));
  }

  private static void addFile(Map<String, Object> file, TextTable table) {
    for (Map<String, Object> lane : list(file, "lanes")) {
      long size = number(file, "size");
      table.row(
          Shown.printable(text(file, "path")),
          text(lane, "lane"),
          Shown.count(size),
          Shown.count(number(lane, "read_to")),
          Shown.count(Math.max(0, size - number(lane, "read_to"))),
          Boolean.TRUE.equals(lane.get("blocked")) ? "waits for its lane" : "");
    }
  }

  private void addLanes(List<Map<String, Object>> lanes) {
    lines.add("");
    if (lanes.isEmpty()) {
      lines.add("There is no lane: nothing is collected.");
      return;
    }
    TextTable table =
        new TextTable(
            "LANE", ">QUEUED", ">SIZE", ">OLDEST", ">STORED", ">SENT", ">DROPPED", ">REFUSED");
    for (Map<String, Object> lane : lanes) {
      long queued = number(lane, "queued_batches");
      table.row(
          text(lane, "lane"),
          Shown.count(queued, "batch", "batches"),
          queued == 0 ? "-" : Shown.size(number(lane, "queued_bytes")),
          lane.containsKey("oldest_age_seconds") ? age(lane, "oldest_age_seconds") : "-",
          Shown.count(number(lane, "received_records")),
          Shown.count(number(lane, "sent_records")),
          Shown.count(map(lane, "dropped").values().stream().mapToLong(n -> (Long) n).sum()),
          Shown.count(number(lane, "dead_letters")));
    }
    lines.addAll(table.lines());
    lanes.forEach(this::addTroubles);
  }

  private void addTroubles(Map<String, Object> lane) {
    String name = text(lane, "lane");
    map(lane, "dropped")
        .forEach(
            (reason, records) -> lines.add("! %s dropped %s: %s".formatted(name, records, reason)));
    for (Map<String, Object> trouble : list(lane, "troubles")) {
      boolean lasts = Boolean.TRUE.equals(trouble.get("lasts"));
      String when =
          lasts
              ? "since %s%s".formatted(time(trouble, "since"), next(lane))
              : "over; last at %s".formatted(time(trouble, "last"));
      lines.add(
          "%s %s: %s (%s)"
              .formatted(lasts ? "!" : " ", name, Shown.printable(text(trouble, "text")), when));
    }
  }

  private static String next(Map<String, Object> lane) {
    return lane.get("next_try_seconds") instanceof Number next
        ? String.format(Locale.ROOT, ", next try in %.1f s", next.doubleValue())
        : "";
  }

  private static String age(Map<String, Object> tree, String name) {
    return Shown.age(TimeUnit.SECONDS.toNanos(number(tree, name)));
  }

  private static String time(Map<String, Object> tree, String name) {
    Instant time = Instant.parse(text(tree, name));
    return Shown.time(TimeUnit.SECONDS.toNanos(time.getEpochSecond()));
  }

  private static String text(Map<String, Object> tree, String name) {
    return String.valueOf(tree.get(name));
  }

  private static long number(Map<String, Object> tree, String name) {
    return tree.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static List<String> texts(Map<String, Object> tree, String name) {
    return ((List<?>) tree.getOrDefault(name, List.of())).stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked") // an object of JSON has texts as names
  private static Map<String, Object> map(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.getOrDefault(name, Map.of());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> tree, String name) {
    return ((List<?>) tree.getOrDefault(name, List.of()))
        .stream().map(each -> (Map<String, Object>) Objects.requireNonNull(each)).toList();
  }
}
