package io.groundwatch.output.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the collector's documentation: no Splunk can be had for tests. */
class HecProtocolTest {
  private static final long NOON = 1_769_860_800_045_000_000L;
  private static final String CHANNEL = "0e7b1d31-63f5-3e4e-9c5e-000000000001";
  private static final Answer FINE = Answer.of(200, "{\"text\":\"Success\",\"code\":0}");
  private static final StoredBatch THREE =
      TestBatches.logs(
          IntStream.range(0, 3).mapToObj(i -> Line.of(NOON + i, "s", "m" + i)).toList());

  private final OutputRig rig = new OutputRig();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = RecordingServer.answering(FINE);
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void linesAreEvents() throws Exception {
    LogOrigin origin = new LogOrigin("g", "s", "/var/log/a.log", Map.of("user", "7"));
    StoredBatch batch =
        TestBatches.logs(
            List.of(
                new Line(NOON, origin, "a \"b\""),
                new Line(NOON, new LogOrigin("g", "s", ""), "")));
    assertThat(OutputRig.send(output(SignalKind.LOGS, false), batch))
        .isEqualTo(new Outcome.Delivered());
    assertThat(server.request(0).uri().toString()).isEqualTo("/services/collector/event");
    assertThat(server.request(0).header("content-encoding")).isEqualTo("gzip");
    assertThat(server.request(0).text())
        .isEqualTo(
            "{\"time\":1769860800.045,\"host\":\"here\",\"index\":\"main\",\"source\":"
                + "\"/var/log/a.log\",\"event\":\"a \\\"b\\\"\",\"fields\":{\"log_group\":\"g\","
                + "\"log_stream\":\"s\",\"user\":\"7\"}}\n"
                + "{\"time\":1769860800.045,\"host\":\"here\",\"index\":\"main\",\"source\":\"s\","
                + "\"event\":\"(blank)\",\"fields\":{\"log_group\":\"g\",\"log_stream\":\"s\"}}\n");
  }

  @Test
  void samplesAreMetrics() throws Exception {
    StoredBatch batch =
        TestBatches.metrics(
            List.of(
                TestBatches.gauge(
                    "cpu", Unit.PERCENT, Map.of("host", "web1", "cpu", "0"), NOON, 2.5)));
    OutputRig.send(output(SignalKind.METRICS, false), batch);
    assertThat(server.request(0).uri().toString()).isEqualTo("/services/collector");
    assertThat(server.request(0).text())
        .isEqualTo(
            "{\"time\":1769860800.045,\"host\":\"web1\",\"index\":\"main\",\"source\":"
                + "\"groundwatch\",\"event\":\"metric\",\"fields\":{\"metric_name:cpu\":2.5,"
                + "\"cpu\":\"0\",\"namespace\":\"CWAgent\",\"unit\":\"Percent\"}}\n");
  }

  @Test
  void severalNumbersAreMeasuresOfOneEvent() throws Exception {
    StoredBatch batch =
        TestBatches.metrics(
            List.of(TestBatches.several("request", Unit.SECONDS, NOON, 8.5, 0.5, 0.5, 0.5)));
    OutputRig.send(output(SignalKind.METRICS, false), batch);
    assertThat(server.request(0).text())
        .isEqualTo(
            "{\"time\":1769860800.045,\"host\":\"web1\",\"index\":\"main\",\"source\":"
                + "\"groundwatch\",\"event\":\"metric\",\"fields\":{\"metric_name:request\":2.5,"
                + "\"metric_name:request.count\":4,\"metric_name:request.sum\":10,"
                + "\"metric_name:request.min\":0.5,\"metric_name:request.max\":8.5,"
                + "\"namespace\":\"CWAgent\",\"unit\":\"Seconds\"}}\n");
  }

  @Test
  void withAcknowledgementWhatIsIndexedIsDelivered() throws Exception {
    server.answer(
        request -> {
          if (!request.uri().getPath().endsWith("/ack")) {
            return Answer.of(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":7}");
          }
          boolean indexed = server.requests().size() > 2;
          return Answer.of(200, "{\"acks\":{\"7\":" + indexed + "}}");
        });
    assertThat(OutputRig.send(output(SignalKind.LOGS, true), THREE))
        .isEqualTo(new Outcome.Delivered());
    assertThat(server.requests())
        .extracting(r -> r.uri().toString())
        .containsExactly(
            "/services/collector/event",
            "/services/collector/ack?channel=" + CHANNEL,
            "/services/collector/ack?channel=" + CHANNEL);
    assertThat(server.requests())
        .allSatisfy(r -> assertThat(r.header("x-splunk-request-channel")).isEqualTo(CHANNEL));
    assertThat(server.request(1).text()).isEqualTo("{\"acks\":[7]}");
  }

  @Test
  void aTokenWithoutAcknowledgementIsSaid() throws Exception {
    assertHeld(SignalKind.LOGS, true, FINE, "set \"acknowledgement\"");
    assertHeld(
        SignalKind.LOGS,
        true,
        Answer.of(400, "{\"text\":\"ACK is disabled\",\"code\":14}"),
        "\"ACK is disabled\". Allow indexer acknowledgement");
  }

  @Test
  void theEventThatIsNamedIsRefusedAndTheOthersAreSentAgain() throws Exception {
    server.answer(
        r ->
            r.text().contains("m1")
                ? Answer.of(
                    400,
                    "{\"text\":\"Error in handling indexed fields\",\"code\":15,"
                        + "\"invalid-event-number\":1}")
                : FINE);
    Output output = output(SignalKind.LOGS, false);
    assertThat(OutputRig.send(output, THREE)).isInstanceOf(Outcome.Rejected.class);
    assertThat(OutputRig.send(output, THREE))
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            partly -> {
              assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(1);
              assertThat(partly.refusals().get(0).reason()).contains("indexed fields");
            });
    assertThat(server.request(1).text()).contains("m0").contains("m2").doesNotContain("m1");
  }

  @Test
  void codesAreReadAsTheDocumentationSays() throws Exception {
    String index = "{\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":0}";
    assertHeld(SignalKind.LOGS, false, Answer.of(400, index), "check \"index\"");
    String token = "{\"text\":\"Invalid token\",\"code\":4}";
    assertHeld(SignalKind.LOGS, false, Answer.of(403, token), "\"Invalid token\". Check the token");
    server.answer(r -> Answer.of(503, "{\"text\":\"Server is busy\",\"code\":9}"));
    assertThat(OutputRig.send(output(SignalKind.LOGS, false), THREE))
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void splitsByBytes() throws Exception {
    List<Line> lines =
        IntStream.range(0, 5).mapToObj(i -> Line.of(NOON, "s", "x".repeat(400_000))).toList();
    OutputRig.send(output(SignalKind.LOGS, false), TestBatches.logs(lines));
    assertThat(server.requests())
        .hasSize(3)
        .allSatisfy(r -> assertThat(r.body().length).isLessThanOrEqualTo(HecProtocol.MAX_BYTES));
  }

  private void assertHeld(SignalKind kind, boolean ack, Answer answer, String words)
      throws Exception {
    server.answer(r -> answer);
    assertThat(OutputRig.send(output(kind, ack), THREE))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains(words));
  }

  private Output output(SignalKind kind, boolean ack) {
    return rig.open(
        server.url("/"),
        new HecProtocol(
            "/services/collector",
            kind,
            new HecSettings(
                "here",
                Optional.of("main"),
                Optional.empty(),
                ack ? Optional.of(CHANNEL) : Optional.empty())),
        AuthHeaders.NONE);
  }
}
