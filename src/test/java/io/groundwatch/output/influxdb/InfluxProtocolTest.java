package io.groundwatch.output.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxProtocolTest {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final OutputRig rig = new OutputRig();
  private final long now = (System.currentTimeMillis() / 1000 - 60) * NANOS_PER_SECOND + 1;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void influxHasWhatWasSent() throws Exception {
    try (PeerServer server = Peers.INFLUXDB.start(folder)) {
      Output output = open(server.url("/"), "/write?db=hosts&precision=ns");
      assertThat(OutputRig.send(output, samples()))
          .isInstanceOfSatisfying(
              Outcome.Held.class,
              held ->
                  assertThat(held.reason())
                      .contains("database not found")
                      .contains("check \"database\""));
      server.post("/query?q=CREATE%20DATABASE%20hosts");
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      server.kill();
      server.restart();
      assertStored(server);
    }
  }

  @Test
  void influxHasTheStatisticsOfSeveralNumbers() throws Exception {
    try (PeerServer server = Peers.INFLUXDB.start(folder)) {
      server.post("/query?q=CREATE%20DATABASE%20hosts");
      Output output = open(server.url("/"), "/write?db=hosts&precision=ns");
      StoredBatch batch =
          TestBatches.metrics(
              List.of(TestBatches.several("request", Unit.SECONDS, now, 0.5, 8.5, 0.5, 0.5)));
      assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
      assertThat(values(server, "SELECT value, count, sum, min, max FROM request"))
          .containsExactly("" + now, "2.5", "4", "10", "0.5", "8.5");
      assertThat(values(server, "SHOW FIELD KEYS FROM request"))
          .as("the type, as Telegraf has it")
          .containsExactly("count", "integer");
    }
  }

  /** No number of a set is infinite, and all of them together may be. */
  @Test
  void whatIsNotFiniteIsLeftOut() throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(204, ""))) {
      StoredBatch batch =
          TestBatches.metrics(
              List.of(
                  MetricSample.of(
                      TestBatches.series("m", Unit.NONE, Map.of(), MetricKind.GAUGE),
                      now,
                      now,
                      new ValueSet(new double[] {1e308}, new long[] {3}))));
      OutputRig.send(open(server.url("/"), "/write"), batch);
      assertThat(server.request(0).text())
          .isEqualTo("m value=1.0E308,count=3i,min=1.0E308,max=1.0E308 " + now + "\n");
    }
  }

  @Test
  void influxNamesTheFieldThatItRefuses() throws Exception {
    try (PeerServer server = Peers.INFLUXDB.start(folder)) {
      server.post("/query?q=CREATE%20DATABASE%20hosts");
      server.post("/write?db=hosts", "plain value=\"a text\"");
      Output output = open(server.url("/"), "/write?db=hosts&precision=ns");
      assertThat(OutputRig.send(output, samples()))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.reason()).contains("field type conflict"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VICTORIA_METRICS, /write?db=hosts&precision=ns",
    "NEWER_VICTORIA_METRICS, /api/v2/write?org=home&bucket=hosts&precision=ns"
  })
  void victoriaMetricsHasWhatWasSent(Peers peer, String target) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server.url("/"), target);
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      server.get("/internal/force_flush");
      String json =
          server.get("/api/v1/query?query=plain_value&time=" + (now / NANOS_PER_SECOND + 1));
      assertThat(JsonTree.of(json).at("data", "result").elements().get(0).at("value").elements())
          .extracting(JsonTree::text)
          .contains("3.25");
    }
  }

  @Test
  void version3NamesTheLinesThatItRefused() throws Exception {
    String partial =
        "{\"error\":\"partial write of line protocol occurred\",\"data\":[{\"original_line\":\"x\","
            + "\"line_number\":2,\"error_message\":\"invalid column type\"}]}";
    try (RecordingServer server = RecordingServer.answering(Answer.of(400, partial))) {
      assertThat(OutputRig.send(open(server.url("/"), "/api/v3/write_lp?db=d"), samples()))
          .isInstanceOfSatisfying(
              Outcome.PartlyDelivered.class,
              partly -> {
                assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(1);
                assertThat(partly.refusals().get(0).reason()).contains("invalid column type");
              });
    }
  }

  @Test
  void statusesAreReadAsTheReferencesSay() throws Exception {
    assertThat(outcome(429)).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(500)).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(422)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcome(401)).isInstanceOf(Outcome.Held.class);
    assertThat(outcome(413)).isInstanceOf(Outcome.TooLarge.class);
  }

  private Outcome outcome(int status) throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(status, ""))) {
      return OutputRig.send(open(server.url("/"), "/write"), samples());
    }
  }

  private void assertStored(PeerServer server) throws Exception {
    assertThat(values(server, "SELECT value FROM plain")).containsExactly("" + now, "3.25");
    assertThat(values(server, "SELECT value FROM \"a b,c\"")).containsExactly("" + now, "1e+300");
    assertThat(values(server, "SELECT value FROM tagged WHERE \"t= ,\"='v= ,\"'"))
        .containsExactly("" + now, "-7");
    assertThat(values(server, "SELECT value FROM broken WHERE line='one two'"))
        .containsExactly("" + now, "1");
  }

  private List<String> values(PeerServer server, String query) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    JsonTree result = JsonTree.of(server.get("/query?db=hosts&epoch=ns&q=" + encoded));
    return result
        .at("results")
        .elements()
        .get(0)
        .at("series")
        .elements()
        .get(0)
        .at("values")
        .elements()
        .get(0)
        .elements()
        .stream()
        .map(JsonTree::text)
        .toList();
  }

  private Output open(URI url, String target) {
    return rig.open(url, new InfluxProtocol(target), AuthHeaders.NONE);
  }

  private StoredBatch samples() {
    return TestBatches.metrics(
        List.of(
            TestBatches.gauge("plain", Unit.NONE, Map.of("empty", ""), now, 3.25),
            TestBatches.gauge("a b,c", Unit.NONE, Map.of("end", "back\\"), now, 1e300),
            TestBatches.gauge("tagged", Unit.NONE, Map.of("t= ,", "v= ,\""), now, -7),
            TestBatches.gauge("broken", Unit.NONE, Map.of("line", "one\ntwo"), now, 1)));
  }
}
