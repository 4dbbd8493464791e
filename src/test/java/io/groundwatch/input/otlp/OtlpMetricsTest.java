package io.groundwatch.input.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpMetricsTest {
  private static final String PROTO = "application/x-protobuf";
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  private final OtlpRig rig = new OtlpRig();

  /** After the agent's own start, so that all of a total came since. */
  private final long start = rig.time.wallNanos() + 1_000_000_000L;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aGaugeHasTheDimensionsOfItsPointAndItsService() {
    NumberDataPoint.Builder point = point(2.5).addAttributes(pair("route", "/"));
    send(
        Metric.newBuilder()
            .setName("queue.length")
            .setUnit("By")
            .setGauge(Gauge.newBuilder().addDataPoints(point)));
    MetricSample sample = only();
    assertThat(sample.series().name()).isEqualTo("queue.length");
    assertThat(sample.series().unit()).isEqualTo(Unit.BYTES);
    assertThat(sample.series().kind()).isEqualTo(MetricKind.GAUGE);
    assertThat(sample.value()).isEqualTo(2.5);
    assertThat(sample.timeNanos()).isEqualTo(start + 5);
    assertThat(sample.series().dimensions().entries())
        .as("without the SDK, the process and the system")
        .isEqualTo(Map.of("host", "box7", "service.name", "shop", "route", "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "true, DELTA, DELTA",
    "true, CUMULATIVE, CUMULATIVE",
    "false, CUMULATIVE, GAUGE",
    "false, DELTA, DELTA"
  })
  void aSumIsWhatItSays(boolean monotonic, String temporality, MetricKind kind) {
    send(
        Metric.newBuilder()
            .setName("hits")
            .setUnit("{hit}")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(monotonic)
                    .setAggregationTemporality(temporality.equals("DELTA") ? DELTA : CUMULATIVE)
                    .addDataPoints(point(0).clearAsDouble().setAsInt(-7))));
    assertThat(only().series().kind()).isEqualTo(kind);
    assertThat(only().series().unit()).isEqualTo(Unit.COUNT);
    assertThat(only().value()).isEqualTo(-7);
    assertThat(only().startNanos()).isEqualTo(kind == MetricKind.GAUGE ? start + 5 : start);
  }

  @Test
  void aHistogramIsTheMiddleOfEachBucketWithHowManyItHolds() {
    send(histogram(DELTA, List.of(2L, 0L, 3L, 1L), 0.5, 90));
    ValueSet set = only().set().orElseThrow();
    assertThat(set.toMap()).isEqualTo(Map.of(5.25, 2L, 35.0, 3L, 70.0, 1L));
    assertThat(only().startNanos()).isEqualTo(start);
  }

  @Test
  void ofACumulativeHistogramWhatCameSinceTheLastTime() {
    send(histogram(CUMULATIVE, List.of(1L, 0L, 1L, 0L), 1, 30));
    send(histogram(CUMULATIVE, List.of(1L, 2L, 1L, 0L), 1, 30));
    send(histogram(CUMULATIVE, List.of(1L, 2L, 1L, 0L), 1, 30));
    send(histogram(CUMULATIVE, List.of(0L, 1L, 0L, 0L), 1, 30));
    assertThat(rig.samples())
        .extracting(s -> s.set().orElseThrow().toMap().toString())
        .as("all; two more; none; anew")
        .containsExactly("{5.5=1, 30.0=1}", "{15.0=2}", "{15.0=1}");
  }

  @Test
  void aHistogramWithoutBucketsKeepsItsSumAndItsEnds() {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder().setCount(4).setSum(20).setMin(1).setMax(9);
    send(
        Metric.newBuilder()
            .setName("h")
            .setHistogram(
                Histogram.newBuilder().setAggregationTemporality(DELTA).addDataPoints(point)));
    ValueSet set = only().set().orElseThrow();
    assertThat(set.sum()).isEqualTo(20);
    assertThat(set.count()).isEqualTo(4);
    assertThat(set.min()).isEqualTo(1);
    assertThat(set.max()).isEqualTo(9);
  }

  @Test
  void anExponentialHistogramIsTheMiddleOfEachBucket() {
    send(exponential(DELTA, 1, 3, List.of(2L, 0L, 1L)));
    ValueSet set = only().set().orElseThrow();
    assertThat(set.count(0)).as("zero").isEqualTo(5);
    assertThat(set.value(1)).isCloseTo(Math.pow(2, 3.5 / 2), within(1e-9));
    assertThat(set.value(2)).isCloseTo(Math.pow(2, 5.5 / 2), within(1e-9));
    assertThat(set.count()).isEqualTo(8);
  }

  @Test
  void aCumulativeOneMayGetCoarserMeanwhile() {
    send(exponential(CUMULATIVE, 1, 2, List.of(1L, 1L, 1L, 1L)));
    send(exponential(CUMULATIVE, 0, 1, List.of(2L, 5L)));
    assertThat(rig.samples()).hasSize(2);
    ValueSet since = rig.samples().get(1).set().orElseThrow();
    assertThat(since.count()).isEqualTo(3);
    assertThat(since.value(0)).isCloseTo(Math.pow(2, 2.5), within(1e-9));
  }

  @Test
  void aSummaryIsItsCountItsSumAndItsQuantiles() {
    SummaryDataPoint.Builder point =
        SummaryDataPoint.newBuilder()
            .setStartTimeUnixNano(start)
            .setTimeUnixNano(start + 5)
            .setCount(10)
            .setSum(55)
            .addQuantileValues(ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(5))
            .addQuantileValues(ValueAtQuantile.newBuilder().setQuantile(0.99).setValue(9));
    send(Metric.newBuilder().setName("s").setSummary(Summary.newBuilder().addDataPoints(point)));
    assertThat(rig.samples())
        .extracting(
            s ->
                s.series().name()
                    + " "
                    + s.series().kind()
                    + " "
                    + s.series().dimensions().entries().get("quantile")
                    + " "
                    + s.value())
        .containsExactly(
            "s_count CUMULATIVE null 10.0",
            "s_sum CUMULATIVE null 55.0",
            "s GAUGE 0.5 5.0",
            "s GAUGE 0.99 9.0");
  }

  @Test
  void pointsThatCanNeverBeTakenAreToldAndTheOthersAreTaken() throws Exception {
    NumberDataPoint.Builder wide = point(1);
    for (int i = 0; i < 40; i++) {
      wide.addAttributes(pair("a" + i, "x"));
    }
    HttpResponse<byte[]> answer =
        send(
            Metric.newBuilder()
                .setName("g")
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(point(Double.NaN))
                        .addDataPoints(point(3))
                        .addDataPoints(wide)
                        .addDataPoints(point(9).setFlags(1))));
    assertThat(only().value()).isEqualTo(3);
    ExportMetricsServiceResponse said = ExportMetricsServiceResponse.parseFrom(answer.body());
    assertThat(said.getPartialSuccess().getRejectedDataPoints()).isEqualTo(2);
    assertThat(said.getPartialSuccess().getErrorMessage()).contains("no number");
    assertThat(rig.count("agent_otlp_dropped_total", "reason", "number")).isEqualTo(2);
  }

  @Test
  void jsonSaysTheSame() {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"j","unit":"ms",
          "histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1700000000000000000",
            "count":"3","sum":30,"bucketCounts":["1","2"],"explicitBounds":[10]}]}}]}]}]}
        """;
    HttpResponse<byte[]> answer =
        rig.exchange("/v1/metrics", "application/json", json.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(only().series().unit()).isEqualTo(Unit.MILLISECONDS);
    assertThat(only().set().orElseThrow().toMap()).isEqualTo(Map.of(5.0, 1L, 10.0, 2L));
  }

  @Test
  void aHistogramOfAMillionBucketsIsRefused() {
    HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder().setCount(1);
    ExponentialHistogramDataPoint.Builder other = ExponentialHistogramDataPoint.newBuilder();
    Buckets.Builder buckets = Buckets.newBuilder();
    for (int i = 0; i < 500_000; i++) {
      point.addBucketCounts(1);
      buckets.addBucketCounts(1);
    }
    send(
        Metric.newBuilder()
            .setName("h")
            .setHistogram(
                Histogram.newBuilder().setAggregationTemporality(DELTA).addDataPoints(point)));
    send(
        Metric.newBuilder()
            .setName("e")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .setAggregationTemporality(DELTA)
                    .addDataPoints(other.setPositive(buckets))));
    assertThat(rig.samples()).isEmpty();
    assertThat(rig.count("agent_otlp_dropped_total", "reason", "histogram")).isEqualTo(2);
  }

  private Metric.Builder histogram(
      AggregationTemporality temporality, List<Long> counts, double min, double max) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(start)
            .setTimeUnixNano(start + 5)
            .addAllExplicitBounds(List.of(10.0, 20.0, 50.0))
            .addAllBucketCounts(counts)
            .setCount(counts.stream().mapToLong(Long::longValue).sum());
    if (temporality == DELTA || counts.get(0) + counts.get(2) == 2) {
      point.setMin(min).setMax(max);
    }
    return Metric.newBuilder()
        .setName("h")
        .setHistogram(
            Histogram.newBuilder().setAggregationTemporality(temporality).addDataPoints(point));
  }

  private Metric.Builder exponential(
      AggregationTemporality temporality, int scale, int offset, List<Long> counts) {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(start)
            .setTimeUnixNano(start + 5)
            .setScale(scale)
            .setZeroCount(temporality == DELTA ? 5 : 0)
            .setPositive(Buckets.newBuilder().setOffset(offset).addAllBucketCounts(counts));
    return Metric.newBuilder()
        .setName("e")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(temporality)
                .addDataPoints(point));
  }

  private NumberDataPoint.Builder point(double value) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(start)
        .setTimeUnixNano(start + 5)
        .setAsDouble(value);
  }

  private HttpResponse<byte[]> send(Metric.Builder metric) {
    Resource.Builder resource = Resource.newBuilder();
    Map.of(
            "service.name", "shop",
            "host.name", "box7",
            "telemetry.sdk.name", "opentelemetry",
            "process.pid", "17",
            "os.type", "linux")
        .forEach((name, value) -> resource.addAttributes(pair(name, value)));
    HttpResponse<byte[]> answer =
        rig.exchange(
            "/v1/metrics",
            PROTO,
            ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                    ResourceMetrics.newBuilder()
                        .setResource(resource)
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build()
                .toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private MetricSample only() {
    assertThat(rig.samples()).hasSize(1);
    return rig.samples().get(0);
  }

  private static KeyValue pair(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
