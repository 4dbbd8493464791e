package io.groundwatch.output.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.TestBatches;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is asked back from a real server; passed over where it is not here. */
class OtlpServersTest {
  private final OutputRig rig = new OutputRig();
  private final long nowSeconds = System.currentTimeMillis() / 1000 - 60;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void victoriaMetricsHasWhatWasSent() throws Exception {
    try (PeerServer server = Peers.NEWER_VICTORIA_METRICS.start(folder)) {
      assertThat(OutputRig.send(open(server, false), samples())).isEqualTo(new Outcome.Delivered());
      server.get("/internal/force_flush");
      List<JsonTree> cpu = query(server, "cpu_usage_active");
      assertThat(cpu).hasSize(TestBatches.MANY);
      assertThat(cpu)
          .allSatisfy(
              series -> {
                assertThat(series.at("value").elements().get(1).text())
                    .isEqualTo(series.text("metric", "cpu").substring("cpu".length()) + ".5");
                assertThat(series.text("metric", "host.name")).isEqualTo("web1");
              });
      assertThat(query(server, "net_bytes_sent").get(0).at("value").elements().get(1).text())
          .isEqualTo("12345");
    }
  }

  @Test
  void victoriaMetricsTakesNoJsonAndSaysSo() throws Exception {
    try (PeerServer server = Peers.NEWER_VICTORIA_METRICS.start(folder)) {
      assertThat(OutputRig.send(open(server, true), samples()))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.reason()).contains("json").contains("protobuf"));
    }
  }

  @Test
  void whatWasNotTakenBeforeAKillGoesAgain() throws Exception {
    try (PeerServer server = Peers.NEWER_VICTORIA_METRICS.start(folder)) {
      Output output = open(server, false);
      server.kill();
      assertThat(OutputRig.send(output, samples())).isInstanceOf(Outcome.Retry.class);
      server.restart();
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      server.get("/internal/force_flush");
      assertThat(query(server, "cpu_usage_active")).hasSize(TestBatches.MANY);
    }
  }

  private List<JsonTree> query(PeerServer server, String promQl) throws Exception {
    return server.query(promQl, nowSeconds + 1);
  }

  private Output open(PeerServer server, boolean json) {
    return rig.open(
        server.url("/"),
        new OtlpProtocol("/opentelemetry/v1/metrics", SignalKind.METRICS, json, "web1"),
        AuthHeaders.NONE);
  }

  private StoredBatch samples() {
    return TestBatches.manySamples(nowSeconds, "eth0");
  }
}
