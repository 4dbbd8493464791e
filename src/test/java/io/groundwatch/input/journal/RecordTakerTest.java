package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class RecordTakerTest {
  private static final JournalKey KEY = new JournalKey("0".repeat(16), "1".repeat(16));

  private LogStreamConfig stream = LogStreamConfig.of("g", "s");
  private Map<String, String> host = Map.of();
  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final SelfMetrics metrics = new SelfMetrics();
  private final LogBatcher batcher =
      new LogBatcher(
          lane,
          new BatchConfig(1 << 20, 100, Duration.ofSeconds(1), false),
          new BatchIds(new Random(1)),
          time);

  private RecordTaker taker(List<String> units, OwnRecords own, Filter... filters) {
    JournalTools tools =
        new JournalTools(
            "journalctl",
            new JournalFolders(List.of(), Path.of("none")),
            own,
            new RecordAttributes(),
            time,
            new Random(1),
            new ThrottledLog(NOPLogger.NOP_LOGGER, time, Duration.ofHours(1)),
            JournalMetrics.in(metrics));
    JournalConfig config = JournalConfigs.of(units, filters);
    JournalConfig named =
        new JournalConfig(
            config.selection(), config.filters(), stream, config.readFrom(), Optional.empty());
    return new RecordTaker(new JournalEntry(named, () -> host, List.of()), batcher, tools);
  }

  private static ExportText entry(String message) {
    return new ExportText().text("__REALTIME_TIMESTAMP", "1000").text("MESSAGE", message);
  }

  private void take(ExportText entry) {
    assertThat(taker(List.of(), OwnRecords.NONE).take(entry.end().parsed())).isTrue();
    flush();
  }

  private void flush() {
    batcher.cover(
        new JournalPosition(new SourceId(1, 1), KEY, new JournalPlace.Beginning(), 0, 1)
            .position());
    batcher.finish();
  }

  private long total(String name) {
    return metrics.total("agent_journal_" + name + "_records_total");
  }

  @Test
  void saysWhereARecordComesFrom() {
    take(
        entry("hello")
            .text("_HOSTNAME", "h")
            .text("_PID", "12")
            .text("PRIORITY", "3")
            .text("SYSLOG_IDENTIFIER", "sshd")
            .text("_SYSTEMD_UNIT", "ssh.service")
            .text("CONTAINER_NAME", "web"));

    assertThat(lane.messages()).containsExactly("hello");
    assertThat(lane.attributes())
        .containsExactly(
            Map.of(
                "host.name", "h",
                "process.pid", "12",
                "syslog.severity", "err",
                "syslog.identifier", "sshd",
                "systemd.unit", "ssh.service",
                "container.name", "web"));
  }

  @Test
  void filesThemUnderNamesThatFollowTheDayAndTheHost() {
    stream =
        new LogStreamConfig(
            Optional.of("g-{date}"),
            "{instance_id}",
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of("service.name", "w"));
    host = Map.of("{instance_id}", "web1");
    RecordTaker taker = taker(List.of(), OwnRecords.NONE);
    taker.take(entry("a").end().parsed());
    host = Map.of("{instance_id}", "i-1");
    taker.take(entry("b").end().parsed());
    time.advance(Duration.ofDays(1));
    taker.take(entry("c").end().parsed());
    flush();

    assertThat(((Batch.Logs) lane.batches().get(0)).lines().originTable())
        .containsExactly(
            origin("g-" + day(0), "web1"),
            origin("g-" + day(0), "i-1"),
            origin("g-" + day(1), "i-1"));
  }

  private static LogOrigin origin(String group, String name) {
    return new LogOrigin(group, name, "", Map.of("service.name", "w"));
  }

  private static LocalDate day(int later) {
    Instant began = Instant.ofEpochSecond(0, new FakeTime().wallNanos());
    return LocalDate.ofInstant(began, ZoneId.systemDefault()).plusDays(later);
  }

  @Test
  void keepsAPriorityThatSyslogDoesNotKnow() {
    take(entry("m").text("PRIORITY", "99"));
    assertThat(lane.attributes()).containsExactly(Map.of("syslog.severity", "99"));
  }

  @Test
  void takesTheTimeOfTheSenderElseThatOfTheJournal() {
    take(entry("a").text("_SOURCE_REALTIME_TIMESTAMP", "2000"));
    take(entry("b"));
    assertThat(lane.times()).containsExactly(2_000_000L, 1_000_000L);
  }

  @Test
  void keepsTheLinesOfAMessageTogetherAndDropsItsLineEnd() {
    take(new ExportText().binary("MESSAGE", "Exception\n\tat a\n\tat b\r\n".getBytes(UTF_8)));
    assertThat(lane.messages()).containsExactly("Exception\n\tat a\n\tat b");
  }

  @Test
  void makesValidTextOfWhatIsNone() {
    take(
        new ExportText()
            .binary("MESSAGE", new byte[] {'a', (byte) 0xff, 'b'})
            .binary("SYSLOG_IDENTIFIER", new byte[] {(byte) 0xc3, 'x'}));
    assertThat(lane.messages()).containsExactly("a\ufffdb");
    assertThat(lane.attributes()).containsExactly(Map.of("syslog.identifier", "\ufffdx"));
    assertThat(total("repaired")).isEqualTo(1);
  }

  @Test
  void takesAnEmptyMessageAndPassesOverAMissingOne() {
    take(entry(""));
    take(new ExportText().text("PRIORITY", "1"));
    assertThat(lane.messages()).containsExactly("");
    assertThat(total("empty")).isEqualTo(1);
  }

  @Test
  void cutsALongMessageIntoPiecesThatSaySo() {
    String text = "é".repeat(RecordTaker.MAX_PIECE_BYTES / 2) + "end";
    take(entry(text).text("_PID", "1"));

    assertThat(lane.messages()).hasSize(2);
    assertThat(String.join("", lane.messages())).isEqualTo(text);
    assertThat(lane.attributes())
        .containsExactly(
            Map.of("process.pid", "1", "log.cut", "too_long"), Map.of("process.pid", "1"));
  }

  @Test
  void aRecordPassesWhereAnyIncludeAndNoExcludeIsFound() {
    RecordTaker taker =
        taker(
            List.of(),
            OwnRecords.NONE,
            new Filter(true, "login"),
            new Filter(true, "fail"),
            new Filter(false, "probe"));
    for (String message : List.of("login ok", "disk fail", "login probe", "other")) {
      assertThat(taker.take(entry(message).end().parsed())).isTrue();
    }
    flush();
    assertThat(lane.messages()).containsExactly("login ok", "disk fail");
    assertThat(total("filtered")).isEqualTo(2);
  }

  @Test
  void saysWhereThereIsNoRoom() {
    RecordTaker taker = taker(List.of(), OwnRecords.NONE);
    String long1 = "x".repeat(700 << 10);
    assertThat(taker.take(entry(long1).end().parsed())).isTrue();
    assertThat(taker.take(entry(long1).end().parsed())).isFalse();
    flush();
    assertThat(lane.messages()).isNotEmpty();
    assertThat(total("received")).isEqualTo(1);
  }

  @Test
  void unitsThatAreGlobsAreTakenByJournalctlsRules() {
    RecordTaker taker = taker(List.of("web-*", "cron"), OwnRecords.NONE);
    taker.take(entry("1").text("_SYSTEMD_UNIT", "web-1.service").end().parsed());
    taker.take(entry("2").text("_SYSTEMD_UNIT", "cron.service").end().parsed());
    taker.take(entry("3").text("_SYSTEMD_UNIT", "xweb-1.service").end().parsed());
    taker.take(entry("4").text("UNIT", "web-2.service").text("_PID", "1").end().parsed());
    taker.take(entry("5").text("UNIT", "web-2.service").text("_PID", "7").end().parsed());
    taker.take(entry("6").end().parsed());
    flush();
    assertThat(lane.messages()).containsExactly("1", "2", "4");
  }

  @Test
  void whatTheAgentItselfWroteIsNeverTaken(@TempDir Path self) throws IOException {
    OwnRecords own = ownRecords(self);
    RecordTaker taker = taker(List.of(), own);
    taker.take(entry("now").text("_SYSTEMD_INVOCATION_ID", "beef").end().parsed());
    taker.take(entry("before").text("_SYSTEMD_UNIT", "groundwatch.service").end().parsed());
    taker.take(entry("of it").text("UNIT", "groundwatch.service").end().parsed());
    taker.take(entry("other").text("_SYSTEMD_UNIT", "sshd.service").end().parsed());
    flush();
    assertThat(lane.messages()).containsExactly("of it", "other");
    assertThat(total("own")).isEqualTo(2);
  }

  @Test
  void anAgentWhoseOutputIsNotTheJournalWroteNothing(@TempDir Path self) throws IOException {
    ownRecords(self);
    Map<String, String> elsewhere = Map.of("JOURNAL_STREAM", "1:1", "INVOCATION_ID", "beef");
    RecordTaker taker = taker(List.of(), OwnRecords.open(elsewhere, self));
    taker.take(entry("a shell's").text("_SYSTEMD_INVOCATION_ID", "beef").end().parsed());
    flush();
    assertThat(lane.messages()).hasSize(1);
  }

  /** Of an agent that systemd runs as groundwatch.service, invocation beef. */
  private static OwnRecords ownRecords(Path self) throws IOException {
    Path output = Files.createDirectories(self.resolve("fd")).resolve("2");
    Files.writeString(output, "");
    Files.writeString(self.resolve("cgroup"), "0::/system.slice/groundwatch.service\n");
    String stream =
        Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");
    return OwnRecords.open(Map.of("JOURNAL_STREAM", stream, "INVOCATION_ID", "beef"), self);
  }
}
