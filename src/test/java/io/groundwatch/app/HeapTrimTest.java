package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTrimTest {
  private static final long MIB = 1 << 20;

  private long heap = 8 * MIB;
  private int collections;
  private final HeapTrim trim = new HeapTrim(() -> heap, this::collect);

  @Test
  void collectsOnceAHeapHasGrown() {
    trim.look();
    assertThat(collections).as("small").isZero();
    heap = 50 * MIB;
    trim.look();
    assertThat(collections).isEqualTo(1);
    trim.look();
    assertThat(collections).as("as after the last").isEqualTo(1);
    heap = 14 * MIB;
    trim.look();
    assertThat(collections).as("a little more").isEqualTo(1);
    heap = 15 * MIB;
    trim.look();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void theAgentLooksEveryTenSeconds() {
    FakeTime time = new FakeTime();
    StatusLine status = new StatusLine(new SelfMetrics(), List.of(), time, Duration.ofMinutes(5));
    Upkeep upkeep = new Upkeep(status, trim, time);
    heap = 50 * MIB;
    upkeep.work();
    assertThat(collections).isZero();
    time.advance(Duration.ofNanos(upkeep.restNanos()));
    upkeep.work();
    assertThat(collections).isEqualTo(1);
    assertThat(upkeep.restNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
  }

  private void collect() {
    collections++;
    heap = 10 * MIB;
  }
}
