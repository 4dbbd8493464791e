package io.groundwatch.input.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's own SDK sends. */
class OtlpSdkTest {
  private static final Resource SHOP =
      Resource.getDefault()
          .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop")));

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void itsLogsArrive() {
    OtlpHttpLogRecordExporter exporter =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(rig.uri("/v1/logs").toString())
            .setCompression("gzip")
            .build();
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setResource(SHOP)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(exporter).setMaxExportBatchSize(100).build())
            .build()) {
      Logger logger = provider.get("till");
      for (int i = 0; i < 500; i++) {
        logger
            .logRecordBuilder()
            .setBody("sold " + i)
            .setSeverity(Severity.INFO)
            .setAttribute(AttributeKey.longKey("n"), (long) i)
            .emit();
      }
      await(provider.forceFlush());
    }
    assertThat(rig.logs.messages())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "sold " + i).toList());
    assertThat(rig.logs.origins().get(0).group()).isEqualTo("shop");
    assertThat(rig.logs.attributes().get(7))
        .containsEntry("severity", "INFO")
        .containsEntry("n", "7");
  }

  @Test
  void itsMetricsArrive() {
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(rig.uri("/v1/metrics").toString())
            .setAggregationTemporalitySelector(AggregationTemporalitySelector.deltaPreferred())
            .build();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setResource(SHOP)
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
            .build()) {
      Meter meter = provider.get("till");
      LongCounter counter = meter.counterBuilder("sales").setUnit("{sale}").build();
      DoubleHistogram histogram = meter.histogramBuilder("price").setUnit("s").build();
      counter.add(3, Attributes.of(AttributeKey.stringKey("shelf"), "top"));
      counter.add(4, Attributes.of(AttributeKey.stringKey("shelf"), "top"));
      histogram.record(12);
      histogram.record(13);
      await(provider.forceFlush());
      CompletableResultCode end = provider.shutdown(); // which sends once more
      rig.await(
          () -> {
            rig.points.store();
            return end.isDone();
          });
    }
    MetricSample sales = sample("sales");
    assertThat(sales.value()).isEqualTo(7);
    assertThat(sales.series().kind()).isEqualTo(MetricKind.DELTA);
    assertThat(sales.series().dimensions().entries())
        .containsEntry("shelf", "top")
        .containsEntry("service.name", "shop");
    assertThat(sample("price").set().orElseThrow().count()).isEqualTo(2);
  }

  private MetricSample sample(String name) {
    return rig.samples().stream()
        .filter(s -> s.series().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Works for the input meanwhile. */
  private void await(CompletableResultCode result) {
    rig.await(
        () -> {
          rig.logs.store();
          rig.points.store();
          return result.isDone();
        });
    assertThat(result.isSuccess()).isTrue();
  }
}
