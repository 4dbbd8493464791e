package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final int LINES = 40;
  private static final int LINES_A_BATCH = 4;
  private static final SourceId SOURCE = new SourceId(1, 2);
  private static final LogOrigin ORIGIN = new LogOrigin("group", "stream", "/file");

  private final FakeTime time = new FakeTime();
  private final FakeDisk disk = new FakeDisk();
  private final FakeOutput output = new FakeOutput();
  private final Random random = new Random(1);
  private SelfMetrics metrics = new SelfMetrics();
  private BufferConfig buffer =
      new BufferConfig(Long.MAX_VALUE, Duration.ofDays(1), WhenFull.BLOCK);

  @Test
  void deliversInOrderAndSettles() {
    run(open());
    assertThat(output.taken).isEqualTo(lines(0, LINES));
    assertThat(disk.elements).isEmpty();
    assertThat(resumedAt(open())).isEqualTo(LINES);
  }

  @Test
  void losesAndRepeatsNothingWhereverThePowerIsCut() {
    AtomicInteger cuts = new AtomicInteger();
    for (boolean before : new boolean[] {true, false}) {
      for (int n = 1; n < 60; n++) {
        LaneTest fresh = new LaneTest();
        fresh.runWithPowerCut(n, before, cuts);
      }
    }
    assertThat(cuts.get()).as("power cuts that happened").isGreaterThanOrEqualTo(60);
  }

  private void runWithPowerCut(int n, boolean before, AtomicInteger cuts) {
    if (before) {
      disk.cutPowerBefore(n);
    } else {
      disk.cutPowerAfter(n);
    }
    try {
      run(open());
    } catch (FakeDisk.PowerCut e) {
      cuts.incrementAndGet();
      disk.restorePower();
      run(open());
    }
    assertThat(output.taken).as("cut %s step %d", before, n).isEqualTo(lines(0, LINES));
    assertThat(output.attempts.size()).isLessThanOrEqualTo(LINES / LINES_A_BATCH + 1);
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void sendsTheSameBatchAgainUnderTheSameIdUntilItIsTaken() {
    output.answer((id, records) -> new Outcome.Retry("503 from 127.0.0.1"));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofMinutes(5));
    assertThat(output.attempts).hasSizeGreaterThan(5);
    assertThat(output.attempts.stream().distinct()).hasSize(1);
    output.answer((id, records) -> FakeOutput.delivered());
    pass(lane, Duration.ofMinutes(5));
    assertThat(output.taken).isEqualTo(lines(0, LINES));
  }

  @Test
  void waitsAsLongAsTheDestinationAsks() {
    output.answer((id, records) -> new Outcome.Retry("429", Duration.ofSeconds(90)));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofSeconds(80));
    assertThat(output.attempts).hasSize(1);
    pass(lane, Duration.ofSeconds(20));
    assertThat(output.attempts).hasSize(2);
  }

  @Test
  void noDestinationCanAskForever() {
    output.answer((id, records) -> new Outcome.Retry("429", Duration.ofDays(1000)));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofMinutes(11));
    assertThat(output.attempts).hasSize(2);
  }

  @Test
  void halvesWhatIsTooLargeAndGivesThePartsTheSameIdsAfterARestart() {
    output.answer(
        (id, records) -> records.size() > 1 ? new Outcome.TooLarge("413") : FakeOutput.delivered());
    disk.cutPowerAfter(6);
    try {
      run(open());
    } catch (FakeDisk.PowerCut e) {
      disk.restorePower();
    }
    run(open());
    assertThat(output.taken).containsExactlyInAnyOrderElementsOf(lines(0, LINES));
  }

  @Test
  void setsAsideOnlyTheRecordsThatAreRefused() {
    output.answer(
        (id, records) ->
            records.contains("line 5") || records.contains("line 22")
                ? new Outcome.Rejected("400 bad record")
                : FakeOutput.delivered());
    Lane lane = open();
    run(lane);
    List<String> expected = new ArrayList<>(lines(0, LINES));
    expected.removeAll(List.of("line 5", "line 22"));
    assertThat(output.taken).isEqualTo(expected);
    assertThat(disk.deadLetters).hasSize(2).containsValue("400 bad record");
    assertThat(metrics.total("agent_lane_dead_letters_total")).isEqualTo(2);
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void setsAsideWhatTheDestinationNamesWithoutSendingTheRestAgain() {
    output.answer(LaneTest::namesTheBadOnes);
    run(open());
    assertThat(disk.deadLetters).hasSize(2).containsValue("bad field");
    assertThat(disk.elements).isEmpty();
    assertThat(output.attempts).hasSize(LINES / LINES_A_BATCH);
    assertThat(metrics.total("agent_lane_sent_records_total")).isEqualTo(LINES - 2);
  }

  @Test
  void setsNothingAsideWhileTheDestinationNamesEveryRecord() {
    output.answer((id, records) -> new Outcome.PartlyDelivered(refusals(records, line -> true)));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofHours(1));
    assertThat(disk.deadLetters).isEmpty();
    output.answer((id, records) -> FakeOutput.delivered());
    produceRest(lane);
    assertThat(output.taken).isEqualTo(lines(0, LINES));
  }

  private static Outcome namesTheBadOnes(String id, List<String> records) {
    List<Refusal> refusals =
        refusals(records, line -> line.equals("line 5") || line.equals("line 22"));
    return refusals.isEmpty() ? FakeOutput.delivered() : new Outcome.PartlyDelivered(refusals);
  }

  private static List<Refusal> refusals(List<String> records, Predicate<String> bad) {
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (bad.test(records.get(i))) {
        refusals.add(new Refusal(i, "bad field"));
      }
    }
    return refusals;
  }

  @Test
  void setsNothingAsideWhileEverythingIsRefused() {
    output.answer((id, records) -> new Outcome.Rejected("400 not this path"));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofHours(1));
    assertThat(disk.deadLetters).isEmpty();
    assertThat(disk.elements).isNotEmpty();
    int attempts = output.attempts.size();
    output.answer((id, records) -> FakeOutput.delivered());
    produceRest(lane);
    assertThat(output.taken).isEqualTo(lines(0, LINES));
    assertThat(attempts).as("a wrong address is not flooded").isLessThan(2000);
  }

  @Test
  void setsABatchAsideWholeOnceTheNextOneIsAccepted() {
    List<String> bad = lines(0, LINES_A_BATCH);
    output.answer(
        (id, records) ->
            records.stream().anyMatch(bad::contains)
                ? new Outcome.Rejected("422")
                : FakeOutput.delivered());
    run(open());
    assertThat(output.taken).isEqualTo(lines(LINES_A_BATCH, LINES));
    assertThat(disk.deadLetters).hasSize(LINES_A_BATCH);
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void holdsWhileTheDeadLettersAreFull() {
    disk.deadLettersFull(true);
    output.answer(
        (id, records) ->
            records.contains("line 5") ? new Outcome.Rejected("400") : FakeOutput.delivered());
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofMinutes(10));
    assertThat(disk.elements).isNotEmpty();
    disk.deadLettersFull(false);
    produceRest(lane);
    assertThat(disk.deadLetters).hasSize(1);
    assertThat(output.taken).hasSize(LINES - 1);
  }

  @Test
  void heldIsTriedAgainAndNeverSetAside() {
    output.answer((id, records) -> new Outcome.Held("401 wrong token"));
    Lane lane = open();
    produce(lane);
    pass(lane, Duration.ofHours(3));
    assertThat(disk.deadLetters).isEmpty();
    output.answer((id, records) -> FakeOutput.delivered());
    produceRest(lane);
    assertThat(output.taken).isEqualTo(lines(0, LINES));
  }

  @Test
  void takesNothingMoreWhenFullAndBlocking() {
    disk.capacity(2);
    output.hang(true);
    Lane lane = open();
    int produced = produce(lane);
    assertThat(produced).isLessThan(LINES);
    output.hang(false);
    output.wakeUp(new Outcome.Retry("timeout"));
    produceRest(lane);
    assertThat(output.taken).isEqualTo(lines(0, LINES));
  }

  @Test
  void dropsTheOldestWhenToldToAndCountsIt() {
    buffer = new BufferConfig(Long.MAX_VALUE, Duration.ofDays(1), WhenFull.DROP_OLDEST);
    disk.capacity(2);
    output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = open();
    produceRest(lane);
    output.answer((id, records) -> FakeOutput.delivered());
    pass(lane, Duration.ofMinutes(5));
    assertThat(output.taken).isEqualTo(lines(LINES - 2 * LINES_A_BATCH, LINES));
    assertThat(metrics.total("agent_lane_dropped_records_total"))
        .isEqualTo(LINES - 2 * LINES_A_BATCH);
    assertThat(resumedAt(open())).isEqualTo(LINES);
  }

  @Test
  void givesUpWhatIsTooOldAndCountsIt() {
    buffer = new BufferConfig(Long.MAX_VALUE, Duration.ofMinutes(10), WhenFull.BLOCK);
    output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = open();
    produceRest(lane);
    pass(lane, Duration.ofMinutes(15));
    assertThat(metrics.total("agent_lane_dropped_records_total")).isEqualTo(LINES);
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void ridesOutADiskThatRefuses() {
    Lane lane = open();
    disk.refuse(true);
    produce(lane);
    pass(lane, Duration.ofMinutes(1));
    assertThat(output.taken).isEmpty();
    disk.refuse(false);
    produceRest(lane);
    assertThat(output.taken).isEqualTo(lines(0, LINES));
  }

  @Test
  void positionsWithoutRecordsAreRememberedAndSendNothing() {
    Lane lane = open();
    lane.offer(batch(0, 0, 30));
    pass(lane, Duration.ofSeconds(1));
    assertThat(output.attempts).isEmpty();
    assertThat(resumedAt(open())).isEqualTo(30);
  }

  @Test
  void positionsWithoutRecordsKeepTheirPlaceBehindABacklog() {
    output.hang(true);
    Lane lane = open();
    lane.offer(batch(0, 4, 4));
    lane.work();
    lane.offer(batch(4, 4, 30));
    pass(lane, Duration.ofSeconds(1));
    assertThat(disk.elements).hasSize(2);
    output.hang(false);
    output.wakeUp(new Outcome.Retry("reset"));
    pass(lane, Duration.ofMinutes(5));
    assertThat(disk.elements).isEmpty();
    assertThat(output.attempts.stream().distinct()).hasSize(1);
  }

  @Test
  void finishingStoresWhatIsInMemoryThoughTheDestinationHangs() {
    output.hang(true);
    Lane lane = open();
    for (int i = 0; i < 3; i++) {
      lane.offer(batch(i * 4, i * 4 + 4, i * 4 + 4));
    }
    lane.offerLast(batch(12, 16, 16));
    time.tick(Duration.ofMillis(1));
    lane.finish(time.nanos() + Duration.ofMillis(50).toNanos());
    assertThat(resumedAt(open())).isEqualTo(16);
  }

  private Lane open() {
    metrics = new SelfMetrics();
    LaneSettings settings =
        new LaneSettings(
            "central/logs",
            buffer,
            new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60)),
            1);
    return new Lane(
        settings,
        disk.parts(output),
        new LaneTools(time, random, new MemoryBudget(1 << 20), metrics));
  }

  /**
   * A reader of a file of {@link #LINES} lines, one byte each, that resumes where the lane says.
   */
  private void run(Lane lane) {
    int at = resumedAt(lane);
    while (at < LINES) {
      if (lane.offer(batch(at, at + LINES_A_BATCH, at + LINES_A_BATCH))) {
        at += LINES_A_BATCH;
      }
      pass(lane, Duration.ofSeconds(1));
    }
    pass(lane, Duration.ofMinutes(5));
  }

  private int produced;

  /** Offers from where it stopped until the lane says "not now". Returns how far it came. */
  private int produce(Lane lane) {
    while (produced < LINES && offerNext(lane)) {
      lane.work();
    }
    return produced;
  }

  private void produceRest(Lane lane) {
    for (int i = 0; i < 1000 && produced < LINES; i++) {
      produce(lane);
      pass(lane, Duration.ofSeconds(1));
    }
    pass(lane, Duration.ofMinutes(5));
  }

  private boolean offerNext(Lane lane) {
    boolean taken = lane.offer(batch(produced, produced + LINES_A_BATCH, produced + LINES_A_BATCH));
    produced += taken ? LINES_A_BATCH : 0;
    return taken;
  }

  private void pass(Lane lane, Duration duration) {
    long end = time.nanos() + duration.toNanos();
    while (time.nanos() < end) {
      while (lane.work() > 0) {}
      long rest = Math.max(1_000_000, Math.min(lane.restNanos(), end - time.nanos()));
      time.advance(Duration.ofNanos(rest));
    }
    while (lane.work() > 0) {}
  }

  private static int resumedAt(Lane lane) {
    Coverage coverage = lane.coverageNow().get(SOURCE);
    return coverage == null ? 0 : (int) coverage.end();
  }

  private Batch batch(int from, int to, int positionTo) {
    LineColumns columns = new LineColumns();
    for (String line : lines(from, to)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      columns.append(ORIGIN, 0, bytes, 0, bytes.length);
    }
    Position position =
        new Position(
            SOURCE,
            new FileKey(1, 1),
            Fingerprint.EMPTY,
            Fingerprint.EMPTY,
            "/file",
            from,
            positionTo,
            false);
    return new Batch.Logs(
        new BatchIds(random).next(), time.wallNanos(), columns.toLines(), List.of(position));
  }

  private static List<String> lines(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add("line " + i);
    }
    return lines;
  }
}
