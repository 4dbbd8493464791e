package io.groundwatch.output.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScrapePageTest {
  private final FakeTime time = new FakeTime();
  private final ScrapePage page = new ScrapePage(Map.of("site", "a"), time);

  @Test
  void aGaugeIsItsNewestSample() {
    take(series("mem_used_percent", Unit.PERCENT, MetricKind.GAUGE, Map.of("host", "w")), 40);
    take(series("mem_used_percent", Unit.PERCENT, MetricKind.GAUGE, Map.of("host", "w")), 41.5);
    assertThat(page.text())
        .isEqualTo(
            """
            # HELP mem_used_percent In percent.
            # TYPE mem_used_percent gauge
            mem_used_percent{host="w",site="a"} 41.5
            """);
  }

  @Test
  void aTotalIsACounterAsItIsAndDeltasAreAddedUp() {
    for (int value : new int[] {5, 7}) {
      take(series("net_bytes", Unit.BYTES, MetricKind.CUMULATIVE, Map.of()), value);
      take(series("reads", Unit.COUNT, MetricKind.DELTA, Map.of()), value);
    }
    assertThat(page.text())
        .isEqualTo(
            """
            # HELP net_bytes In bytes.
            # TYPE net_bytes counter
            net_bytes{site="a"} 7
            # TYPE reads counter
            reads{site="a"} 12
            """);
  }

  @Test
  void severalValuesAreASummary() {
    MetricSeries load = series("load", Unit.SECONDS, MetricKind.GAUGE, Map.of());
    page.take(set(load, Map.of(1.0, 9L, 4.0, 1L)));
    page.take(set(load, Map.of(0.5, 1L, 2.0, 1L)));
    assertThat(page.text())
        .isEqualTo(
            """
            # HELP load In seconds.
            # TYPE load summary
            load{site="a",quantile="0"} 0.5
            load{site="a",quantile="0.5"} 0.5
            load{site="a",quantile="0.9"} 2
            load{site="a",quantile="0.99"} 2
            load{site="a",quantile="1"} 2
            load_sum{site="a"} 15.5
            load_count{site="a"} 12
            """);
  }

  @Test
  void namesAndLabelsAreThoseOfTheFormat() {
    take(
        new MetricSeries(
            "Shop",
            "1 a.b",
            Unit.NONE,
            new Dimensions(Map.of("t.x", "q\"b\\s\nl", "empty", "")),
            MetricKind.GAUGE,
            60),
        1e300);
    assertThat(page.text())
        .endsWith("_1_a_b{namespace=\"Shop\",site=\"a\",t_x=\"q\\\"b\\\\s\\nl\"} 1.0E300\n");
  }

  @Test
  void whatSeveralCallOneThingDifferentlyHasNoType() {
    take(series("m", Unit.NONE, MetricKind.GAUGE, Map.of("app", "x")), 1);
    take(series("m", Unit.NONE, MetricKind.DELTA, Map.of("app", "y")), 2);
    take(series("mm", Unit.NONE, MetricKind.DELTA, Map.of("app", "y")), 3);
    assertThat(page.text())
        .isEqualTo(
            """
            # TYPE mm counter
            mm{app="y",site="a"} 3
            # TYPE m untyped
            m{app="x",site="a"} 1
            m{app="y",site="a"} 2
            """);
  }

  @Test
  void aSeriesThatEndedIsForgottenAndABacklogIsNotShown() {
    take(series("often", Unit.NONE, MetricKind.GAUGE, Map.of()), 1);
    MetricSeries rare =
        new MetricSeries("CWAgent", "rare", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 600);
    take(rare, 2);
    page.take(
        MetricSample.gauge(
            series("old", Unit.NONE, MetricKind.GAUGE, Map.of()),
            time.wallNanos() - Duration.ofMinutes(6).toNanos(),
            3));
    assertThat(page.text()).contains("often{", "rare{").doesNotContain("old");
    time.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(page.text()).contains("rare{").doesNotContain("often");
    time.advance(Duration.ofMinutes(25));
    assertThat(page.text()).isEmpty();
  }

  @Test
  void thereAreNoMoreSeriesThanItMayHoldUntilSomeEnd() {
    for (int i = 0; i < ScrapePage.MAX_SERIES; i++) {
      assertThat(take(numbered(i), i)).isTrue();
    }
    assertThat(take(numbered(ScrapePage.MAX_SERIES), 1)).isFalse();
    assertThat(take(numbered(0), 1)).as("one that is there").isTrue();
    time.advance(Duration.ofMinutes(6));
    assertThat(take(numbered(ScrapePage.MAX_SERIES), 1)).isTrue();
  }

  private static MetricSeries numbered(int number) {
    return series("n", Unit.NONE, MetricKind.GAUGE, Map.of("i", Integer.toString(number)));
  }

  private boolean take(MetricSeries series, double value) {
    return page.take(new MetricSample(series, time.wallNanos(), time.wallNanos(), value));
  }

  private MetricSample set(MetricSeries series, Map<Double, Long> values) {
    return MetricSample.of(
        series, time.wallNanos(), time.wallNanos(), new ValueSet(new TreeMap<>(values)));
  }

  private static MetricSeries series(
      String name, Unit unit, MetricKind kind, Map<String, String> dimensions) {
    return new MetricSeries("CWAgent", name, unit, new Dimensions(dimensions), kind, 60);
  }
}
