package io.groundwatch.input.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloudLookupTest {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(6);

  private static final Set<String> WANTED = Set.of("cloud:region", "cloud:zone");

  private final Clock clock = new Clock();
  private final Identity identity = new Identity();
  private final Fake aws = new Fake("aws");
  private final Fake gcp = new Fake("gcp");
  private final CloudLookup lookup =
      new CloudLookup(identity, WANTED, List.of(aws, gcp), clock, new SplittableRandom(1));

  @Test
  void asksEachOnceAndIsThenSettledWhateverCame() {
    assertThat(lookup.work()).isEqualTo(1);
    assertThat(identity.awaits(WANTED)).isTrue();
    assertThat(lookup.work()).isEqualTo(1);
    assertThat(identity.awaits(WANTED)).isFalse();
    assertThat(lookup.work()).isZero();
    assertThat(lookup.restNanos()).isBetween(1L, LONGEST_NANOS);
  }

  @Test
  void asksAgainForEverWithPausesThatGrowToALimit() {
    long last = 0;
    for (int round = 0; round < 100; round++) {
      lookup.work();
      lookup.work();
      assertThat(lookup.work()).isZero();
      last = lookup.restNanos();
      assertThat(last).isBetween(1L, LONGEST_NANOS);
      clock.nanos += last;
    }
    assertThat(aws.asked).isEqualTo(100);
    assertThat(gcp.asked).isEqualTo(100);
  }

  @Test
  void theOneThatAnswersIsAskedAloneUntilItHasToldAll() {
    gcp.answers.add(Map.of("cloud:region", "r"));
    gcp.answers.add(Map.of("cloud:region", "r", "cloud:zone", "z"));
    lookup.work();
    lookup.work();
    assertThat(identity.values()).containsOnlyKeys("cloud:region");
    assertThat(identity.awaits(WANTED)).isFalse();
    clock.nanos += lookup.restNanos();
    lookup.work();
    assertThat(identity.values()).containsEntry("cloud:zone", "z");
    clock.nanos += LONGEST_NANOS;
    assertThat(lookup.work()).isZero();
    assertThat(aws.asked).isEqualTo(1);
    assertThat(gcp.asked).isEqualTo(2);
  }

  @Test
  void onlyCloudsAndAwsNeedAsking() {
    assertThat(CloudLookup.among(Set.of("host:id", "aws:ImageId", "cloud:zone", "env:A")))
        .containsExactlyInAnyOrder("aws:ImageId", "cloud:zone");
  }

  /** Fails unless it has answers left; the last one stays. */
  private static final class Fake implements CloudService {
    private final String name;
    private final List<Map<String, String>> answers = new ArrayList<>();
    private int asked;

    private Fake(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, String> ask() throws IOException {
      asked++;
      if (answers.isEmpty()) {
        throw new IOException("nobody there");
      }
      return answers.remove(0);
    }
  }

  private static final class Clock implements TimeSource {
    private long nanos = 7;

    @Override
    public long wallNanos() {
      return 0;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
