package io.groundwatch.input.host;

import static io.groundwatch.input.host.SteppedTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.SideThread;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostInputTest {
  /** 700 ms past a multiple of ten seconds. */
  private static final long START = 1_000_000 * SECOND + 700_000_000L;

  private static final MetricSeries SERIES =
      new MetricSeries("n", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);

  private final SteppedTime time = new SteppedTime(START);
  private final SelfMetrics metrics = new SelfMetrics();
  private final Samples out = new Samples();
  private final List<String> ran = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<String> closed = new ArrayList<>();
  private int rounds;
  private int wakes;

  @Test
  void runsAllAtOnceAndThenAtMultiplesOfTheInterval() {
    HostInput host = host(schedule(recorder("a"), 10));
    assertThat(host.restNanos()).isZero();
    assertThat(host.work()).isEqualTo(1);
    assertThat(host.work()).isZero();
    assertThat(host.restNanos()).isEqualTo(10 * SECOND - 700_000_000L);
    restAndWork(host);
    assertThat(time.wallNanos() % (10 * SECOND)).isZero();
    restAndWork(host);
    assertThat(time.wallNanos() % (10 * SECOND)).isZero();
    assertThat(ran).containsExactly("a", "a", "a");
    assertThat(rounds).isEqualTo(3);
  }

  @Test
  void collectorsThatAreDueTogetherRunInOneRoundWithOneTime() {
    HostInput host =
        host(schedule(recorder("a"), 1), schedule(emitter(1), 5), schedule(emitter(2), 5));
    host.work();
    ran.clear();
    rounds = 0;
    out.clear();
    for (int i = 0; i < 5; i++) {
      restAndWork(host);
    }
    assertThat(ran).hasSize(5);
    assertThat(rounds).isEqualTo(5);
    assertThat(out.all()).hasSize(2);
    assertThat(out.all().get(0).timeNanos()).isEqualTo(out.all().get(1).timeNanos());
  }

  @Test
  void collectorsThatAreDueAlmostTogetherDoSoToo() {
    HostInput host = host(schedule(recorder("a"), 1), schedule(recorder("b"), 2));
    host.work();
    time.pass(host.restNanos());
    time.stepWall(-3_000_000L); // a is now due three milliseconds after b
    assertThat(host.work()).isEqualTo(1);
    time.pass(host.restNanos());
    assertThat(host.work()).isEqualTo(2);
  }

  @Test
  void aMultipleJustAheadOfTheStartIsLeftOut() {
    time.pass(250_000_000L); // 950 ms past the second
    HostInput host = host(schedule(recorder("a"), 1));
    host.work();
    assertThat(host.restNanos()).isEqualTo(SECOND + 50_000_000L);
  }

  @Test
  void missedIntervalsAreLeftOutNotMadeUp() {
    HostInput host = host(schedule(slow(3 * SECOND + 100_000_000L), 1));
    host.work(); // from .7 to 3.8: one, two and three are over, and four is too near
    assertThat(host.work()).isZero();
    assertThat(host.restNanos()).isEqualTo(SECOND + 200_000_000L);
  }

  @Test
  void aSuspendedHostIsSampledOnceWhenItWakes() {
    HostInput host = host(schedule(recorder("a"), 1));
    host.work();
    time.pass(3600 * SECOND);
    assertThat(host.work()).isEqualTo(1);
    assertThat(host.work()).isZero();
    assertThat(ran).hasSize(2);
  }

  @Test
  void aWallClockStepNeitherStopsNorFloodsIt() {
    for (long step : new long[] {86_400 * SECOND, -86_400 * SECOND, 500_000_000L, -SECOND / 4}) {
      HostInput host = host(schedule(recorder("a"), 10));
      host.work();
      ran.clear();
      time.stepWall(step);
      for (int i = 0; i < 60; i++) {
        time.pass(SECOND);
        host.work();
      }
      assertThat(ran.size()).as("after a step of %d", step).isBetween(5, 7);
      assertThat(host.restNanos()).isLessThanOrEqualTo(11 * SECOND);
    }
  }

  @Test
  void aFailingCollectorHarmsNoOther() {
    HostInput host =
        host(
            schedule(failing(new IOException("gone")), 1),
            schedule(failing(new IllegalStateException("bug")), 1),
            schedule(failing(new NoClassDefFoundError("native")), 1),
            schedule(recorder("well"), 1));
    host.work();
    restAndWork(host);
    assertThat(ran).containsExactly("well", "well");
    assertThat(metrics.snapshot())
        .containsEntry("agent_collector_success{collector=\"well\"}", 1.0)
        .containsEntry("agent_collector_success{collector=\"failing\"}", 0.0)
        .containsEntry("agent_collector_errors_total{collector=\"failing\"}", 6.0);
  }

  @Test
  void tellsHowLongACollectorTook() {
    host(schedule(slow(SECOND / 4), 1)).work();
    assertThat(metrics.snapshot())
        .containsEntry("agent_collector_duration_seconds{collector=\"slow\"}", 0.25)
        .containsEntry("agent_collector_success{collector=\"slow\"}", 1.0);
  }

  @Test
  void dropsAndCountsWhatIsNoFiniteNumber() {
    host(
            schedule(emitter(Double.NaN), 1),
            schedule(emitter(Double.NEGATIVE_INFINITY), 1),
            schedule(emitter(3), 1))
        .work();
    assertThat(out.all()).hasSize(1);
    assertThat(metrics.total("agent_samples_dropped_total")).isEqualTo(2);
    assertThat(metrics.snapshot())
        .containsEntry("agent_samples_dropped_total{reason=\"not_finite\"}", 2.0)
        .containsEntry("agent_input_received_total{name=\"host\"}", 1.0);
  }

  @Test
  void restsWhenThereIsNothingToCollect() {
    HostInput host = host();
    assertThat(host.work()).isZero();
    assertThat(host.restNanos()).isEqualTo(86_400 * SECOND);
    assertThat(rounds).isZero();
  }

  @Test
  void whatHangsHoldsUpNothingAndIsSaidOnce() {
    HostInput host = host(aside(emitter(1), 1), schedule(recorder("well"), 1));
    int woken = wakes;
    for (int i = 0; i < 25; i++) {
      time.pass(host.restNanos());
      host.work();
    }
    assertThat(ran).hasSizeGreaterThan(20);
    assertThat(waiting).hasSize(1);
    assertThat(out.all()).isEmpty();
    assertThat(metrics.snapshot())
        .containsEntry("agent_collector_success{collector=\"emitter\"}", 0.0)
        .containsEntry("agent_collector_errors_total{collector=\"emitter\"}", 1.0);

    waiting.remove().run();
    assertThat(wakes).isEqualTo(woken + 1);
    assertThat(host.restNanos()).isZero();
    assertThat(host.work()).isEqualTo(1);
    assertThat(out.all()).as("too old for its time").isEmpty();
    restAndWork(host);
    waiting.remove().run();
    host.work();
    assertThat(out.all()).hasSize(1);
    assertThat(metrics.snapshot())
        .containsEntry("agent_collector_success{collector=\"emitter\"}", 1.0);
  }

  @Test
  void samplesTakenBesideCarryTheTimeAtWhichTheyWereDue() {
    HostInput host = host(aside(emitter(7), 10));
    host.work();
    time.pass(SECOND / 2);
    assertThat(host.work()).isZero();
    waiting.remove().run();
    assertThat(host.work()).isEqualTo(1);
    assertThat(out.all().get(0).timeNanos()).isEqualTo(START);
    assertThat(rounds).isEqualTo(2);
  }

  @Test
  void aFailureBesideIsCountedAsAnyOther() {
    HostInput host = host(aside(failing(new IOException("gone")), 1));
    host.work();
    waiting.remove().run();
    host.work();
    assertThat(metrics.snapshot())
        .containsEntry("agent_collector_errors_total{collector=\"failing\"}", 1.0);
  }

  @Test
  void whatIsThereAtTheEndIsHandedOnAndCollectorsAreClosed() {
    HostInput host = host(aside(emitter(7), 10), schedule(recorder("a"), 10));
    host.work();
    waiting.remove().run();
    host.finish(0);
    assertThat(out.all()).hasSize(1);
    assertThat(closed).containsExactly("a");
    waiting.remove().run();
    assertThat(closed).containsExactly("a", "emitter");
  }

  @Test
  void anInputAfterItGoesOnAtTheNextMultiple() {
    CollectorSchedule kept = schedule(recorder("kept"), 10);
    HostInput before = host(kept);
    before.work();
    time.pass(SECOND);
    before.finish(0);
    HostInput after = host(kept, schedule(recorder("new"), 10));
    after.work();
    assertThat(ran).containsExactly("kept", "new");
    restAndWork(after);
    assertThat(time.wallNanos() % (10 * SECOND)).isZero();
    assertThat(ran).containsExactly("kept", "new", "kept", "new");
  }

  @Test
  void whatIsDueWhileInputsChangeIsRunByTheNextOne() {
    CollectorSchedule kept = schedule(recorder("kept"), 10);
    HostInput before = host(kept);
    before.work();
    before.finish(0);
    time.pass(12 * SECOND);
    assertThat(host(kept).work()).isEqualTo(1);
    assertThat(ran).hasSize(2);
  }

  @Test
  void theEndWaitsForWhatIsBeingTaken() {
    CollectorSchedule schedule = aside(emitter(7), 10);
    HostInput host =
        new HostInput(
            List.of(schedule), new SystemTimeSource(), out, metrics, () -> {}, SideThread::new);
    host.work();
    host.finish(Long.MAX_VALUE);
    assertThat(out.all()).hasSize(1);
    assertThat(closed).containsExactly("emitter");
    assertThat(schedule.isFree()).isTrue();
  }

  @Test
  void whatHangsAtTheEndIsNotFree() {
    CollectorSchedule hung = aside(emitter(7), 10);
    HostInput host = host(hung);
    host.work();
    host.finish(0);
    assertThat(hung.isFree()).isFalse();
    waiting.remove().run();
    assertThat(hung.isFree()).as("it has yet to be closed").isFalse();
    waiting.remove().run();
    assertThat(hung.isFree()).isTrue();
  }

  @Test
  void aRunBesideIsOnAThreadOfThatName() throws InterruptedException {
    SynchronousQueue<String> names = new SynchronousQueue<>();
    Collector collector =
        collector(
            "slow",
            (wallNanos, sink) -> {
              try {
                names.put(Thread.currentThread().getName());
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
    HostInput host =
        new HostInput(
            List.of(new CollectorSchedule(collector, 1, Optional.of("disk"))),
            time,
            out,
            metrics,
            () -> rounds++);
    host.work();
    assertThat(names.poll(60, TimeUnit.SECONDS)).isEqualTo("host-disk");
    host.finish(0);
  }

  private void restAndWork(HostInput host) {
    time.pass(host.restNanos());
    assertThat(host.work()).isPositive();
  }

  private HostInput host(CollectorSchedule... schedules) {
    HostInput host =
        new HostInput(List.of(schedules), time, out, metrics, () -> rounds++, name -> waiting::add);
    host.wakeWith(() -> wakes++);
    return host;
  }

  private static CollectorSchedule aside(Collector collector, int intervalSeconds) {
    return new CollectorSchedule(collector, intervalSeconds, Optional.of("x"));
  }

  private static CollectorSchedule schedule(Collector collector, int intervalSeconds) {
    return new CollectorSchedule(collector, intervalSeconds);
  }

  private Collector recorder(String name) {
    return collector(name, (wallNanos, sink) -> ran.add(name));
  }

  private Collector slow(long nanos) {
    return collector("slow", (wallNanos, sink) -> time.pass(nanos));
  }

  private Collector emitter(double value) {
    return collector(
        "emitter", (wallNanos, sink) -> sink.accept(MetricSample.gauge(SERIES, wallNanos, value)));
  }

  private Collector failing(Throwable failure) {
    return collector(
        "failing",
        (wallNanos, sink) -> {
          if (failure instanceof IOException e) {
            throw e;
          }
          if (failure instanceof LinkageError e) {
            throw e;
          }
          throw (RuntimeException) failure;
        });
  }

  private interface Body {
    void collect(long wallNanos, MetricSink sink) throws IOException;
  }

  private Collector collector(String name, Body body) {
    return new Collector() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void collect(long wallNanos, MetricSink sink) throws IOException {
        body.collect(wallNanos, sink);
      }

      @Override
      public void close() {
        closed.add(name);
      }
    };
  }
}
