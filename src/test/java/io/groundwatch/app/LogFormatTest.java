package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {
  private static final ZoneId ZONE = ZoneId.of("+01:00");

  private final LogFormat terminal = new LogFormat(false, false, ZONE);
  private final LogFormat journal = new LogFormat(true, false, ZONE);

  @Test
  void writesTimeLevelThreadLoggerAndMessageInOneLine() {
    String line = terminal.format(record(Level.INFO, "Started."));

    assertThat(line)
        .isEqualTo(
            "2026-01-31T13:00:00.120+01:00 INFO  %s FileInput: Started.\n",
            Thread.currentThread().getName());
  }

  @ParameterizedTest
  @CsvSource({"SEVERE,ERROR,<3>", "WARNING,WARN,<4>", "INFO,INFO,<6>", "FINE,DEBUG,<7>"})
  void namesTheLevelOnATerminalAndThePriorityInTheJournal(
      String level, String name, String priority) {
    LogRecord record = record(Level.parse(level), "Said.");

    assertThat(terminal.format(record)).contains(" " + name + " ");
    assertThat(journal.format(record))
        .isEqualTo(priority + Thread.currentThread().getName() + " FileInput: Said.\n");
  }

  @Test
  void keepsToOneLineWhateverTheMessageHolds() {
    String line = terminal.format(record(Level.INFO, "Opened /tmp/a\nb\u001b[31m."));

    assertThat(line).endsWith("Opened /tmp/a\\nb\\u001b[31m.\n").containsOnlyOnce("\n");
  }

  @Test
  void leavesBracesOfAMessageWithoutParametersAlone() {
    assertThat(terminal.format(record(Level.INFO, "It's {0} '{}'."))).endsWith("It's {0} '{}'.\n");
  }

  @Test
  void namesTheExceptionOfAWarningWithoutItsTrace() {
    LogRecord record = record(Level.WARNING, "Will retry.");
    record.setThrown(new IOException("Connection reset"));

    assertThat(terminal.format(record))
        .endsWith("Will retry. (java.io.IOException: Connection reset)\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void printsTheTraceOfAnErrorWithThePriorityOnEachLine() {
    LogRecord record = record(Level.SEVERE, "Failed.");
    record.setThrown(new IOException("No space left on device"));

    assertThat(journal.format(record).lines())
        .hasSizeGreaterThan(2)
        .allSatisfy(line -> assertThat(line).startsWith("<3>"))
        .anySatisfy(line -> assertThat(line).contains("at io.groundwatch.app.LogFormatTest"));
  }

  @Test
  void printsTheTraceOfAWarningInDebugMode() {
    LogRecord record = record(Level.WARNING, "Will retry.");
    record.setThrown(new IOException("Connection reset"));

    assertThat(new LogFormat(false, true, ZONE).format(record)).contains("\n\tat ");
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("io.groundwatch.input.file.FileInput");
    record.setInstant(Instant.parse("2026-01-31T12:00:00.120Z"));
    return record;
  }
}
