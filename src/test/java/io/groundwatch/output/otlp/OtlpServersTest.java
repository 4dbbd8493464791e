package io.groundwatch.output.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.TestBatches;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is asked back from a real server; passed over where it is not here. */
class OtlpServersTest {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

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
      assertThat(cpu).hasSize(2500);
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
      assertThat(query(server, "cpu_usage_active")).hasSize(2500);
    }
  }

  private List<JsonTree> query(PeerServer server, String promQl) throws Exception {
    String query = URLEncoder.encode(promQl, StandardCharsets.UTF_8);
    String json = server.get("/api/v1/query?query=" + query + "&time=" + (nowSeconds + 1));
    return JsonTree.of(json).at("data", "result").elements();
  }

  private Output open(PeerServer server, boolean json) {
    return rig.open(
        server.url("/"),
        new OtlpProtocol("/opentelemetry/v1/metrics", SignalKind.METRICS, json, "web1"),
        AuthHeaders.NONE);
  }

  private StoredBatch samples() {
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      samples.add(
          TestBatches.gauge(
              "cpu_usage_active",
              Unit.PERCENT,
              Map.of("cpu", "cpu" + i, "host", "web1"),
              nowSeconds * NANOS_PER_SECOND,
              i + 0.5));
    }
    samples.add(
        new MetricSample(
            TestBatches.series(
                "net_bytes_sent", Unit.BYTES, Map.of("interface", "eth0"), MetricKind.CUMULATIVE),
            nowSeconds * NANOS_PER_SECOND,
            1,
            12345));
    return TestBatches.metrics(samples);
  }
}
