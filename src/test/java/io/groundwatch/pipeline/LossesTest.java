package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final Logger LOGGER = Logger.getLogger(Lane.class.getName());

  private final FakeTime time = new FakeTime();
  private final LaneMetrics metrics = new LaneMetrics(new SelfMetrics(), "central/logs", time);
  private final Losses losses = new Losses(metrics, new LaneVoice("central/logs", time));
  private final List<String> said = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          said.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

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
  void aSpellOfDropsIsSaidOnceAndThatItEnded() {
    say();
    assertThat(said).isEmpty();
    for (int i = 0; i < 100; i++) {
      metrics.dropped(DropReason.BUFFER_FULL).add(10, 700);
      say();
      time.advance(Duration.ofSeconds(8));
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("SEVERE Lane central/logs: drops its oldest records: the buffer is full")
        .contains("(10 records, about 700 bytes, since the start)");
    time.advance(Duration.ofMinutes(5));
    say();
    say();
    assertThat(said).hasSize(2).last().asString().startsWith("INFO").contains("nothing more");
  }

  @Test
  void eachReasonIsSaidForItself() {
    metrics.dropped(DropReason.EXPIRED).add(1, 1);
    metrics.dropped(DropReason.LANE_BLOCKED).add(1, 1);
    say();
    assertThat(said).hasSize(2);
  }

  @Test
  void whatWasGivenUpIsToldOnce() {
    assertThat(losses.handOut()).isEmpty();
    metrics.dropped(DropReason.BUFFER_FULL).add(10, 700);
    metrics.dropped(DropReason.EXPIRED).add(3, 100);
    assertThat(losses.handOut())
        .containsExactly(
            new Gap(DropReason.BUFFER_FULL, 10, 700), new Gap(DropReason.EXPIRED, 3, 100));
    assertThat(losses.handOut()).isEmpty();
    metrics.dropped(DropReason.EXPIRED).add(1, 10);
    assertThat(losses.handOut()).containsExactly(new Gap(DropReason.EXPIRED, 1, 10));
  }

  @Test
  void whatDidNotArriveIsToldAgainWithWhatCameMeanwhile() {
    metrics.dropped(DropReason.BUFFER_FULL).add(10, 700);
    List<Gap> first = losses.handOut();
    metrics.dropped(DropReason.BUFFER_FULL).add(5, 300);
    List<Gap> second = losses.handOut();
    losses.untold(first);
    assertThat(losses.handOut()).containsExactly(new Gap(DropReason.BUFFER_FULL, 10, 700));
    losses.untold(second);
    assertThat(losses.handOut()).containsExactly(new Gap(DropReason.BUFFER_FULL, 5, 300));
  }

  private void say() {
    losses.say(time.nanos());
  }
}
