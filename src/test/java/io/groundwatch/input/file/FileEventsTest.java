package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the configuration's words to events, on real files. */
class FileEventsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  /** Where a start pattern is named, an event is waited for longer. */
  private static final Duration LONGER = Duration.ofSeconds(6);

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Random random = new Random(1);
  private Path log = Path.of("");

  @BeforeEach
  void name() {
    log = folder.resolve("app.log");
  }

  @Test
  void linesThatStartWithABlankBelongToTheOneBefore() throws Exception {
    append("boom\n\tat one\n\tat two\nnext\n");
    pass(input(""), A_WHILE);
    assertThat(lane.messages()).containsExactly("boom\n\tat one\n\tat two", "next");
    assertThat(lane.attributes()).containsOnly(Map.of());
  }

  @Test
  void inPlainFormatEveryLineIsAnEvent() throws Exception {
    append("boom\n\tat one\n");
    pass(input("\"format\": \"plain\""), A_WHILE);
    assertThat(lane.messages()).containsExactly("boom", "\tat one");
  }

  @Test
  void anEventStartsWhereThePatternIsFound() throws Exception {
    append("2026 a\nb\n2026 c\n");
    pass(input("\"multi_line_start_pattern\": \"^\\\\d{4} \""), LONGER);
    assertThat(lane.messages()).containsExactly("2026 a\nb", "2026 c");
  }

  @Test
  void anEventStartsAtATimestampAndHasItsTime() throws Exception {
    append("2026-01-31 12:00:00 a\nb\n2026-01-31 12:00:01 c\n");
    pass(
        input(
            "\"multi_line_start_pattern\": \"{timestamp_format}\", \"timezone\": \"UTC\","
                + " \"timestamp_format\": \"%Y-%m-%d %H:%M:%S\", \"trim_timestamp\": true"),
        LONGER);
    assertThat(lane.messages()).containsExactly(" a\nb", " c");
    assertThat(lane.times())
        .containsExactly(nanos("2026-01-31T12:00:00Z"), nanos("2026-01-31T12:00:01Z"));
  }

  @Test
  void anEventWithoutATimeHasTheLastGoodOneAndIsCounted() throws Exception {
    append("2026-01-31 12:00:00 a\nnothing\n");
    pass(input("\"timezone\": \"UTC\", \"timestamp_format\": \"%Y-%m-%d %H:%M:%S\""), A_WHILE);
    assertThat(lane.times())
        .containsExactly(nanos("2026-01-31T12:00:00Z"), nanos("2026-01-31T12:00:00Z"));
    assertThat(metrics.total("agent_files_untimed_events_total")).isEqualTo(1);
  }

  @Test
  void aMemberOfAJsonEventIsItsTime() throws Exception {
    append("{\"at\": 1, \"log\": {\"time\": 1769860800}, \"msg\": \"1769860999\"}\n");
    pass(input("\"timestamp_format\": \"%s\", \"timestamp_field\": \"log.time\""), A_WHILE);
    assertThat(lane.times()).containsExactly(1_769_860_800_000_000_000L);
  }

  @Test
  void everyFilterMustLetAnEventPass() throws Exception {
    append("ERROR disk\nINFO fine\nERROR healthcheck\n");
    pass(
        input(
            "\"filters\": [{\"type\": \"include\", \"expression\": \"ERROR|WARN\"},"
                + " {\"type\": \"exclude\", \"expression\": \"health\"}]"),
        A_WHILE);
    assertThat(lane.messages()).containsExactly("ERROR disk");
    assertThat(metrics.total("agent_files_filtered_events_total")).isEqualTo(2);
  }

  @Test
  void aFilterSeesWhatIsSent() throws Exception {
    append("2026-01-31 12:00:00 ERROR disk\n2026-01-31 12:00:01 INFO fine\nERROR untimed\n");
    pass(
        input(
            "\"timestamp_format\": \"%F %T\", \"timezone\": \"UTC\", \"trim_timestamp\": true,"
                + " \"filters\": [{\"type\": \"include\", \"expression\": \"^ ?ERROR\"}]"),
        A_WHILE);
    assertThat(lane.messages()).containsExactly(" ERROR disk", "ERROR untimed");
    assertThat(metrics.total("agent_files_filtered_events_total")).isEqualTo(1);
    assertThat(metrics.total("agent_files_untimed_events_total")).isEqualTo(1);
  }

  @Test
  void whatAFilterHeldBackIsNotReadAgain() throws Exception {
    append("INFO fine\n");
    String filter = "\"filters\": [{\"type\": \"include\", \"expression\": \"ERROR\"}]";
    pass(input(filter), Duration.ofSeconds(10));
    assertThat(lane.coverage().values()).extracting(Coverage::end).containsExactly(10L);
  }

  @Test
  void readsOtherEncodingsAsUtf8() throws Exception {
    append("Grüße\r\naus Köln\n", StandardCharsets.UTF_16LE);
    pass(input("\"encoding\": \"utf-16le\""), A_WHILE);
    assertThat(lane.messages()).containsExactly("Grüße", "aus Köln");
  }

  @Test
  void theByteOrderMarkDecidesAndIsLeftOut() throws Exception {
    append("\ufeffone\ntwo\n", StandardCharsets.UTF_16BE);
    pass(input("\"encoding\": \"utf-16\""), A_WHILE);
    assertThat(lane.messages()).containsExactly("one", "two");
  }

  @Test
  void aLineWithoutItsEndIsTakenAfterLongQuietAndMarked() throws Exception {
    append("half a line");
    FileInput input = input("");
    pass(input, Duration.ofSeconds(25));
    assertThat(lane.messages()).isEmpty();
    pass(input, Duration.ofSeconds(10));
    assertThat(lane.messages()).containsExactly("half a line");
    assertThat(lane.attributes()).containsExactly(Map.of("log.cut", "idle"));
    append(" and its rest\nnext\n");
    pass(input, Duration.ofSeconds(12));
    assertThat(lane.messages()).containsExactly("half a line", " and its rest", "next");
  }

  @Test
  void aLineThatIsTooLongIsCutIntoMarkedPieces() throws Exception {
    append("x".repeat(600_000) + "\nnext\n");
    pass(input(""), A_WHILE);
    assertThat(lane.messages())
        .extracting(String::length)
        .containsExactly(262144, 262144, 75712, 4);
    assertThat(lane.attributes())
        .containsExactly(
            Map.of("log.cut", "too_long"), Map.of("log.cut", "too_long"), Map.of(), Map.of());
  }

  @Test
  void theHoleThatCopytruncateLeavesIsPassedOver() throws Exception {
    append("\0".repeat(3000) + "after the hole\n");
    pass(input(""), A_WHILE);
    assertThat(lane.messages()).containsExactly("after the hole");
    assertThat(metrics.total("agent_files_skipped_nul_bytes_total")).isEqualTo(3000);
  }

  @Test
  void containerLogsAreJoinedAndTimed() throws Exception {
    append(
        """
        2026-01-31T12:00:00.5Z stdout P one\s
        2026-01-31T12:00:00.6Z stdout F line
        2026-01-31T12:00:01Z stderr F bad
        not of the format
        """);
    pass(input("\"format\": \"cri\""), A_WHILE);
    assertThat(lane.messages()).containsExactly("one line", "bad", "not of the format");
    assertThat(lane.times().subList(0, 2))
        .containsExactly(nanos("2026-01-31T12:00:00.5Z"), nanos("2026-01-31T12:00:01Z"));
    assertThat(lane.attributes().get(1)).isEqualTo(Map.of("log.iostream", "stderr"));
    assertThat(metrics.total("agent_files_malformed_lines_total")).isEqualTo(1);
  }

  @Test
  void whatAContainerWroteIsMadeValidUtf8() throws Exception {
    append("2026-01-31T12:00:00Z stdout F caf\u00e9\n", StandardCharsets.ISO_8859_1);
    pass(input("\"format\": \"cri\""), A_WHILE);
    Batch.Logs batch = (Batch.Logs) lane.batches().get(0);
    assertThat(Arrays.copyOf(batch.lines().bytes(), batch.lines().ends()[0]))
        .isEqualTo("caf\ufffd".getBytes(StandardCharsets.UTF_8));
    assertThat(metrics.total("agent_files_repaired_lines_total")).isEqualTo(1);
  }

  @Test
  void readsNoFileThatIsExcludedByGlobOrByName() throws Exception {
    for (String name : List.of("app.log", "app.tmp.log", "debug.log")) {
      Files.writeString(folder.resolve(name), name + "\n");
    }
    pass(
        input("\"exclude\": [\"%s/debug*\"], \"blacklist\": \"[.]tmp[.]\"".formatted(folder)),
        A_WHILE);
    assertThat(lane.messages()).containsExactly("app.log");
  }

  @Test
  void anEventWhoseEndWasNotSeenIsReadAgainAfterARestart() throws Exception {
    append("one\nboom\n\tat one\n");
    FileInput input = input("");
    input.work();
    input.finish(time.nanos());
    assertThat(lane.messages()).containsExactly("one");
    append("\tat two\nnext\n");
    pass(input("", lane.coverage()), A_WHILE);
    assertThat(lane.messages()).containsExactly("one", "boom\n\tat one\n\tat two", "next");
  }

  private FileInput input(String keys) throws ConfigException {
    return input(keys, Map.of());
  }

  private FileInput input(String keys, Map<SourceId, Coverage> coverage) throws ConfigException {
    String json =
        "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"%s\"%s}]}}}}"
            .formatted(folder + "/*.log", keys.isEmpty() ? "" : ", " + keys);
    AgentConfig config = ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8)).config();
    FileConfig file = config.logs().orElseThrow().files().get(0);
    BatchConfig limits = new BatchConfig(1 << 20, 300, Duration.ofMillis(1), false);
    LogBatcher batcher = new LogBatcher(lane, limits, new BatchIds(random), time);
    LogFeed feed = new LogFeed("one", batcher, coverage);
    return new FileInput(
        List.of(new FileEntry(file, List.of(feed))),
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
    append(text, StandardCharsets.UTF_8);
  }

  private void append(String text, Charset charset) throws IOException {
    Files.write(log, text.getBytes(charset), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000_000;
  }
}
