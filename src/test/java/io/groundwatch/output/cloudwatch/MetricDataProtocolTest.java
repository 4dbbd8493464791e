package io.groundwatch.output.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricDataProtocolTest {
  private static final long NOON = 1_769_860_800_000_000_000L;

  private final OutputRig rig = new OutputRig();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = RecordingServer.answering(Answer.of(200, "{}"));
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void putsASampleAsOneDatum() throws Exception {
    assertThat(
            send(
                TestBatches.gauge(
                    "cpu_usage_active",
                    Unit.PERCENT,
                    Map.of("host", "web1", "cpu", "0", "empty", " "),
                    NOON + 999,
                    3.25)))
        .isEqualTo(new Outcome.Delivered());
    RecordingServer.Request request = server.request(0);
    assertThat(request.header("x-amz-target"))
        .isEqualTo("GraniteServiceVersion20100801.PutMetricData");
    assertThat(request.header("content-type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    assertThat(request.text())
        .isEqualTo(
            "{\"Namespace\":\"CWAgent\",\"MetricData\":[{\"MetricName\":\"cpu_usage_active\","
                + "\"Dimensions\":[{\"Name\":\"cpu\",\"Value\":\"0\"},"
                + "{\"Name\":\"host\",\"Value\":\"web1\"}],\"Timestamp\":1769860800,"
                + "\"Value\":3.25,\"Unit\":\"Percent\",\"StorageResolution\":60}]}");
  }

  @Test
  void joinsTheSamplesOfOneMomentAsValuesAndCounts() throws Exception {
    MetricSeries fast = new MetricSeries("N", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);
    MetricSeries slow =
        new MetricSeries("N", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 60);
    send(
        MetricSample.gauge(fast, NOON, 1),
        MetricSample.gauge(fast, NOON + 500_000_000L, 2),
        MetricSample.gauge(fast, NOON + 600_000_000L, 1),
        MetricSample.gauge(fast, NOON + 1_000_000_000L, 1),
        MetricSample.gauge(slow, NOON, 5),
        MetricSample.gauge(slow, NOON + 59_000_000_000L, 6));
    assertThat(server.request(0).text())
        .contains(
            "\"Timestamp\":1769860800,\"Values\":[1,2],\"Counts\":[2,1],\"Unit\":\"None\","
                + "\"StorageResolution\":1}")
        .contains("\"Timestamp\":1769860801,\"Value\":1,")
        .contains("\"Values\":[5,6],\"Counts\":[1,1],\"Unit\":\"None\",\"StorageResolution\":60}");
  }

  @Test
  void putsTheValuesOfOneSampleAsValuesAndCounts() throws Exception {
    MetricSeries series =
        new MetricSeries("N", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);
    SortedMap<Double, Long> counts = new TreeMap<>(Map.of(1.0, 2L, 4.0, 1L));
    send(
        MetricSample.of(series, NOON, NOON, new ValueSet(counts)),
        MetricSample.gauge(series, NOON, 4));
    assertThat(server.request(0).text()).contains("\"Values\":[1,4],\"Counts\":[2,2],");

    SortedMap<Double, Long> many = new TreeMap<>();
    for (int i = 0; i <= Datum.MAX_VALUES; i++) {
      many.put((double) i, 1L);
    }
    assertThat(send(MetricSample.of(series, NOON, NOON, new ValueSet(many))))
        .isEqualTo(new Outcome.Delivered());
    assertThat(server.request(1).text())
        .contains(",149],\"Counts\":[1,")
        .contains("\"Timestamp\":1769860800,\"Value\":150,");
  }

  @Test
  void splitsByNamespaceDatumsValuesAndBytes() throws Exception {
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      samples.add(TestBatches.gauge("m" + i, Unit.NONE, Map.of(), NOON, i));
    }
    for (int i = 0; i < 151; i++) {
      samples.add(TestBatches.gauge("values", Unit.NONE, Map.of(), NOON, i));
    }
    for (int i = 0; i < 500; i++) {
      Map<String, String> dimensions = Map.of("a", "x".repeat(1024), "b", "y".repeat(1024));
      samples.add(TestBatches.gauge("big" + i, Unit.NONE, dimensions, NOON, i));
    }
    send(samples.toArray(new MetricSample[0]));
    int datums = 0;
    for (RecordingServer.Request request : server.requests()) {
      assertThat(request.body().length).isLessThanOrEqualTo(1_000_000);
      List<JsonTree> data = JsonTree.of(request.text()).at("MetricData").elements();
      assertThat(data).hasSizeBetween(1, 1000);
      assertThat(data)
          .allSatisfy(d -> assertThat(d.at("Values").elements()).hasSizeLessThanOrEqualTo(150));
      datums += data.size();
    }
    assertThat(datums).isEqualTo(1001 + 2 + 500);
  }

  @Test
  void aNamespaceEachIsARequest() throws Exception {
    send(
        MetricSample.gauge(series("A"), NOON, 1),
        MetricSample.gauge(series("B"), NOON, 1),
        MetricSample.gauge(series("A"), NOON + 60_000_000_000L, 1));
    assertThat(server.requests())
        .extracting(r -> JsonTree.of(r.text()).text("Namespace"))
        .containsExactly("A", "B");
  }

  @Test
  void keepsThirtyDimensions() throws Exception {
    Map<String, String> dimensions = new TreeMap<>();
    for (int i = 10; i < 45; i++) {
      dimensions.put("d" + i, "v");
    }
    send(TestBatches.gauge("m", Unit.NONE, dimensions, NOON, 1));
    assertThat(server.request(0).text()).contains("\"d39\"").doesNotContain("\"d40\"");
  }

  @Test
  void aValueThatIsTooLargeIsRefusedAndTheOthersAreTaken() throws Exception {
    Outcome outcome =
        send(
            TestBatches.gauge("a", Unit.NONE, Map.of(), NOON, 1e200),
            TestBatches.gauge("b", Unit.NONE, Map.of(), NOON, 1e100));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            p -> assertThat(p.refusals()).extracting(Refusal::index).containsExactly(0));
    assertThat(server.request(0).text()).contains("1.0E100").doesNotContain("E200");
  }

  @Test
  void errorsAreReadByTheirCode() throws Exception {
    MetricSample sample = TestBatches.gauge("a", Unit.NONE, Map.of(), NOON, 1);
    server.answer(
        r ->
            CloudWatchRecorder.error(
                "com.amazonaws.cloudwatch#InvalidParameterValueException", "too old"));
    assertThat(send(sample))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.reason()).endsWith("\"InvalidParameterValue: too old\""));
    server.answer(r -> CloudWatchRecorder.error("AccessDenied", "no"));
    assertThat(send(sample))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("Allow cloudwatch:PutMetricData"));
    server.answer(r -> CloudWatchRecorder.error("Throttling", "Rate exceeded"));
    assertThat(send(sample)).isInstanceOf(Outcome.Retry.class);
    server.answer(r -> Answer.of(413, ""));
    assertThat(send(sample)).isInstanceOf(Outcome.TooLarge.class);
  }

  private static MetricSeries series(String namespace) {
    return new MetricSeries(namespace, "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 60);
  }

  private Outcome send(MetricSample... samples) throws Exception {
    return OutputRig.send(
        rig.open(server.url("/"), new MetricDataProtocol(), AuthHeaders.NONE),
        TestBatches.metrics(List.of(samples)));
  }
}
