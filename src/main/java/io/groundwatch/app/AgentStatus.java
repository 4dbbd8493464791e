package io.groundwatch.app;

import io.groundwatch.input.file.FileInput;
import io.groundwatch.input.file.FileReport;
import io.groundwatch.pipeline.LaneStatus;
import io.groundwatch.pipeline.LaneTrouble;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.server.control.ControlAnswer;
import io.groundwatch.server.control.ControlCommand;
import io.groundwatch.server.control.ControlRequest;
import io.groundwatch.telemetry.SelfMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an agent says of itself: the answer to {@code status} on the control socket, and what {@code
 * groundwatch status --json} prints. Times are texts as in records, durations are seconds. Made by
 * the socket's thread; what one input alone knows is asked of its thread, and left out where that
 * does not answer soon.
 *
 * <pre>
 * {"agent_version","platform","pid","started","uptime_seconds","state_directory",
 *  "configuration":{"sources":[…],"routes":[…],"since","refused_at","refused"},
 *  "inputs":[{"input":"host","collectors":[{"collector","success","duration_seconds","errors"}]},
 *            {"input":"files","count","behind_bytes","unreadable":[…],
 *             "files":[{"path","size","behind_bytes","lanes":[{"lane","read_to","blocked"}]}]},
 *            {"input":"journal","received_records","dropped":{}}, (as of every listener)
 *            {"input":"cloud"}],
 *  "lanes":[{"lane","queued_batches","queued_bytes","oldest_age_seconds","in_flight",
 *            "next_try_seconds","received_records","sent_records","retries","dead_letters",
 *            "dropped":{"buffer_full":…},"troubles":[{"text","since","last","lasts"}]}],
 *  "stuck":["lane-… for 5 min"],"metrics":{"agent_…":…}}
 * </pre>
 */
final class AgentStatus implements ControlCommand {
  /** Its name on the socket. */
  static final String COMMAND = "status";

  private static final long INPUT_ANSWERS_WITHIN_SECONDS = 3;

  /** What counts the records of an input that takes what comes. */
  private static final Map<String, String> RECEIVED =
      Map.ofEntries(
          Map.entry("journal", "agent_journal_received_records_total"),
          Map.entry("statsd", "agent_statsd_lines_total"),
          Map.entry("emf", "agent_emf_records_total"),
          Map.entry("collectd", "agent_collectd_values_total"),
          Map.entry("otlp", "agent_otlp_requests_total"),
          Map.entry("prometheus", "agent_prometheus_samples_total"),
          Map.entry("cloudwatch", "agent_cloudwatch_records_total"),
          Map.entry("syslog", "agent_syslog_messages_total"));

  private final Supplier<Agent.View> view;
  private final InForce inForce;
  private final Path stateDirectory;
  private final SelfMetrics metrics;
  private final TimeSource time;
  private final long startedNanos;

  AgentStatus(
      Supplier<Agent.View> view,
      InForce inForce,
      Path stateDirectory,
      SelfMetrics metrics,
      TimeSource time) {
    this.view = view;
    this.inForce = inForce;
    this.stateDirectory = stateDirectory;
    this.metrics = metrics;
    this.time = time;
    this.startedNanos = time.wallNanos();
  }

  @Override
  public void carryOut(ControlRequest request, Consumer<ControlAnswer> answer) {
    Agent.View now = view.get();
    fileReport(now)
        .thenAccept(files -> answer.accept(new ControlAnswer.Done(tree(now, files))))
        .exceptionally(
            failed -> {
              answer.accept(
                  new ControlAnswer.Refused(ControlAnswer.Code.FAILED, "a bug: " + failed));
              return null;
            });
  }

