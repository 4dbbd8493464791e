package io.groundwatch.input.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwaitedIdentityTest {
  private long nanos = 7;
  private int worked;
  private final Identity identity = new Identity();
  private final AwaitedIdentity awaited =
      new AwaitedIdentity(
          new Worker() {
            @Override
            public String name() {
              return "host";
            }

            @Override
            public int work() {
              worked++;
              return 1;
            }

            @Override
            public long restNanos() {
              return 99;
            }

            @Override
            public void finish(long deadlineNanos) {
              worked += 1000;
            }
          },
          identity,
          Set.of("aws:InstanceId"),
          new TimeSource() {
            @Override
            public long wallNanos() {
              return 0;
            }

            @Override
            public long nanos() {
              return nanos;
            }
          });

  @Test
  void beginsAsSoonAsEverybodyWasAsked() {
    assertThat(awaited.work()).isZero();
    assertThat(awaited.restNanos()).isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    identity.asked(Set.of("aws:InstanceId"));
    assertThat(awaited.work()).isEqualTo(1);
    assertThat(awaited.restNanos()).isEqualTo(99);
  }

  @Test
  void beginsAsSoonAsAllThatItWantsIsKnown() {
    identity.learn(Map.of("aws:ImageId", "a"));
    assertThat(awaited.work()).isZero();
    identity.learn(Map.of("aws:InstanceId", "i"));
    assertThat(awaited.work()).isEqualTo(1);
  }

  @Test
  void beginsAfterFiveSecondsWhateverIsKnown() {
    awaited.work();
    nanos += TimeUnit.SECONDS.toNanos(5) - 1;
    assertThat(awaited.work()).isZero();
    nanos++;
    assertThat(awaited.work()).isEqualTo(1);
    assertThat(worked).isEqualTo(1);
  }

  @Test
  void finishesTheInputWhetherItHasBegunOrNot() {
    awaited.finish(0);
    assertThat(worked).isEqualTo(1000);
    assertThat(awaited.name()).isEqualTo("host");
  }
}
