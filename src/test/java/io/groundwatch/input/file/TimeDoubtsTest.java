package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of these tests stands at 2026-01-01T00:00:00Z. */
class TimeDoubtsTest {
  private static final Logger LOGGER = Logger.getLogger(FileInput.class.getName());
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Kept(warnings);
  private TailedFolder tailed;

  @BeforeEach
  void listen() throws ConfigException {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
    tailed = new TailedFolder(folder, "\"timestamp_format\": \"%F %T\", \"timezone\": \"UTC\"");
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void oldTimesAreSentCountedAndSaidOnceAnHour() throws IOException {
    tailed.append("2025-12-17 23:59:59 a\n2025-11-01 00:00:00 b\n");
    tailed.pass(A_WHILE);
    tailed.append("2025-11-02 00:00:00 c\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).hasSize(3);
    assertThat(tailed.total("agent_files_implausible_times_total")).isEqualTo(3);
    assertThat(warnings)
        .containsExactly(
            "Events of "
                + tailed.file("app.log")
                + " have times of more than 14 days ago, such as 2025-12-17T23:59:59Z; they are"
                + " sent, but CloudWatch, for one, drops what is so old. If the file is not that"
                + " old, timestamp_format takes one number for another, or this host's clock is"
                + " wrong.");
    tailed.time().advance(Duration.ofHours(1));
    tailed.append("2025-11-03 00:00:00 d\n");
    tailed.pass(A_WHILE);
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(1))
        .contains("such as 2025-11-03")
        .endsWith("(3 more times since it was last said.)");
  }

  @Test
  void timesFarAheadAreSaidWithTheZoneThatMayBeWrong() throws IOException {
    tailed.append("2026-01-01 02:00:01 a\n");
    tailed.pass(A_WHILE);
    assertThat(tailed.lane().times()).hasSize(1);
    assertThat(warnings)
        .containsExactly(
            "Events of "
                + tailed.file("app.log")
                + " have times of more than 2 hours ahead, such as 2026-01-01T02:00:01Z; they are"
                + " sent, but CloudWatch, for one, drops what is so far ahead. Either timezone (UTC)"
                + " or timestamp_format is not the file's, or this host's clock is behind.");
  }

  @Test
  void timesWithinTwoWeeksAreNotDoubted() throws IOException {
    tailed.append("2025-12-18 00:00:01 a\n2026-01-01 02:00:00 b\nno time\n");
    tailed.pass(Duration.ZERO);
    tailed.pass(A_WHILE);
    assertThat(tailed.messages()).hasSize(3);
    assertThat(tailed.total("agent_files_implausible_times_total")).isZero();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFormatThatFindsNothingAnyMoreIsSaid() throws IOException {
    tailed.append("banner\n".repeat(TimeDoubts.UNTIMED_EVENTS - 1) + "2025-12-31 00:00:00 a\n");
    tailed.pass(A_WHILE);
    tailed.append("x\n".repeat(TimeDoubts.UNTIMED_EVENTS - 1));
    tailed.pass(A_WHILE);
    assertThat(warnings).isEmpty();
    tailed.append("x\n");
    tailed.pass(A_WHILE);
    assertThat(warnings)
        .containsExactly(
            "No time was found in the last 100 events of "
                + tailed.file("app.log")
                + " by timestamp_format [%F %T]; they are sent with the time of an earlier one, or"
                + " when they were read (timestamp_policy).");
  }

  private static final class Kept extends Handler {
    private final List<String> warnings;

    private Kept(List<String> warnings) {
      this.warnings = warnings;
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().equals(Level.WARNING)) {
        warnings.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
