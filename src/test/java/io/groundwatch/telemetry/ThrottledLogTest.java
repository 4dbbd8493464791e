package io.groundwatch.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ThrottledLogTest {
  private static final Duration REPEAT = Duration.ofMinutes(15);
  private static final Logger LOGGER = Logger.getLogger(ThrottledLogTest.class.getName());

  private final FakeTime time = new FakeTime();
  private final List<String> said = new ArrayList<>();
  private final Handler handler = new Kept(said);
  private final ThrottledLog log =
      new ThrottledLog(LoggerFactory.getLogger(ThrottledLogTest.class), time, REPEAT);

  @BeforeEach
  void listen() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void saysATroubleOnceAndAgainEveryFewMinutesWithHowOftenItHappened() {
    for (int second = 0; second < 1801; second++) {
      log.warn("lane", "503", "The lane waits.");
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(said)
        .containsExactly(
            "WARNING The lane waits.",
            "WARNING The lane waits. (900 more times since it was last said.)",
            "WARNING The lane waits. (900 more times since it was last said.)");
  }

  @Test
  void saysAnotherCauseAtOnce() {
    log.warn("lane", "503", "Busy.");
    log.warn("lane", "refused", "Refused.");
    log.warn("lane", "refused", "Refused.");
    assertThat(said).containsExactly("WARNING Busy.", "WARNING Refused.");
  }

  @Test
  void troublesOfDifferentThingsAreApart() {
    log.warn("one", "503", "One.");
    log.warn("two", "503", "Two.");
    assertThat(said).hasSize(2);
  }

  @Test
  void saysThatATroubleEndedOnceAndOnlyWhereThereWasOne() {
    log.recovered("lane", "It works.");
    assertThat(said).isEmpty();
    log.warn("lane", "503", "Busy.");
    log.recovered("lane", "It works.");
    log.recovered("lane", "It works.");
    assertThat(said).containsExactly("WARNING Busy.", "INFO It works.");
    time.advance(Duration.ofMinutes(1));
    log.warn("lane", "503", "Busy.");
    assertThat(said).as("a new spell is news").hasSize(3).last().isEqualTo("WARNING Busy.");
  }

  @Test
  void saysATroubleThatComesAndGoesOnceAMinute() {
    for (int second = 0; second < 121; second++) {
      log.warn("lane", "503", "Busy.");
      log.recovered("lane", "It works.");
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(said)
        .containsExactly(
            "WARNING Busy.",
            "INFO It works.",
            "WARNING Busy. (60 more times since it was last said.)",
            "INFO It works.",
            "WARNING Busy. (60 more times since it was last said.)",
            "INFO It works.");
  }

  @Test
  void saysATroubleThatCameBackAtOnceAndStays() {
    log.warn("lane", "503", "Busy.");
    log.recovered("lane", "It works.");
    for (int second = 0; second < 61; second++) {
      log.warn("lane", "503", "Busy.");
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(said).hasSize(3).last().asString().startsWith("WARNING Busy. (61 more");
  }

  @Test
  void forgetsTheOldestOfTooManyTroubles() {
    for (int i = 0; i < 1001; i++) {
      log.warn("path " + i, "denied", "No.");
    }
    said.clear();
    log.recovered("path 0", "Forgotten.");
    log.recovered("path 1", "Known.");
    assertThat(said).containsExactly("INFO Known.");
  }

  private static final class Kept extends Handler {
    private final List<String> said;

    private Kept(List<String> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord record) {
      said.add(record.getLevel() + " " + record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
