package io.groundwatch.output.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.ReservedPort;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.output.otlp.OtlpProtocol;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is sent is asked back from a real server. Neither Debian nor Maven Central has Loki, so it
 * is passed over unless {@code GROUNDWATCH_LOKI} names the program: {@code GROUNDWATCH_LOKI=…/loki
 * mvn -B test -Dtest=LokiServerTest}.
 */
class LokiServerTest {
  private static final long NOW = System.currentTimeMillis() * 1_000_000L;
  private static final long YEAR_NANOS = 365L * 86_400 * 1_000_000_000;

  private final OutputRig rig = new OutputRig();
  private final ReservedPort grpc = new ReservedPort();
  @TempDir private Path folder;
  private PeerServer loki;

  LokiServerTest() throws IOException {}

  @BeforeEach
  void open() throws IOException {
    String program = System.getenv("GROUNDWATCH_LOKI");
    assumeThat(program).as("GROUNDWATCH_LOKI").isNotNull();
    Path config =
        Files.writeString(
            folder.resolve("loki.yaml"),
            """
            auth_enabled: false
            server:
              http_listen_address: 127.0.0.1
              grpc_listen_address: 127.0.0.1
              grpc_listen_port: %2$d
            common:
              instance_addr: 127.0.0.1
              path_prefix: %1$s
              replication_factor: 1
              storage: {filesystem: {chunks_directory: %1$s/chunks, rules_directory: %1$s/rules}}
              ring: {kvstore: {store: inmemory}}
            schema_config:
              configs:
                - from: 2020-01-01
                  store: tsdb
                  object_store: filesystem
                  schema: v13
                  index: {prefix: index_, period: 24h}
            analytics: {reporting_enabled: false}
            """
                .formatted(folder, grpc.number()));
    loki =
        new PeerServer(
            folder.resolve("loki.log"),
            "Loki started",
            port -> List.of(program, "-config.file=" + config, "-server.http-listen-port=" + port));
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
    if (loki != null) {
      loki.close();
    }
    grpc.close();
  }

  @Test
  void eachLineIsThereOnceThroughAKillInMidFlow() throws Exception {
    Output protobuf = loki("protobuf", false);
    Output json = loki("json", true);
    Output otlp = open(new OtlpProtocol("/otlp/v1/logs", SignalKind.LOGS, false, "web1"));
    for (int i = 0; i < 4; i++) {
      if (i == 2) {
        loki.kill();
        assertThat(OutputRig.send(json, lines(i))).isInstanceOf(Outcome.Retry.class);
        loki.restart();
      }
      for (Output output : List.of(protobuf, json, otlp)) {
        assertThat(untilTaken(output, lines(i))).isEqualTo(new Outcome.Delivered());
      }
    }
    assertThat(untilTaken(json, lines(0))).as("a repeat").isEqualTo(new Outcome.Delivered());
    assertThat(count("{job=\"protobuf\"}")).isEqualTo(4000);
    assertThat(count("{job=\"json\"}")).isEqualTo(4000);
    assertThat(count("{service_name=\"unknown_service\"}")).isEqualTo(4000);
  }

  @Test
  void aLineThatIsTooOldIsRefusedInItsOwnWords() throws Exception {
    Output output = loki("old", false);
    Outcome outcome =
        untilTaken(output, TestBatches.logs(List.of(Line.of(NOW - YEAR_NANOS, "s", "old"))));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("timestamp too old"));
  }

  @Test
  void aLineThatIsTooLongIsRefusedInItsOwnWords() throws Exception {
    Output output = loki("long", true);
    Outcome outcome =
        untilTaken(output, TestBatches.logs(List.of(Line.of(NOW, "s", "x".repeat(300_000)))));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("max entry size"));
  }

  private Output loki(String job, boolean json) {
    LokiLabels labels = new LokiLabels("web1", Map.of("job", job), Set.of(), true);
    return open(new LokiProtocol("/loki/api/v1/push", labels, json));
  }

  private Output open(Protocol protocol) {
    return rig.open(loki.url("/"), protocol, AuthHeaders.NONE);
  }

  /** It listens some seconds before it takes a line, and answers 500 until then. */
  private static Outcome untilTaken(Output output, StoredBatch batch) throws Exception {
    Outcome outcome = OutputRig.send(output, batch);
    while (outcome instanceof Outcome.Retry) {
      outcome = OutputRig.send(output, batch);
    }
    return outcome;
  }

  private static StoredBatch lines(int batch) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      lines.add(Line.of(NOW + batch * 1000L + i, "s", "line " + (batch * 1000 + i)));
    }
    return TestBatches.logs(lines);
  }

  /** How many lines there are. */
  private long count(String selector) throws Exception {
    String query =
        URLEncoder.encode("sum(count_over_time(" + selector + "[1h]))", StandardCharsets.UTF_8);
    String result = loki.get("/loki/api/v1/query?query=" + query);
    List<JsonTree> sums = JsonTree.of(result).at("data", "result").elements();
    assertThat(sums).as(result).isNotEmpty();
    return Long.parseLong(sums.get(0).at("value").elements().get(1).text());
  }
}
