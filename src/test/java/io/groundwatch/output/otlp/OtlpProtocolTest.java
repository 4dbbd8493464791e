package io.groundwatch.output.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.ProtoWriter;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent is read by the classes that OpenTelemetry publishes. */
class OtlpProtocolTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final StoredBatch LINES =
      TestBatches.logs(
          List.of(
              new Line(
                  7,
                  new LogOrigin(
                      "g",
                      "s",
                      "/var/log/a.log",
                      Map.of(
                          "service.name", "shop",
                          "deployment.environment", "prod",
                          "severity", "WARN",
                          "trace_id", TRACE,
                          "span_id", "not an id",
                          "user", "ü")),
                  "one \"line\""),
              new Line(8, new LogOrigin("g", "s", ""), "x".repeat(20_000))));
  private static final MetricSample GAUGE =
      TestBatches.gauge("cpu", Unit.PERCENT, Map.of("host", "web1", "cpu", "0"), 5, -0.5);
  private static final MetricSample DELTA =
      new MetricSample(
          TestBatches.series("net", Unit.BYTES, Map.of(), MetricKind.DELTA), 20, 10, 3e300);
  private static final MetricSample TOTAL =
      new MetricSample(
          TestBatches.series("time", Unit.SECONDS, Map.of(), MetricKind.CUMULATIVE), 20, 1, 7);

  private final OutputRig rig = new OutputRig();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = RecordingServer.answering(RecordingServer.Answer.of(200, ""));
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void samplesReadBackAsTheyWere() throws Exception {
    send(SignalKind.METRICS, false, TestBatches.metrics(List.of(GAUGE, DELTA, TOTAL)));
    RecordingServer.Request request = server.request(0);
    assertThat(request.uri().toString()).isEqualTo("/v1/metrics");
    assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    List<ResourceMetrics> resources =
        ExportMetricsServiceRequest.parseFrom(request.body()).getResourceMetricsList();
    assertThat(resources).hasSize(2);
    assertThat(attributes(resources.get(0).getResource().getAttributesList()))
        .isEqualTo(Map.of("host.name", "web1"));
    assertThat(attributes(resources.get(0).getScopeMetrics(0).getScope().getAttributesList()))
        .isEqualTo(Map.of("namespace", "CWAgent"));

    Metric gauge = resources.get(0).getScopeMetrics(0).getMetrics(0);
    NumberDataPoint point = gauge.getGauge().getDataPoints(0);
    assertThat(gauge.getName()).isEqualTo("cpu");
    assertThat(gauge.getUnit()).isEqualTo("%");
    assertThat(point.getAsDouble()).isEqualTo(-0.5);
    assertThat(point.getTimeUnixNano()).isEqualTo(5);
    assertThat(attributes(point.getAttributesList())).isEqualTo(Map.of("cpu", "0"));

    Metric delta = resources.get(1).getScopeMetrics(0).getMetrics(0);
    assertThat(delta.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    assertThat(delta.getSum().getIsMonotonic()).isTrue();
    assertThat(delta.getSum().getDataPoints(0).getStartTimeUnixNano()).isEqualTo(10);
    assertThat(delta.getSum().getDataPoints(0).getAsDouble()).isEqualTo(3e300);
    assertThat(resources.get(1).getScopeMetrics(0).getMetrics(1).getSum())
        .satisfies(
            sum ->
                assertThat(sum.getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
  }

  @Test
  void aSampleOfSeveralValuesReadsBackAsAHistogram() throws Exception {
    ValueSet values = new ValueSet(new TreeMap<>(Map.of(1.0, 2L, 4.5, 1L)));
    MetricSample several = MetricSample.of(GAUGE.series(), 20, 20, values);
    send(SignalKind.METRICS, false, TestBatches.metrics(List.of(several)));
    Metric metric =
        ExportMetricsServiceRequest.parseFrom(server.request(0).body())
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetrics(0);
    assertThat(metric.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
    assertThat(point.getTimeUnixNano()).isEqualTo(20);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(6.5);
    assertThat(point.getMin()).isEqualTo(1);
    assertThat(point.getMax()).isEqualTo(4.5);
    assertThat(attributes(point.getAttributesList())).isEqualTo(Map.of("cpu", "0"));
  }

  @Test
  void linesReadBackAsTheyWere() throws Exception {
    send(SignalKind.LOGS, false, LINES);
    assertThat(server.request(0).uri().toString()).isEqualTo("/v1/logs");
    List<ResourceLogs> resources =
        ExportLogsServiceRequest.parseFrom(server.request(0).body()).getResourceLogsList();
    assertThat(attributes(resources.get(0).getResource().getAttributesList()))
        .isEqualTo(
            Map.of(
                "host.name", "here",
                "service.name", "shop",
                "deployment.environment.name", "prod"));
    LogRecord line = resources.get(0).getScopeLogs(0).getLogRecords(0);
    assertThat(line.getBody().getStringValue()).isEqualTo("one \"line\"");
    assertThat(line.getTimeUnixNano()).isEqualTo(7);
    assertThat(line.getSeverityNumberValue()).isEqualTo(13);
    assertThat(line.getSeverityText()).isEqualTo("WARN");
    assertThat(HexFormat.of().formatHex(line.getTraceId().toByteArray())).isEqualTo(TRACE);
    assertThat(attributes(line.getAttributesList()))
        .isEqualTo(
            Map.of(
                "log.file.path", "/var/log/a.log",
                "log.file.name", "a.log",
                "log.group", "g",
                "log.stream", "s",
                "span_id", "not an id",
                "user", "ü"));
    assertThat(resources.get(1).getScopeLogs(0).getLogRecords(0).getBody().getStringValue())
        .hasSize(20_000);
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    send(SignalKind.METRICS, true, TestBatches.metrics(List.of(GAUGE, DELTA)));
    assertThat(server.request(0).header("content-type")).isEqualTo("application/json");
    JsonTree resources = JsonTree.of(server.request(0).text()).at("resourceMetrics");
    JsonTree delta =
        resources
            .elements()
            .get(1)
            .at("scopeMetrics")
            .elements()
            .get(0)
            .at("metrics")
            .elements()
            .get(0);
    assertThat(delta.text("sum", "aggregationTemporality")).isEqualTo("1");
    assertThat(delta.at("sum", "dataPoints").elements().get(0).text("startTimeUnixNano"))
        .isEqualTo("10");
    send(SignalKind.LOGS, true, LINES);
    JsonTree line =
        JsonTree.of(server.request(1).text())
            .at("resourceLogs")
            .elements()
            .get(0)
            .at("scopeLogs")
            .elements()
            .get(0)
            .at("logRecords")
            .elements()
            .get(0);
    assertThat(line.text("traceId")).isEqualTo(TRACE);
    assertThat(line.text("body", "stringValue")).isEqualTo("one \"line\"");
    assertThat(line.text("timeUnixNano")).isEqualTo("7");
  }

  @Test
  void aPartialSuccessIsNotSentAgain() throws Exception {
    ProtoWriter some = new ProtoWriter();
    some.message(1, () -> some.varint(1, 1).string(2, "too old"));
    assertThat(reply(200, "application/x-protobuf", some.toByteArray(), 3))
        .isEqualTo(new Outcome.Delivered());
    ProtoWriter all = new ProtoWriter();
    all.message(1, () -> all.varint(1, 2).string(2, "bad \u00fc"));
    assertThat(reply(200, "application/x-protobuf", all.toByteArray(), 2))
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            partly -> {
              assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(0, 1);
              assertThat(partly.refusals().get(0).reason()).endsWith("\"bad ü\"");
            });
    String json = "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"no\"}}";
    assertThat(reply(200, "application/json", json.getBytes(StandardCharsets.UTF_8), 1))
        .isInstanceOf(Outcome.PartlyDelivered.class);
  }

  @Test
  void onlyWhatTheProtocolNamesIsTriedAgain() throws Exception {
    byte[] status = new ProtoWriter().varint(1, 8).string(2, "quota used up").toByteArray();
    for (int code : new int[] {429, 502, 503, 504}) {
      assertThat(reply(code, "application/x-protobuf", status, 1))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> assertThat(retry.reason()).endsWith(code + ": \"quota used up\""));
    }
    for (int code : new int[] {400, 408, 500, 501, 505}) {
      assertThat(reply(code, "text/plain", new byte[0], 1)).isInstanceOf(Outcome.Rejected.class);
    }
    for (int code : new int[] {301, 401, 403, 404}) {
      assertThat(reply(code, "text/plain", new byte[0], 1)).isInstanceOf(Outcome.Held.class);
    }
    assertThat(reply(413, "text/plain", new byte[0], 1)).isInstanceOf(Outcome.TooLarge.class);
  }

  @Test
  void whatIsNoAnswerOfTheProtocolIsReadAllTheSame() throws Exception {
    for (String body : List.of("\1\2", "\n\177", "<html>", "\n\5\10")) {
      assertThat(reply(200, "application/x-protobuf", body.getBytes(StandardCharsets.UTF_8), 1))
          .isNotNull();
    }
  }

  @Test
  void everyUnitIsWrittenInUcum() {
    assertThat(Unit.values()).allSatisfy(unit -> assertThat(UcumUnits.of(unit)).isNotNull());
    assertThat(UcumUnits.of(Unit.KILOBYTES_PER_SECOND)).isEqualTo("kBy/s");
  }

  private static Map<String, String> attributes(List<KeyValue> list)
      throws InvalidProtocolBufferException {
    Map<String, String> attributes = new TreeMap<>();
    list.forEach(a -> attributes.put(a.getKey(), a.getValue().getStringValue()));
    return attributes;
  }

  /** What comes of an answer whose body may be no text, to a request of so many records. */
  private Outcome reply(int status, String type, byte[] body, int records) throws Exception {
    server.answer(
        r ->
            new RecordingServer.Answer(
                status, Map.of("Content-Type", type), new String(body, StandardCharsets.UTF_8)));
    List<Line> lines = IntStream.range(0, records).mapToObj(i -> Line.of(i, "s", "m")).toList();
    return OutputRig.send(
        rig.open(server.url("/"), protocol(SignalKind.LOGS, false), AuthHeaders.NONE),
        TestBatches.logs(lines));
  }

  private void send(SignalKind kind, boolean json, StoredBatch batch) throws Exception {
    assertThat(
            OutputRig.send(
                rig.open(server.url("/"), protocol(kind, json), AuthHeaders.NONE), batch))
        .isEqualTo(new Outcome.Delivered());
  }

  private static OtlpProtocol protocol(SignalKind kind, boolean json) {
    return new OtlpProtocol("/v1/" + kind.key(), kind, json, "here");
  }
}
