package io.groundwatch.output.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.RecordingServer.Request;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the published definition of the bulk API; OpenSearchServerIT asks a real node. */
class BulkProtocolTest {
  private static final long NOON = 1_769_860_800_000_000_000L;
  private static final StoredBatch THREE =
      TestBatches.logs(
          IntStream.range(0, 3).mapToObj(i -> Line.of(NOON + i, "s", "m" + i)).toList());

  private final OutputRig rig = new OutputRig();
  private final Map<String, String> stored = new HashMap<>();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = new RecordingServer(this::store);
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  /** As a node does: a document under an id that is there is a conflict. */
  private synchronized Answer store(Request request) {
    String[] lines = request.text().split("\n", -1);
    StringBuilder items = new StringBuilder();
    boolean errors = false;
    for (int i = 0; i + 1 < lines.length; i += 2) {
      JsonTree action = JsonTree.of(lines[i]).at("create");
      boolean fresh =
          stored.putIfAbsent(action.text("_index") + "/" + action.text("_id"), lines[i + 1])
              == null;
      errors |= !fresh;
      items.append(i == 0 ? "" : ",").append("{\"create\":{\"status\":");
      items.append(fresh ? "201}}" : "409}}");
    }
    return Answer.of(200, "{\"errors\":" + errors + ",\"items\":[" + items + "]}");
  }

