package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.NdjsonWriter;
import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.processor.Processors;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file through processors to batches, with the configuration's words. */
class FileProcessorsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final FakeIntake otherLane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Random random = new Random(1);
  private Path log = Path.of("");

  @BeforeEach
  void name() {
    log = folder.resolve("app.log");
  }

  @Test
  void aSecretIsInNoBatchWhereverItStood() throws Exception {
    append(
        """
        user=bob password=hunter2 ok
        {"msg":"password=hunter2","ctx":{"password=hunter2":"password=hunter2"},"l":["password=hunter2"]}
        {"broken":"password=hunter2"
        grüße password=hunter2
        """);
    pass(
        input(
            lane,
            "\"format\": \"json\","
                + " \"processors\": [{\"type\": \"mask\", \"pattern\": \"(password=)\\\\w+\","
                + " \"replacement\": \"$1***\"}]"),
        A_WHILE);
    assertThat(lane.messages())
        .containsExactly(
            "user=bob password=*** ok",
            "password=***",
            "{\"broken\":\"password=***\"",
            "grüße password=***");
    assertThat(written())
        .doesNotContain("hunter2")
        .contains("\"ctx.password=***\":\"password=***\"");
  }

  @Test
  void linesOfJsonBecomeTheirTimeMessageAndAttributes() throws Exception {
    append(
        """
        {"time":"2026-01-31T12:00:00Z","level":"info","msg":"started","http":{"port":80}}
        not JSON
          {"time":"2026-01-31T12:00:01Z","msg":"a \\"quoted\\" word"}
        """);
    pass(input(lane, "\"format\": \"json\""), A_WHILE);
    assertThat(lane.messages()).containsExactly("started", "not JSON", "a \"quoted\" word");
    assertThat(lane.attributes())
        .containsExactly(Map.of("severity", "info", "http.port", "80"), Map.of(), Map.of());
    assertThat(lane.times())
        .containsExactly(
            nanos("2026-01-31T12:00:00Z"),
            nanos("2026-01-31T12:00:00Z"),
            nanos("2026-01-31T12:00:01Z"));
    assertThat(metrics.total("agent_processor_parse_errors_total")).isEqualTo(1);
    assertThat(written())
        .contains(
            "\"message\":\"started\",\"attributes\":{\"severity\":\"info\",\"http.port\":\"80\"}}");
  }

  @Test
  void theTimeOfALineIsTheEventsOwnWhereAParserFindsNone() throws Exception {
    append("2026-01-31 12:00:00 a=1\n");
    pass(
        input(
            lane,
            "\"timezone\": \"UTC\", \"timestamp_format\": \"%Y-%m-%d %H:%M:%S\","
                + " \"trim_timestamp\": true,"
                + " \"processors\": [{\"type\": \"parse\", \"format\": \"logfmt\"}]"),
        A_WHILE);
    assertThat(lane.times()).containsExactly(nanos("2026-01-31T12:00:00Z"));
    assertThat(lane.attributes()).containsExactly(Map.of("a", "1"));
  }

  @Test
  void filtersLookAtTheLineAndProcessorsAtWhatPasses() throws Exception {
    append("secret debug\nsecret info\n");
    pass(
        input(
            lane,
            "\"filters\": [{\"type\": \"include\", \"expression\": \"secret\"}], \"processors\":"
                + " [{\"type\": \"mask\", \"pattern\": \"secret\"},"
                + " {\"type\": \"drop\", \"pattern\": \"debug\"}]"),
        A_WHILE);
    assertThat(lane.messages()).containsExactly("*** info");
  }

  @Test
  void whatIsDroppedIsTakenCareOf() throws Exception {
    append("debug\ndebug\n");
    pass(
        input(lane, "\"processors\": [{\"type\": \"drop\", \"pattern\": \"debug\"}]"),
        Duration.ofSeconds(10));
    assertThat(lane.messages()).isEmpty();
    assertThat(lane.coverage().values()).extracting(Coverage::end).containsExactly(12L);
    assertThat(metrics.total("agent_processor_dropped_records_total")).isEqualTo(2);
  }

  @Test
  void anEventThatFoundNoRoomCountsOnlyOnceAgainstItsRate() throws Exception {
    append("line\n".repeat(1000));
    lane.close(true);
    FileInput input =
        input(lane, "\"processors\": [{\"type\": \"rate_limit\", \"records_per_second\": 500}]");
    for (int i = 0; i < 20; i++) {
      input.work();
    }
    lane.close(false);
    pass(input, A_WHILE);
    assertThat(lane.messages()).hasSizeBetween(500, 1000);
    assertThat(lane.messages().size() + metrics.total("agent_processor_dropped_records_total"))
        .isEqualTo(1000);
  }

  @Test
  void eachLaneHasItsOwnRate() throws Exception {
    append("line\n".repeat(100));
    FileInput input =
        input(
            List.of(lane, otherLane),
            "\"processors\": [{\"type\": \"rate_limit\", \"records_per_second\": 10}]");
    pass(input, Duration.ofMillis(1));
    input.finish(time.nanos());
    assertThat(lane.messages()).hasSize(10);
    assertThat(otherLane.messages()).hasSize(10);
  }

  @Test
  void allFilesOfAnEntryShareItsRate() throws Exception {
    for (String name : List.of("a.log", "b.log", "c.log")) {
      Files.writeString(folder.resolve(name), "line\n".repeat(100));
    }
    FileInput input =
        input(lane, "\"processors\": [{\"type\": \"rate_limit\", \"records_per_second\": 10}]");
    pass(input, Duration.ofMillis(1));
    input.finish(time.nanos());
    assertThat(lane.messages()).hasSize(10);
  }

  @Test
  void aProcessorSeesHowAnEventWasCut() throws Exception {
    append("x".repeat(300_000) + "\nnext\n");
    pass(
        input(
            lane,
            "\"processors\": [{\"type\": \"drop\", \"attribute\": \"log.cut\", \"pattern\": \".\"},"
                + " {\"type\": \"add_fields\", \"fields\": {\"env\": \"prod\"}}]"),
        A_WHILE);
    assertThat(lane.messages()).extracting(String::length).containsExactly(37_856, 4);
    assertThat(lane.attributes()).containsOnly(Map.of("env", "prod"));
  }

  @Test
  void containerLogsGoThroughProcessorsWithTheirStreamAndTime() throws Exception {
    append(
        """
        2026-01-31T12:00:01Z stderr F {"msg":"bad","n":1}
        2026-01-31T12:00:02Z stdout F {"msg":"good","time":"2026-01-31T11:59:59Z"}
        """);
    pass(
        input(
            lane,
            "\"format\": \"cri\","
                + " \"processors\": [{\"type\": \"parse\", \"format\": \"json\"}]"),
        A_WHILE);
    assertThat(lane.messages()).containsExactly("bad", "good");
    assertThat(lane.attributes())
        .containsExactly(Map.of("log.iostream", "stderr", "n", "1"), Map.of());
    assertThat(lane.times())
        .containsExactly(nanos("2026-01-31T12:00:01Z"), nanos("2026-01-31T11:59:59Z"));
  }

  private String written() {
    List<String> all = new ArrayList<>();
    NdjsonWriter writer = new NdjsonWriter();
    for (Batch batch : lane.batches()) {
      writer.write(
          batch, (bytes, length) -> all.add(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    }
    return String.join("", all);
  }

  private FileInput input(FakeIntake to, String keys) throws ConfigException {
    return input(List.of(to), keys);
  }

  private FileInput input(List<FakeIntake> lanes, String keys) throws ConfigException {
    String json =
        "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"%s\",%s}]}}}}"
            .formatted(folder + "/*.log", keys);
    FileConfig file =
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
            .config()
            .logs()
            .orElseThrow()
            .files()
            .get(0);
    BatchConfig limits = new BatchConfig(1 << 20, 300, Duration.ofMillis(1), false);
    Processors processors = new Processors(time, metrics, LogPlaceholders.NONE);
    List<LogFeed> feeds = new ArrayList<>();
    for (FakeIntake each : lanes) {
      String name = "lane" + feeds.size();
      LogBatcher batcher = new LogBatcher(each, limits, new BatchIds(random), time);
      feeds.add(new LogFeed(name, batcher, Map.of()).through(processors.of(file, name)));
    }
    return new FileInput(
        List.of(new FileEntry(file, feeds)),
        folder.resolve("state"),
        trouble -> ChangeHints.none(),
        time,
        random,
        metrics);
  }

  /** Works as the input's thread would, for so long. */
  private void pass(FileInput input, Duration duration) {
    Duration step = Duration.ofMillis(100);
    for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
      while (input.work() > 0) {}
      time.advance(step);
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000_000;
  }
}