  private static CompletableFuture<Optional<FileReport>> fileReport(Agent.View now) {
    for (RunningInput input : now.inputs()) {
      if (input.worker() instanceof FileInput files) {
        return files
            .report()
            .thenApply(Optional::of)
            .completeOnTimeout(Optional.empty(), INPUT_ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      }
    }
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private Map<String, Object> tree(Agent.View now, Optional<FileReport> files) {
    Map<String, Double> numbers = metrics.snapshot();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("agent_version", Version.current());
    tree.put("platform", Version.platform());
    tree.put("pid", ProcessHandle.current().pid());
    tree.put("started", Shown.exactTime(startedNanos));
    tree.put("uptime_seconds", seconds(time.wallNanos() - startedNanos));
    tree.put("state_directory", stateDirectory.toString());
    tree.put("configuration", configuration());
    tree.put(
        "inputs",
        now.inputs().stream().map(input -> input(input.plan().name(), files, numbers)).toList());
    List<Map<String, Object>> lanes = new ArrayList<>();
    now.lanes().forEach((name, lane) -> lanes.add(lane(name, lane.status())));
    tree.put("lanes", lanes);
    tree.put("stuck", now.stuck(Health.STUCK_AFTER));
    tree.put("metrics", numbers);
    return tree;
  }

  private Map<String, Object> configuration() {
    InForce.State state = inForce.state();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("sources", state.sources());
    tree.put("routes", state.routes());
    tree.put("since", Shown.exactTime(state.sinceNanos()));
    state
        .refused()
        .ifPresent(
            refused -> {
              tree.put("refused_at", Shown.exactTime(refused.atNanos()));
              tree.put("refused", refused.why());
            });
    return tree;
  }

  private static Map<String, Object> input(
      String name, Optional<FileReport> files, Map<String, Double> numbers) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("input", name);
    switch (name) {
      case "host" -> tree.put("collectors", collectors(numbers));
      case "files" -> files.ifPresent(report -> addFiles(report, tree));
      default -> addCounts(name, numbers, tree);
    }
    return tree;
  }

  /** Of an input that takes what comes: what came, and what of it was not taken. */
  private static void addCounts(
      String input, Map<String, Double> numbers, Map<String, Object> tree) {
    String kind = input.split(" ", 2)[0]; // of several, each has its address behind it
    String received = RECEIVED.get(kind);
    if (received == null) {
      return; // it only asks, as that of the cloud does
    }
    tree.put("received_records", Math.round(numbers.getOrDefault(received, 0.0)));
    Map<String, Object> dropped = new LinkedHashMap<>();
    String start = "agent_" + kind + "_dropped_total{reason=\"";
    numbers.forEach(
        (key, count) -> {
          if (key.startsWith(start) && count > 0) {
            dropped.put(key.substring(start.length(), key.length() - 2), Math.round(count));
          }
        });
    tree.put("dropped", dropped);
  }

  private static List<Map<String, Object>> collectors(Map<String, Double> numbers) {
    List<Map<String, Object>> all = new ArrayList<>();
    String start = "agent_collector_success{";
    numbers.forEach(
        (key, success) -> {
          if (key.startsWith(start)) {
            String labels = key.substring(start.length() - 1);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("collector", labels.substring(labels.indexOf('"') + 1, labels.length() - 2));
            one.put("success", success > 0);
            one.put(
                "duration_seconds",
                numbers.getOrDefault("agent_collector_duration_seconds" + labels, 0.0));
            one.put(
                "errors",
                Math.round(numbers.getOrDefault("agent_collector_errors_total" + labels, 0.0)));
            all.add(one);
          }
        });
    return all;
  }

  private static void addFiles(FileReport report, Map<String, Object> tree) {
    tree.put("count", (long) report.count());
    tree.put("behind_bytes", report.behind());
    tree.put("unreadable", report.unreadable());
    tree.put("files", report.files().stream().map(AgentStatus::file).toList());
  }

  private static Map<String, Object> file(FileReport.OfFile file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", file.path());
    tree.put("size", file.size());
    tree.put("behind_bytes", file.behind());
    tree.put(
        "lanes",
        file.lanes().stream()
            .map(l -> Map.of("lane", l.lane(), "read_to", l.offset(), "blocked", l.blocked()))
            .toList());
    return tree;
  }

  private static Map<String, Object> lane(String name, LaneStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("lane", name);
    tree.put("queued_batches", status.queuedBatches());
    tree.put("queued_bytes", status.queuedBytes());
    put(tree, "oldest_age_seconds", status.oldestAgeNanos());
    tree.put("in_flight", (long) status.inFlight());
    put(tree, "next_try_seconds", status.nextTryNanos());
    tree.put("received_records", status.received());
    tree.put("sent_records", status.sent());
    tree.put("retries", status.retries());
    tree.put("dead_letters", status.deadLetters());
    Map<String, Object> dropped = new LinkedHashMap<>();
    status.dropped().forEach((reason, records) -> dropped.put(reason.label(), records));
    tree.put("dropped", dropped);
    tree.put("troubles", status.troubles().stream().map(AgentStatus::trouble).toList());
    return tree;
  }

  private static Map<String, Object> trouble(LaneTrouble trouble) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", trouble.text());
    tree.put("since", Shown.exactTime(trouble.sinceNanos()));
    tree.put("last", Shown.exactTime(trouble.lastNanos()));
    tree.put("lasts", trouble.lasts());
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, OptionalLong nanos) {
    nanos.ifPresent(value -> tree.put(name, seconds(value)));
  }

  private static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / 1e3;
  }
}
