package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedSinkTest {
  private static final MetricSeries SERIES =
      new MetricSeries("ns", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);

  private final FakeTime time = new FakeTime();
  private final FakeRoom room = new FakeRoom();
  private final List<MetricSample> out = new ArrayList<>();
  private int roomFor = Integer.MAX_VALUE;
  private final PacedSink sink = new PacedSink(this::take, room, time);

  @Test
  void handsOnInOrderWhileThereIsRoom() {
    put(1, 2, 3);
    assertThat(sink.restNanos()).isZero();
    sink.work();
    assertThat(values()).containsExactly(1.0, 2.0, 3.0);
    assertThat(sink.restNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void keepsWhatFindsNoRoom() {
    put(1, 2, 3);
    roomFor = 2;
    sink.work();
    assertThat(values()).containsExactly(1.0, 2.0);
    assertThat(sink.restNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    room.setRoom(true);
    sink.work();
    assertThat(values()).containsExactly(1.0, 2.0, 3.0);
  }

  /** Else one whose disk is full would hold up all others. */
  @Test
  void waitsForAllLanesOnlyForAWhile() {
    room.setOnlySomewhere();
    put(1);
    time.advance(Duration.ofSeconds(9));
    sink.work();
    assertThat(out).isEmpty();
    time.advance(Duration.ofNanos(sink.restNanos()));
    assertThat(sink.restNanos()).isZero();
    sink.work();
    assertThat(values()).containsExactly(1.0);
  }

  @Test
  void keepsOnWhereNoLaneHasRoomUntilMoreComes() {
    room.setRoom(false);
    put(1, 2);
    time.advance(Duration.ofMinutes(1));
    sink.work();
    assertThat(out).isEmpty();
    sink.handOnAll();
    assertThat(values()).containsExactly(1.0, 2.0);
  }

  private void take(MetricSample sample) {
    out.add(sample);
    if (out.size() == roomFor) {
      room.setRoom(false);
    }
  }

  private void put(double... values) {
    for (double value : values) {
      sink.accept(MetricSample.gauge(SERIES, 0, value));
    }
  }

  private List<Double> values() {
    return out.stream().map(MetricSample::value).toList();
  }
}
