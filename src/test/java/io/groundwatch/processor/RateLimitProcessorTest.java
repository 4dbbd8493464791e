package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitProcessorTest {
  private final Logger logger = Logger.getLogger(RateLimitProcessor.class.getName());
  private final List<String> said = new ArrayList<>();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          said.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(ear);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(ear);
  }

  @Test
  void letsTheBurstPassAndThenTheRate() throws ConfigException {
    Events events = limit("\"records_per_second\": 10, \"burst\": 20");
    assertThat(passed(events, 100)).isEqualTo(20);
    events.time.advance(Duration.ofMillis(500));
    assertThat(passed(events, 100)).isEqualTo(5);
    events.time.advance(Duration.ofHours(1));
    assertThat(passed(events, 100)).isEqualTo(20);
    assertThat(events.metrics.snapshot())
        .containsEntry(
            "agent_processor_dropped_records_total{lane=\"central/logs\",reason=\"rate_limit\"}",
            255.0);
  }

  @Test
  void theBurstIsASecondsWorthWhereNoneIsNamed() throws ConfigException {
    assertThat(passed(limit("\"records_per_second\": 7"), 100)).isEqualTo(7);
  }

  @Test
  void everyValueOfTheKeyHasItsOwnRate() throws ConfigException {
    Events events = limit("\"records_per_second\": 2, \"key\": \"user\"");
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += events.pass("m", Map.of("user", "u" + i % 5)) ? 1 : 0;
      passed += events.pass("m") ? 1 : 0;
    }
    assertThat(passed).isEqualTo(2 * 6);
  }

  @Test
  void aStepOfTheWallClockChangesNothing() throws ConfigException {
    Events events = limit("\"records_per_second\": 10");
    assertThat(passed(events, 100)).isEqualTo(10);
    events.time.stepWall(Duration.ofHours(-1));
    assertThat(passed(events, 100)).isZero();
  }

  @Test
  void saysOnceASpellHowManyWereDropped() throws ConfigException {
    Events events = limit("\"records_per_second\": 10");
    passed(events, 40);
    events.idle();
    events.time.advance(Duration.ofSeconds(3));
    passed(events, 40);
    events.idle();
    assertThat(said).isEmpty();
    events.time.advance(Duration.ofSeconds(10));
    events.idle();
    events.idle();
    assertThat(said)
        .containsExactly(
            "/a.log has more than 10 records a second: 60 were dropped for central/logs within 3 s.");
  }

  @Test
  void aSpellWithoutEndIsSaidOnceAMinuteAndTheRestAtTheEnd() throws ConfigException {
    Events events = limit("\"records_per_second\": 1");
    for (int second = 0; second < 150; second++) {
      passed(events, 2);
      events.idle();
      events.time.advance(Duration.ofSeconds(1));
    }
    events.finish();
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).contains(" were dropped for central/logs within 60 s.");
  }

  private static int passed(Events events, int sent) {
    int passed = 0;
    for (int i = 0; i < sent; i++) {
      passed += events.pass("m") ? 1 : 0;
    }
    return passed;
  }

  private static Events limit(String keys) throws ConfigException {
    return Events.through("{\"type\": \"rate_limit\", " + keys + "}");
  }
}
