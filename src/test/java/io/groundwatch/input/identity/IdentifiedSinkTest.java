package io.groundwatch.input.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentifiedSinkTest {
  private final List<MetricSample> out = new ArrayList<>();

  @Test
  void hostStaysUntilWhatTellsHostsApartIsKnown() {
    Identity identity = new Identity();
    Map<String, String> appended =
        Map.of("InstanceId", "${aws:InstanceId}", "ImageId", "${aws:ImageId}", "site", "north");
    IdentifiedSink sink = new IdentifiedSink(identity, "h", appended, out::add);
    MetricSample sample = sample(series("h", appended));

    sink.accept(sample);
    assertThat(last()).isEqualTo(Map.of("host", "h", "site", "north", "cpu", "cpu0"));

    identity.learn(Map.of("aws:ImageId", "ami-1"));
    sink.accept(sample);
    assertThat(last())
        .isEqualTo(Map.of("host", "h", "site", "north", "cpu", "cpu0", "ImageId", "ami-1"));

    identity.learn(Map.of("aws:InstanceId", "i-1"));
    sink.accept(sample);
    assertThat(last())
        .isEqualTo(Map.of("site", "north", "cpu", "cpu0", "ImageId", "ami-1", "InstanceId", "i-1"));
  }

  @Test
  void aHostThatTheConfigurationNamesItselfStays() {
    Identity identity = new Identity();
    identity.learn(Map.of("host:id", "m"));
    Map<String, String> appended = Map.of("host", "${host:id}", "id", "${host:id}");
    IdentifiedSink sink = new IdentifiedSink(identity, "h", appended, out::add);
    sink.accept(sample(series("${host:id}", appended)));
    assertThat(last()).isEqualTo(Map.of("host", "m", "id", "m", "cpu", "cpu0"));
  }

  @Test
  void anIdOfOneInputAloneLeavesTheHostInPlace() {
    Identity identity = new Identity();
    identity.learn(Map.of("host:id", "m"));
    IdentifiedSink sink = new IdentifiedSink(identity, "h", Map.of(), out::add);
    sink.accept(sample(series("h", Map.of("id", "${host:id}"))));
    assertThat(last()).isEqualTo(Map.of("host", "h", "id", "m", "cpu", "cpu0"));
  }

  @Test
  void whatIsRolledUpIsNeverOfAllHosts() {
    Identity identity = new Identity();
    Map<String, String> appended = Map.of("InstanceId", "${aws:InstanceId}");
    IdentifiedSink sink = new IdentifiedSink(identity, "h", appended, out::add);
    MetricSample byInstance = sample(rolledUp(appended));
    MetricSample byHost = sample(rolledUp(Map.of("host", "h")));

    sink.accept(byInstance);
    assertThat(out).isEmpty();
    sink.accept(byHost);
    assertThat(last()).isEqualTo(Map.of("host", "h"));

    identity.learn(Map.of("aws:InstanceId", "i-1"));
    sink.accept(byInstance);
    assertThat(last()).isEqualTo(Map.of("InstanceId", "i-1"));
    sink.accept(byHost);
    assertThat(last()).isEqualTo(Map.of("host", "h"));
  }

  @Test
  void whereTheHostIsOmittedAnUnknownDimensionIsLeftOutAsEver() {
    Identity identity = new Identity();
    Map<String, String> appended = Map.of("InstanceId", "${aws:InstanceId}", "site", "north");
    IdentifiedSink sink = new IdentifiedSink(identity, null, appended, out::add);
    sink.accept(sample(rolledUp(appended)));
    assertThat(last()).isEqualTo(Map.of("site", "north"));
  }

  @Test
  void aSeriesIsMadeOnceAndTheSampleIsTheSameOtherwise() {
    Identity identity = new Identity();
    identity.learn(Map.of("host:id", "m"));
    IdentifiedSink sink = new IdentifiedSink(identity, "h", Map.of(), out::add);
    MetricSeries series = series("h", Map.of("id", "${host:id}"));
    sink.accept(new MetricSample(series, 20, 10, 1.5));
    sink.accept(new MetricSample(series, 30, 20, 2.5));
    assertThat(out.get(0).series()).isSameAs(out.get(1).series());
    assertThat(out.get(1)).isEqualTo(new MetricSample(out.get(0).series(), 30, 20, 2.5));
    assertThat(out.get(0).series().name()).isEqualTo("cpu_usage_idle");
    assertThat(out.get(0).series().kind()).isEqualTo(MetricKind.DELTA);
    assertThat(out.get(0).series().intervalSeconds()).isEqualTo(10);
  }

  private Map<String, String> last() {
    return out.get(out.size() - 1).series().dimensions().entries();
  }

  private static MetricSample sample(MetricSeries series) {
    return MetricSample.gauge(series, 1, 1);
  }

  private static MetricSeries series(String host, Map<String, String> more) {
    return rolledUp(Dimensions.NONE.with("cpu", "cpu0").with("host", host).with(more).entries());
  }

  private static MetricSeries rolledUp(Map<String, String> entries) {
    Dimensions dimensions = new Dimensions(entries);
    return new MetricSeries(
        "CWAgent", "cpu_usage_idle", Unit.PERCENT, dimensions, MetricKind.DELTA, 10);
  }
}