  @Test
  void linesBecomeDocumentsByTheCommonSchema() throws Exception {
    LogOrigin origin =
        new LogOrigin(
            "g",
            "s",
            "/var/log/a.log",
            Map.of("severity", "warn", "service.name", "shop", "user.id", "7"));
    StoredBatch batch = TestBatches.logs(List.of(new Line(NOON, origin, "a \"b\"")));
    assertThat(OutputRig.send(output("logs-app-default"), batch))
        .isEqualTo(new Outcome.Delivered());
    Request request = server.request(0);
    assertThat(request.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    assertThat(request.text())
        .startsWith(
            "{\"create\":{\"_index\":\"logs-app-default\",\"_id\":\"" + batch.id() + "-0\"}}\n")
        .endsWith("}\n");
    JsonTree document = JsonTree.of(stored.values().iterator().next());
    assertThat(document.text("@timestamp")).isEqualTo("2026-01-31T12:00:00.000Z");
    assertThat(document.text("message")).isEqualTo("a \"b\"");
    assertThat(document.text("host.name")).isEqualTo("here");
    assertThat(document.text("log.level")).isEqualTo("warn");
    assertThat(document.text("service.name")).isEqualTo("shop");
    assertThat(document.text("log.file.path")).isEqualTo("/var/log/a.log");
    assertThat(document.text("labels", "user_id")).isEqualTo("7");
  }

  @Test
  void samplesBecomeDocuments() throws Exception {
    MetricSample sample =
        new MetricSample(
            TestBatches.series(
                "net", Unit.BYTES, Map.of("host", "web1", "if", "eth0"), MetricKind.DELTA),
            NOON,
            NOON - 1_000_000_000L,
            2.5);
    Output output =
        rig.open(
            server.url("/"),
            new BulkProtocol("/_bulk", "m-{date}", SignalKind.METRICS, "here"),
            AuthHeaders.NONE);
    OutputRig.send(output, TestBatches.metrics(List.of(sample)));
    assertThat(stored.keySet().iterator().next()).startsWith("m-2026.01.31/");
    assertThat(stored.values().iterator().next())
        .isEqualTo(
            "{\"@timestamp\":\"2026-01-31T12:00:00.000Z\",\"host.name\":\"web1\",\"metric\":"
                + "{\"namespace\":\"CWAgent\",\"name\":\"net\",\"value\":2.5,\"unit\":\"Bytes\","
                + "\"kind\":\"delta\",\"start\":\"2026-01-31T11:59:59.000Z\"},"
                + "\"labels\":{\"if\":\"eth0\"}}");
  }

  @Test
  void severalNumbersAreASummaryAndAHistogram() throws Exception {
    Output output =
        rig.open(
            server.url("/"),
            new BulkProtocol("/_bulk", "m", SignalKind.METRICS, "here"),
            AuthHeaders.NONE);
    OutputRig.send(
        output,
        TestBatches.metrics(
            List.of(TestBatches.several("request", Unit.SECONDS, NOON, 8.5, 0.5, 0.5, 0.5))));
    assertThat(stored.values().iterator().next())
        .contains(
            "\"metric\":{\"namespace\":\"CWAgent\",\"name\":\"request\",\"value\":2.5,\"unit\":"
                + "\"Seconds\",\"kind\":\"gauge\",\"summary\":{\"min\":0.5,\"max\":8.5,\"sum\":10,"
                + "\"value_count\":4},\"histogram\":{\"values\":[0.5,8.5],\"counts\":[3,1]}}}");
  }

  /** Fewer documents than the limit, of more bytes. */
  @Test
  void splitsWhereManyNumbersMakeDocumentsLarge() throws Exception {
    double[] numbers = IntStream.range(0, 30_000).mapToDouble(i -> i / 3.0).toArray();
    List<MetricSample> samples =
        IntStream.range(0, 12)
            .mapToObj(i -> TestBatches.several("m" + i, Unit.NONE, NOON, numbers))
            .toList();
    Output output =
        rig.open(
            server.url("/"),
            new BulkProtocol("/_bulk", "m", SignalKind.METRICS, "here"),
            AuthHeaders.NONE);
    assertThat(OutputRig.send(output, TestBatches.metrics(samples)))
        .isEqualTo(new Outcome.Delivered());
    assertThat(stored).hasSize(12);
    assertThat(server.requests())
        .hasSizeGreaterThan(1)
        .allSatisfy(
            request -> assertThat(request.body().length).isLessThan(BulkProtocol.MAX_BYTES));
  }

  @Test
  void whatComesAgainIsThereAlreadyAndCountsAsStored() throws Exception {
    Output output = output("logs");
    assertThat(OutputRig.send(output, THREE)).isEqualTo(new Outcome.Delivered());
    assertThat(OutputRig.send(output, THREE)).isEqualTo(new Outcome.Delivered());
    assertThat(stored).hasSize(3);
  }

  @Test
  void eachDocumentHasItsOwnOutcome() throws Exception {
    server.answer(
        r ->
            Answer.of(
                200,
                "{\"errors\":true,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":"
                    + "400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"failed"
                    + " to parse field [x]\"}}},{\"create\":{\"status\":429,\"error\":{\"type\":"
                    + "\"es_rejected_execution_exception\",\"reason\":\"queue full\"}}}]}"));
    Output output = output("logs");
    assertThat(OutputRig.send(output, THREE))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.reason()).contains("429 es_rejected_execution_exception"));
    server.answer(this::store);
    assertThat(OutputRig.send(output, THREE))
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            partly -> {
              assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(1);
              assertThat(partly.refusals().get(0).reason())
                  .endsWith("\"400 document_parsing_exception: failed to parse field [x]\"");
            });
    assertThat(stored).as("only what was told to come again").hasSize(1);
  }

  @Test
  void aMissingIndexIsHeldAndNothingIsSetAside() throws Exception {
    String missing =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    "{\"create\":{\"status\":404,\"error\":{\"type\":\"index_not_found_exception\","
                        + "\"reason\":\"no such index [logs]\"}}}")
            .collect(Collectors.joining(","));
    server.answer(r -> Answer.of(200, "{\"errors\":true,\"items\":[" + missing + "]}"));
    assertThat(OutputRig.send(output("logs"), THREE))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held ->
                assertThat(held.reason())
                    .contains("no such index [logs]")
                    .contains("check \"index\" of this destination"));
  }

  @Test
  void anAnswerThatIsCutOffIsReadAsFarAsItGoes() throws Exception {
    server.answer(
        r ->
            Answer.of(
                200,
                "{\"errors\":true,\"items\":[{\"create\":{\"status\":409}},{\"create\":{\"sta"));
    Output output = output("logs");
    assertThat(OutputRig.send(output, THREE)).isInstanceOf(Outcome.Retry.class);
    server.answer(this::store);
    assertThat(OutputRig.send(output, THREE)).isEqualTo(new Outcome.Delivered());
    assertThat(stored).hasSize(2);
  }

  @Test
  void whatIsNoBulkApiIsHeld() throws Exception {
    server.answer(r -> Answer.of(200, "<html>welcome</html>"));
    assertThat(OutputRig.send(output("logs"), THREE))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("check \"url\""));
    server.answer(r -> Answer.of(401, "{\"error\":\"missing authentication\"}"));
    assertThat(OutputRig.send(output("logs"), THREE)).isInstanceOf(Outcome.Held.class);
  }

  @Test
  void splitsByDocumentsAndBytes() throws Exception {
    List<Line> lines =
        IntStream.range(0, 4005)
            .mapToObj(i -> Line.of(NOON, "s", i < 10 ? "x".repeat(900_000) : "m"))
            .toList();
    assertThat(OutputRig.send(output("logs"), TestBatches.logs(lines)))
        .isEqualTo(new Outcome.Delivered());
    assertThat(stored).hasSize(4005);
    assertThat(server.requests())
        .hasSize(3)
        .allSatisfy(r -> assertThat(r.body().length).isLessThanOrEqualTo(BulkProtocol.MAX_BYTES));
  }

  private Output output(String index) {
    return rig.open(
        server.url("/"),
        new BulkProtocol("/_bulk", index, SignalKind.LOGS, "here"),
        AuthHeaders.NONE);
  }
}
