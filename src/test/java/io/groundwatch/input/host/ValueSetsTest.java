package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueSetsTest {
  private final Samples out = new Samples();

  @Test
  void equalSeriesBecomeOneSampleWithAllTheirValues() throws IOException {
    collect(
        sink -> {
          sink.accept(sample("a", 5, 3));
          sink.accept(sample("b", 5, 1));
          sink.accept(sample("a", 2, 1));
          sink.accept(sample("a", 4, 3));
        });
    assertThat(out.all())
        .containsExactly(
            MetricSample.of(
                series("a"), 9, 2, new ValueSet(new TreeMap<>(Map.of(1.0, 1L, 3.0, 2L)))),
            sample("b", 5, 1));
    assertThat(out.value("a")).isEqualTo(7.0 / 3);
  }

  @Test
  void twoEqualValuesAreTwo() throws IOException {
    collect(
        sink -> {
          sink.accept(sample("a", 5, 3));
          sink.accept(sample("a", 5, 3));
        });
    assertThat(out.only("a", Map.of()).set().orElseThrow().toMap()).isEqualTo(Map.of(3.0, 2L));
  }

  @Test
  void whatIsNoNumberPassesAsItIs() throws IOException {
    collect(
        sink -> {
          sink.accept(sample("a", 5, 1));
          sink.accept(sample("a", 5, Double.POSITIVE_INFINITY));
        });
    assertThat(out.all()).hasSize(2).allMatch(sample -> sample.set().isEmpty());
  }

  @Test
  void moreValuesThanOneSampleHoldsAreNotLost() throws IOException {
    collect(
        sink -> {
          for (int i = 0; i < ValueSets.MAX_VALUES + 2; i++) {
            sink.accept(sample("a", 5, i));
          }
        });
    assertThat(out.all()).hasSize(3);
  }

  @Test
  void whatCameBeforeAFailureIsHandedOn() {
    assertThatThrownBy(
            () ->
                collect(
                    sink -> {
                      sink.accept(sample("a", 5, 1));
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");
    assertThat(out.all()).hasSize(1);
  }

  private interface Body {
    void collect(MetricSink sink) throws IOException;
  }

  private void collect(Body body) throws IOException {
    new ValueSets(
            new Collector() {
              @Override
              public String name() {
                return "test";
              }

              @Override
              public void collect(long wallNanos, MetricSink sink) throws IOException {
                body.collect(sink);
              }
            })
        .collect(9, out);
  }

  private static MetricSample sample(String name, long start, double value) {
    return new MetricSample(series(name), 9, start, value);
  }

  private static MetricSeries series(String name) {
    return new MetricSeries("n", name, Unit.NONE, Dimensions.NONE, MetricKind.DELTA, 10);
  }
}
