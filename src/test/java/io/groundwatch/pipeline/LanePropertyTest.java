package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a lane against what must be true of every line: it is delivered, set aside or
 * counted as dropped, and only a crash repeats what was delivered, as the same bytes under the same
 * id. For a longer run: {@code -Dgroundwatch.histories=100000}; for one again: {@code
 * -Dgroundwatch.seed=N}.
 */
class LanePropertyTest {
  private static final int HISTORIES = Integer.getInteger("groundwatch.histories", 300);

  @Test
  void everyLineHasOneFateWhateverHappens() {
    Long again = Long.getLong("groundwatch.seed");
    long first = again == null ? new Random().nextLong() : again;
    int crashes = 0;
    long dropped = 0;
    int dead = 0;
    for (int i = 0; i < (again == null ? HISTORIES : 1); i++) {
      long seed = first + i;
      History history = new History(seed);
      try {
        history.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + history, e);
      }
      crashes += history.crashes;
      dropped += history.dropped;
      dead += history.rig.disk.deadLetters.size();
    }
    System.out.printf(
        "LanePropertyTest: seeds %d and on, %d crashes, %d lines dropped, %d set aside%n",
        first, crashes, dropped, dead);
    if (again == null) {
      assertThat(crashes).isPositive();
      assertThat(dropped).isPositive();
      assertThat(dead).isPositive();
    }
  }

  private static final class History {
    private static final int MAX_STEPS = 50_000;
    private static final int MAX_LINES = 5;

    private final Random random;
    private final LaneRig rig;
    private int lines;
    private final Set<String> bad = new TreeSet<>();
    private final int tooMany;
    private final int crashOften;
    private final boolean lossless;
    private final long memory;
    private final Set<String> deliveredBefore = new HashSet<>();
    private int deliveriesBefore;
    private Lane lane;
    private @Nullable Batch reading;
    private int at;
    private boolean healed;
    private int crashes;
    private long dropped;
    private long ambiguous;
    private long ambiguousLines;

    private History(long seed) {
      random = new Random(seed);
      rig = new LaneRig(seed);
      lines = 20 + random.nextInt(150);
      rig.concurrency = 1 + random.nextInt(4);
      memory = random.nextInt(4) == 0 ? 60 : 1 << 20;
      rig.memory = new MemoryBudget(memory);
      rig.output.hang(true);
      rig.disk.segments(1 + random.nextInt(4));
      rig.disk.capacity(random.nextInt(3) == 0 ? 8 + random.nextInt(20) : Long.MAX_VALUE);
      lossless = random.nextBoolean();
      rig.whenFull(lossless || random.nextBoolean() ? WhenFull.BLOCK : WhenFull.DROP_OLDEST);
      rig.maxAge(lossless ? Duration.ofDays(10_000) : Duration.ofMinutes(1 + random.nextInt(60)));
      tooMany = 2 + random.nextInt(6);
      crashOften = random.nextInt(3) == 0 ? 0 : 20 + random.nextInt(200);
      int rotten = random.nextInt(3) == 0 ? 0 : random.nextInt(lines / 4);
      List<String> all = passing(lines);
      for (int i = 0; i < rotten; i++) {
        // Two whole batches in a row that are refused may be anyone's fault: the lane holds then.
        int line = 1 + random.nextInt(all.size() - 2);
        if (!bad.contains(all.get(line - 1)) && !bad.contains(all.get(line + 1))) {
          bad.add(all.get(line));
        }
      }
      lane = rig.open();
      planCut();
    }

    private void run() {
      int steps = 0;
      while (!finished()) {
        assertThat(steps).as("steps").isLessThan(MAX_STEPS);
        healed = healed || steps > 600;
        if (healed) {
          heal();
        }
        try {
          step();
        } catch (FakeDisk.PowerCut e) {
          crash();
        }
        steps++;
      }
      collect();
      check();
    }

    /** What a filter leaves of the file: in other places, a batch has positions and no lines. */
    private static boolean passes(int line) {
      return line % 20 >= 6;
    }

    private static List<String> passing(int to) {
      return IntStream.range(0, to).filter(History::passes).mapToObj(LaneRig::line).toList();
    }

    private boolean finished() {
      return healed && at == lines && reading == null && rig.disk.elements.isEmpty();
    }

    private void heal() {
      rig.disk.restorePower();
      rig.disk.refuse(false);
      rig.disk.full(false);
      rig.disk.deadLettersFull(false);
    }

    private void step() {
      switch (random.nextInt(healed ? 8 : 12)) {
        case 0, 1, 2 -> read();
        case 3, 4, 5 -> answer();
        case 6, 7 -> rest();
        case 8 -> rig.disk.refuse(random.nextInt(4) == 0);
        case 9 -> rig.disk.deadLettersFull(random.nextInt(3) == 0);
        case 10 -> rig.disk.full(random.nextInt(4) == 0);
        default -> rig.time.stepWall(Duration.ofHours(random.nextInt(-5, 5)));
      }
      LaneRig.settle(lane);
      assertThat(rig.output.waiting().size()).isLessThanOrEqualTo(rig.concurrency);
    }

    private void read() {
      if (healed && at == lines && reading == null && random.nextInt(20) == 0) {
        lines += MAX_LINES; // only what follows proves that a batch refused whole is to blame
      }
      if (reading == null && at < lines) {
        int to = Math.min(lines, at + 1 + random.nextInt(MAX_LINES));
        reading = rig.lines(at, to, History::passes);
        at = to;
      }
      if (reading != null && lane.offer(reading)) {
        reading = null;
      }
    }

    private void answer() {
      if (rig.output.waiting().isEmpty()) {
        return;
      }
      int index = random.nextInt(rig.output.waiting().size());
      List<String> records = rig.output.waiting().get(index).records();
      int luck = healed ? 99 : random.nextInt(100);
      if (luck < 15) {
        rig.output.wakeUp(
            index, new Outcome.Retry("503", Duration.ofSeconds(random.nextInt(3) * 20L)));
      } else if (luck < 22) {
        rig.output.wakeUp(index, new Outcome.Held("401"));
      } else if (records.size() > tooMany) {
        rig.output.wakeUp(index, new Outcome.TooLarge("413"));
      } else if (records.stream().anyMatch(bad::contains)) {
        rig.output.wakeUp(index, new Outcome.Rejected("400"));
      } else if (luck < 30) {
        ambiguous++;
        ambiguousLines += records.size();
        rig.output.loseAnswer(index, new Outcome.Retry("reset"));
      } else {
        rig.output.wakeUp(index, FakeOutput.delivered());
      }
    }

    private boolean acceptable(List<String> records) {
      return records.size() <= tooMany && records.stream().noneMatch(bad::contains);
    }

    private void rest() {
      long rest = Math.min(lane.restNanos(), Duration.ofSeconds(20).toNanos());
      rig.time.advance(Duration.ofNanos(Math.max(1_000_000, rest)));
    }

    private void crash() {
      crashes++;
      collect();
      rig.disk.restorePower();
      rig.disk.refuse(false);
      rig.output.abandon(records -> acceptable(records) && random.nextBoolean());
      checkRepeats();
      deliveredBefore.addAll(rig.output.contents.keySet());
      deliveriesBefore = rig.output.deliveries.size();
      reading = null;
      rig.memory = new MemoryBudget(memory);
      lane = rig.open();
      checkNothingIsLost();
      if (!healed) {
        planCut();
      }
    }

    /** What a restart takes as done with was delivered, set aside, or lies in the queue. */
    private void checkNothingIsLost() {
      Coverage coverage = lane.coverageNow().get(LaneRig.SOURCE);
      assertThat(coverage == null ? 0 : coverage.ranges().size()).isLessThanOrEqualTo(1);
      int resumed = coverage == null ? 0 : (int) coverage.end();
      assertThat(coverage == null ? 0 : coverage.ranges().get(0).from()).isZero();
      if (lossless) {
        Set<String> safe = new HashSet<>(rig.output.taken);
        safe.addAll(setAside());
        for (StoredBatch stored : rig.disk.elements.values()) {
          safe.addAll(FakeDisk.records(stored));
        }
        assertThat(safe.containsAll(passing(resumed))).as("nothing is lost").isTrue();
      }
      at = resumed;
    }

    /** After a crash, no more batches come again than were in flight, and a probe. */
    private void checkRepeats() {
      List<String> since =
          rig.output.deliveries.subList(deliveriesBefore, rig.output.deliveries.size());
      Set<String> batches =
          since.stream()
              .filter(deliveredBefore::contains)
              .map(id -> id.replaceAll("\\..*", ""))
              .collect(Collectors.toSet());
      assertThat(batches.size()).as("repeated batches").isLessThanOrEqualTo(rig.concurrency + 1);
    }

    private void planCut() {
      if (crashOften > 0) {
        if (random.nextBoolean()) {
          rig.disk.cutPowerAfter(1 + random.nextInt(crashOften));
        } else {
          rig.disk.cutPowerBefore(1 + random.nextInt(crashOften));
        }
      }
    }

    /** A process that ends takes its counters with it. */
    private void collect() {
      for (DropReason reason : DropReason.values()) {
        dropped += rig.dropped(lane, reason);
      }
    }

    private Set<String> setAside() {
      Set<String> lost = new HashSet<>();
      rig.disk.deadLetters.keySet().forEach(key -> lost.add(rig.disk.letterOf(key)));
      return lost;
    }

    private void check() {
      checkRepeats();
      Set<String> delivered = new HashSet<>(rig.output.taken);
      assertThat(rig.output.taken.size())
          .as("never under two ids: %s", rig.output.contents)
          .isEqualTo(delivered.size());
      assertThat(delivered).as("what is refused").noneMatch(bad::contains);
      Set<String> aside = setAside();
      assertThat(bad.containsAll(aside)).as("only what is refused").isTrue();
      assertThat(aside).hasSameSizeAs(rig.disk.deadLetters.keySet());
      int missing = passing(lines).size() - delivered.size() - aside.size();
      if (crashes == 0) {
        // What was dropped after its answer was lost did arrive.
        assertThat(dropped - missing)
            .as("counted beyond what is missing")
            .isBetween(0L, ambiguousLines);
        assertThat(rig.output.deliveries.size() - new HashSet<>(rig.output.deliveries).size())
            .as("repeats without a crash: answers that were lost")
            .isLessThanOrEqualTo((int) ambiguous);
      }
      assertThat(missing).isLessThanOrEqualTo((int) dropped + crashes * MAX_LINES);
      if (lossless) {
        assertThat(missing).isZero();
        assertThat(dropped).isZero();
      }
      if (rig.concurrency == 1 && bad.isEmpty()) {
        List<Integer> order =
            rig.output.deliveries.stream()
                .distinct()
                .flatMap(id -> Objects.requireNonNull(rig.output.contents.get(id)).stream())
                .map(line -> Integer.parseInt(line.substring(5)))
                .toList();
        assertThat(order).as("order").isSorted();
      }
      assertThat(rig.memory.free()).as("memory that came back").isEqualTo(memory);
    }

    @Override
    public String toString() {
      return "concurrency %d, %d lines, %s, max age %s, %d crashes, %d dropped, %d bad"
          .formatted(
              rig.concurrency,
              lines,
              rig.buffer.whenFull(),
              rig.buffer.maxAge(),
              crashes,
              dropped,
              bad.size());
    }
  }
}
