package io.groundwatch.output.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.ProtoReader;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the published definition of the push API; LokiServerTest asks a real server. */
class LokiProtocolTest {
  private static final long NOON = 1_769_860_800_000_000_007L;
  private static final StoredBatch LINES =
      TestBatches.logs(
          List.of(
              new Line(
                  NOON,
                  new LogOrigin(
                      "app",
                      "s1",
                      "/var/log/a.log",
                      Map.of("service.name", "shop", "severity", "warn", "user.id", "7")),
                  "second \"line\""),
              new Line(
                  NOON - 1,
                  new LogOrigin("app", "s1", "/var/log/a.log", Map.of("service.name", "shop")),
                  "first"),
              new Line(NOON, new LogOrigin("a \"b\"\\", "s2", ""), "other")));

  private final OutputRig rig = new OutputRig();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = RecordingServer.answering(Answer.of(204, ""));
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void fewLabelsMakeStreamsAndTheRestIsMetadata() throws Exception {
    assertThat(send(labels(Set.of(), true), true)).isEqualTo(new Outcome.Delivered());
    assertThat(server.request(0).header("content-type")).isEqualTo("application/json");
    assertThat(server.request(0).header("content-encoding")).isEqualTo("gzip");
    List<JsonTree> streams = JsonTree.of(server.request(0).text()).at("streams").elements();
    assertThat(server.request(0).text())
        .contains("\"stream\":{\"host\":\"web1\",\"service_name\":\"shop\",\"site\":\"a\"}")
        .contains(
            "[\"1769860800000000007\",\"second \\\"line\\\"\",{\"filename\":\"/var/log/a.log\","
                + "\"log_group\":\"app\",\"log_stream\":\"s1\",\"severity\":\"warn\","
                + "\"user_id\":\"7\"}]");
    assertThat(streams).hasSize(2);
    assertThat(streams.get(0).at("values").elements())
        .extracting(value -> value.elements().get(1).text())
        .containsExactly("first", "second \"line\"");
    assertThat(streams.get(1).text("stream", "service_name")).isEqualTo("a \"b\"\\");
  }

  @Test
  void protobufSaysTheSame() throws Exception {
    send(labels(Set.of(), true), false);
    RecordingServer.Request request = server.request(0);
    assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
    ByteBuf out = Unpooled.buffer();
    new Snappy().decode(Unpooled.wrappedBuffer(request.body()), out);
    ProtoReader stream = new ProtoReader(ByteBufUtil.getBytes(out)).message(1);
    assertThat(stream.text(1)).isEqualTo("{host=\"web1\", service_name=\"shop\", site=\"a\"}");
    ProtoReader first = stream.message(2);
    assertThat(first.message(1).number(1)).isEqualTo(1_769_860_800L);
    assertThat(first.message(1).number(2)).isEqualTo(6);
    assertThat(first.text(2)).isEqualTo("first");
    assertThat(first.message(3).text(1)).isEqualTo("filename");
    assertThat(first.message(3).text(2)).isEqualTo("/var/log/a.log");
  }

  @Test
  void attributesThatAreNamedMakeLabels() throws Exception {
    send(labels(Set.of("severity", "log_stream"), false), true);
    assertThat(server.request(0).text())
        .contains("\"log_stream\":\"s1\",\"service_name\":\"shop\",\"severity\":\"warn\"")
        .doesNotContain("filename");
  }

  @Test
  void answersAreReadAsLokiMeansThem() throws Exception {
    assertThat(outcome(429, "Ingestion rate limit exceeded")).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(500, "")).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(400, "entry for stream '{a=\"b\"}' has timestamp too old"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("has timestamp too old"));
    assertThat(outcome(260, "blocked"))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("let lines in again"));
    assertThat(outcome(400, "stream includes structured metadata, but this is disallowed"))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("\"structured_metadata\""));
    assertThat(outcome(401, "no org id")).isInstanceOf(Outcome.Held.class);
  }

  private Outcome outcome(int status, String body) throws Exception {
    server.answer(r -> Answer.of(status, body));
    return send(labels(Set.of(), true), false);
  }

  private Outcome send(LokiLabels labels, boolean json) throws Exception {
    return OutputRig.send(
        rig.open(
            server.url("/"), new LokiProtocol("/loki/api/v1/push", labels, json), AuthHeaders.NONE),
        LINES);
  }

  private static LokiLabels labels(Set<String> promoted, boolean structured) {
    return new LokiLabels("web1", Map.of("site", "a"), promoted, structured);
  }
}
