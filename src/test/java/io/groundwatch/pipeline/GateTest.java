package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.RetryConfig;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final RetryConfig RETRY =
      new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60));

  /** Draws the bound itself, the longest wait there can be. */
  private final RandomGenerator longest =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException("only bounded draws");
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final Gate gate = new Gate(RETRY, 8, longest, 0);

  @Test
  void isOpenAtTheStartForOneBatch() {
    assertThat(gate.isOpen(0)).isTrue();
    assertThat(gate.allowed()).isEqualTo(1);
    assertThat(gate.healthy()).isTrue();
  }

  @Test
  void whatFailsTogetherCountsOnce() {
    int spell = gate.spell();
    for (int i = 0; i < 5; i++) {
      gate.failed(spell, Duration.ZERO, 0);
    }
    assertThat(gate.opensNanos()).as("one backoff of a second").isEqualTo(SECOND);
    gate.failed(gate.spell(), Duration.ZERO, SECOND);
    assertThat(gate.opensNanos()).as("and then the next").isEqualTo(3 * SECOND);
  }

  @Test
  void aLateAnswerCanAskForMoreTimeAndNeverForLess() {
    int spell = gate.spell();
    gate.failed(spell, Duration.ofSeconds(30), 0);
    gate.failed(spell, Duration.ofSeconds(10), 0);
    assertThat(gate.opensNanos()).isEqualTo(31 * SECOND);
    gate.failed(spell, Duration.ofSeconds(90), 0);
    assertThat(gate.opensNanos()).isEqualTo(90 * SECOND);
  }

  @Test
  void aSuccessThatWasSentBeforeTheFailureDoesNotEndIt() {
    int spell = gate.spell();
    gate.failed(spell, Duration.ZERO, 0);
    gate.taken(spell, 0);
    assertThat(gate.healthy()).isFalse();
    assertThat(gate.isOpen(0)).isFalse();
    gate.taken(gate.spell(), SECOND);
    assertThat(gate.healthy()).isTrue();
  }

  @Test
  void eachBatchThatIsTakenAllowsOneMoreUpToTheConcurrency() {
    for (int allowed = 2; allowed < 12; allowed++) {
      gate.taken(gate.spell(), 0);
      assertThat(gate.allowed()).isEqualTo(Math.min(8, allowed));
    }
    gate.failed(gate.spell(), Duration.ZERO, 0);
    assertThat(gate.allowed()).as("the first after a failure goes alone").isEqualTo(1);
  }

  @Test
  void afterAHiccupThereIsNoPause() {
    gate.failed(gate.spell(), Duration.ZERO, 0);
    gate.taken(gate.spell(), 5 * SECOND);
    assertThat(gate.isOpen(5 * SECOND)).isTrue();
  }

  @Test
  void afterAnOutageThePausesHalveUntilThereIsNone() {
    gate.failed(gate.spell(), Duration.ZERO, 0);
    gate.failed(gate.spell(), Duration.ZERO, SECOND);
    long now = 10 * SECOND;
    long begun = now;
    int paused = 0;
    for (long bound = SECOND; bound >= SECOND / 100; bound /= 2) {
      gate.taken(gate.spell(), now);
      assertThat(gate.opensNanos() - now).isEqualTo(bound);
      now = gate.opensNanos();
      paused++;
    }
    gate.taken(gate.spell(), now);
    assertThat(gate.isOpen(now)).as("after %d pauses", paused).isTrue();
    assertThat(now - begun).as("all of them together").isLessThan(2 * SECOND);
  }

  @Test
  void theFirstBatchAfterAnOutageIsSentWithinTwoSecondsBeyondTheBackoff() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      gate.failed(gate.spell(), Duration.ZERO, now);
      assertThat(gate.opensNanos() - now).isLessThanOrEqualTo(60 * SECOND);
      now = gate.opensNanos();
    }
    assertThat(gate.isOpen(now)).isTrue();
  }

  @Test
  void noDestinationCanAskForMoreThanTenMinutes() {
    gate.failed(gate.spell(), Duration.ofDays(100_000), 0);
    assertThat(gate.opensNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(10) + SECOND);
  }

  @Test
  void aThousandAgentsDoNotComeBackTogether() {
    // All find the backend dead at the same moment, and are told to wait as long.
    for (Duration asked : new Duration[] {Duration.ZERO, Duration.ofSeconds(30)}) {
      int[] aTenth = new int[700];
      for (int agent = 0; agent < 1000; agent++) {
        Gate each = new Gate(RETRY, 1, new Random(agent), 0);
        long now = 0;
        for (int failure = 0; failure < 5; failure++) {
          each.failed(each.spell(), asked, now);
          now = each.opensNanos();
        }
        aTenth[(int) Math.min(699, (now - 4 * asked.toNanos()) / (SECOND / 10))]++;
      }
      for (int sends : aTenth) {
        assertThat(sends).as("agents that come back in one tenth of a second").isLessThan(30);
      }
    }
  }

  @Test
  void aThousandAgentsWithABacklogDoNotStartTogether() {
    int[] aTenth = new int[11];
    for (int agent = 0; agent < 1000; agent++) {
      Gate each = new Gate(RETRY, 1, new Random(agent), 0);
      each.startWithBacklog(0);
      assertThat(each.opensNanos()).isBetween(0L, SECOND);
      aTenth[(int) (each.opensNanos() / (SECOND / 10))]++;
    }
    for (int sends : aTenth) {
      assertThat(sends).isLessThan(150);
    }
  }
}
