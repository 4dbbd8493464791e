package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.Compression;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBudgetTest {
  @TempDir Path folder;

  @Test
  void oneLaneAloneMayTakeAll() {
    DiskBudget.Share lane = new DiskBudget(1000, 1).share();
    assertThat(lane.tryTake(1000)).isTrue();
    assertThat(lane.has(1)).isFalse();
    assertThat(lane.tryTake(1)).isFalse();
    lane.giveBack(400);
    assertThat(lane.tryTake(401)).isFalse();
    assertThat(lane.tryTake(400)).isTrue();
  }

  @Test
  void aLaneThatTakesAllItGetsLeavesTheOthersTheirOwn() {
    DiskBudget budget = new DiskBudget(1000, 4);
    assertThat(budget.ownBytes()).isEqualTo(125);
    DiskBudget.Share dead = budget.share();
    long taken = 0;
    while (dead.tryTake(1)) {
      taken++;
    }
    assertThat(taken).as("its own and what is common").isEqualTo(625);
    for (int i = 0; i < 3; i++) {
      DiskBudget.Share other = budget.share();
      assertThat(other.tryTake(125)).isTrue();
      assertThat(other.tryTake(1)).isFalse();
    }
  }

  @Test
  void whatWasFoundOnDiskCountsThoughItIsTooMuch() {
    DiskBudget budget = new DiskBudget(1000, 2);
    DiskBudget.Share found = budget.share();
    found.take(2000);
    assertThat(found.tryTake(1)).isFalse();
    DiskBudget.Share other = budget.share();
    assertThat(other.tryTake(250)).isTrue();
    assertThat(other.tryTake(1)).isFalse();
    found.giveBack(1500);
    assertThat(other.tryTake(250)).isTrue();
    assertThat(other.tryTake(1)).isFalse();
  }

  @Test
  void neverMoreThanThereIsAndAllOfItComesBack() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    DiskBudget budget = new DiskBudget(10_000, 3);
    DiskBudget.Share[] lanes = {budget.share(), budget.share(), budget.share()};
    long[] taken = new long[lanes.length];
    for (int step = 0; step < 10_000; step++) {
      int lane = random.nextInt(lanes.length);
      int bytes = random.nextInt(500);
      if (random.nextBoolean()) {
        boolean has = lanes[lane].has(bytes);
        assertThat(lanes[lane].tryTake(bytes)).as("seed %d", seed).isEqualTo(has);
        taken[lane] += has ? bytes : 0;
      } else if (taken[lane] >= bytes) {
        lanes[lane].giveBack(bytes);
        taken[lane] -= bytes;
      }
      assertThat(taken[0] + taken[1] + taken[2]).as("seed %d", seed).isLessThanOrEqualTo(10_000);
    }
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane].giveBack(taken[lane]);
    }
    assertThat(lanes[0].tryTake(10_000 - 2 * budget.ownBytes())).as("seed %d", seed).isTrue();
  }

  @Test
  void buffersThatShareStayWithinItAndMakeRoomForOneAnother() throws IOException {
    DiskBudget budget = new DiskBudget(200_000, 2);
    try (TapeBuffer one = open("one", budget);
        TapeBuffer other = open("other", budget)) {
      long last = fill(one);
      assertThat(one.bytes()).isBetween(140_000L, 150_000L);
      fill(other);
      assertThat(other.bytes()).isBetween(45_000L, 52_000L);
      one.settled(last / 2);
      long before = other.bytes();
      fill(other);
      assertThat(other.bytes()).isGreaterThan(before + 10_000);
      assertThat(one.bytes() + other.bytes()).isLessThanOrEqualTo(200_000);
    }
  }

  @Test
  void aRestartCountsWhatItFinds() throws IOException {
    DiskBudget budget = new DiskBudget(100_000, 1);
    try (TapeBuffer buffer = open("one", budget)) {
      fill(buffer);
    }
    DiskBudget again = new DiskBudget(100_000, 1);
    try (TapeBuffer buffer = open("one", again)) {
      assertThat(buffer.store(SampleBatches.logs(1, "x".repeat(5000)))).isEmpty();
      assertThat(buffer.bytes()).isLessThanOrEqualTo(100_000);
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new DiskBudget(-1, 1)).hasMessageContaining("bytes: -1");
    assertThatThrownBy(() -> new DiskBudget(1, 0)).hasMessageContaining("lanes: 0");
  }

  private TapeBuffer open(String name, DiskBudget budget) throws IOException {
    return TapeBuffer.open(
        folder.resolve(name),
        new TapeBufferSettings(name, 1 << 30, Compression.NONE, budget),
        0,
        new SelfMetrics(),
        BufferOnDisk.CLOCK);
  }

  /** Stores until it is full. Returns the last sequence. */
  private static long fill(TapeBuffer buffer) throws IOException {
    long last = 0;
    var stored = buffer.store(SampleBatches.logs(1, "x".repeat(1000)));
    while (stored.isPresent()) {
      last = stored.get().sequence();
      stored = buffer.store(SampleBatches.logs(last + 1, "x".repeat(1000)));
    }
    return last;
  }
}
