package io.groundwatch.input.file;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A folder of real files that an agent tails as the words of a configuration say, with a clock that
 * stands still until it is moved on. The agent can be stopped, killed and started again.
 */
final class TailedFolder {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Path folder;
  private final String keys;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Random random = new Random(1);
  private Map<String, String> host = Map.of();
  private FileInput input;

  /** Tails the logs in {@code folder} with an entry of these keys, beside its path. */
  TailedFolder(Path folder, String keys) throws ConfigException {
    this.folder = folder;
    this.keys = keys.isEmpty() ? "" : ", " + keys;
    this.input = input(Map.of());
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  FakeIntake lane() {
    return lane;
  }

  FakeTime time() {
    return time;
  }

  /** The messages that the lane has. */
  List<String> messages() {
    return lane.messages();
  }

  /** How much of a counter of the agent's own there is. */
  long total(String counter) {
    return metrics.total(counter);
  }

  /** Up to where the lane's positions cover the one file that is tailed; 0 = nothing of it. */
  long covered() {
    return lane.coverage().values().stream().mapToLong(Coverage::end).max().orElse(0);
  }

  void append(String text) throws IOException {
    append(text.getBytes(StandardCharsets.UTF_8));
  }

  void append(byte[] bytes) throws IOException {
    Files.write(file("app.log"), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** From now on, this is known of the host. */
  void know(Map<String, String> placeholders) {
    host = placeholders;
  }

  /** Works as the input's thread would, for so long. */
  void pass(Duration duration) {
    for (Duration left = duration; !left.isNegative(); left = left.minus(STEP)) {
      while (input.work() > 0) {}
      time.advance(STEP);
    }
  }

  /** One look at what there is, in which no time passes. */
  void look() {
    while (input.work() > 0) {}
  }

  /** Stops the agent in good order, and starts it again. */
  void restart() throws ConfigException {
    input.finish(time.nanos());
    input = input(lane.coverage());
  }

  /** Ends the agent without a word, as a kill does, and starts it again. */
  void kill() throws ConfigException {
    input.close();
    input = input(lane.coverage());
  }

  private FileInput input(Map<SourceId, Coverage> coverage) throws ConfigException {
    String json =
        "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"%s\"%s}]}}}}"
            .formatted(folder + "/*.log", keys);
    FileConfig file =
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
            .config()
            .logs()
            .orElseThrow()
            .files()
            .get(0);
    BatchConfig limits = new BatchConfig(1 << 20, 300, Duration.ofMillis(1), false);
    LogBatcher batcher = new LogBatcher(lane, limits, new BatchIds(random), time);
    LogFeed feed = new LogFeed("one", batcher, coverage);
    return new FileInput(
        List.of(new FileEntry(file, () -> host, List.of(feed))),
        folder.resolve("state"),
        trouble -> ChangeHints.none(),
        time,
        random,
        metrics);
  }
}
