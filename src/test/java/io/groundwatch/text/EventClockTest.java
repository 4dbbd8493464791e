package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventClockTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void readTimeIsTheTimeOfEveryEventWithoutOne() {
    EventClock clock = new EventClock(TimestampPolicy.READ_TIME);
    assertThat(clock.timeOf(OptionalLong.of(5), 100)).isEqualTo(5);
    assertThat(clock.timeOf(NONE, 101)).isEqualTo(101);
  }

  @Test
  void lastGoodIsTheTimeOfTheEventBefore() {
    EventClock clock = new EventClock(TimestampPolicy.LAST_GOOD);
    assertThat(clock.timeOf(NONE, 99)).isEqualTo(99);
    assertThat(clock.timeOf(OptionalLong.of(5), 100)).isEqualTo(5);
    assertThat(clock.timeOf(NONE, 101)).isEqualTo(5);
    assertThat(clock.timeOf(NONE, 100 + EventClock.HELD_NANOS)).isEqualTo(5);
  }

  @Test
  void lastGoodDoesNotStopTheClockForGood() {
    EventClock clock = new EventClock(TimestampPolicy.LAST_GOOD);
    clock.timeOf(OptionalLong.of(5), 100);
    long later = 101 + EventClock.HELD_NANOS;
    assertThat(clock.timeOf(NONE, later)).isEqualTo(later);
    assertThat(clock.timeOf(NONE, 99 - EventClock.HELD_NANOS))
        .isEqualTo(99 - EventClock.HELD_NANOS);
  }

  @Test
  void countsEventsWithoutATimeUntilOneHasOne() {
    EventClock clock = new EventClock(TimestampPolicy.READ_TIME);
    clock.timeOf(NONE, 1);
    clock.timeOf(NONE, 2);
    assertThat(clock.without()).isEqualTo(2);
    clock.timeOf(OptionalLong.of(3), 3);
    assertThat(clock.without()).isZero();
  }

  @Test
  void policiesHaveTheirNamesInTheConfiguration() {
    assertThat(TimestampPolicy.named("read_time")).isEqualTo(TimestampPolicy.READ_TIME);
    assertThat(TimestampPolicy.named("last_good")).isEqualTo(TimestampPolicy.LAST_GOOD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimestampPolicy.named("LAST_GOOD"))
        .withMessage("timestamp_policy: LAST_GOOD (expected: read_time or last_good)");
  }
}
