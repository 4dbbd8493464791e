package io.groundwatch.output.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.prometheus.RemoteWriteProtocol.Version;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent is asked back from real servers; passed over where they are not installed. */
class RemoteWriteServersTest {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final OutputRig rig = new OutputRig();
  private final long nowSeconds = System.currentTimeMillis() / 1000 - 60;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({"PROMETHEUS, V1", "PROMETHEUS_3, V1", "PROMETHEUS_3, V2"})
  void prometheusHasWhatWasSent(Peers peer, Version spoken) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server, spoken);
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      assertStored(server);
      assertThat(query(server, "net_bytes_sent").get(0).text("metric", "interface"))
          .isEqualTo("eth \"0\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "PROMETHEUS_3"})
  void prometheusKeepsWhatItTookThroughAKill(Peers peer) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server, Version.NEGOTIATED);
      server.kill();
      assertThat(OutputRig.send(output, samples())).isInstanceOf(Outcome.Retry.class);
      server.restart();
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      server.kill();
      server.restart();
      assertStored(server);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "PROMETHEUS_3"})
  void prometheusHasTheStatisticsOfSeveralNumbers(Peers peer) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server, Version.NEGOTIATED);
      assertThat(OutputRig.send(output, several())).isEqualTo(new Outcome.Delivered());
      assertStatistics(server);
    }
  }

  @ParameterizedTest
  @CsvSource({"PROMETHEUS, V1", "PROMETHEUS_3, V2"})
  void prometheusRefusesWhatIsOutOfOrderAndSaysSo(Peers peer, Version spoken) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server, spoken);
      assertThat(OutputRig.send(output, one(nowSeconds))).isEqualTo(new Outcome.Delivered());
      assertThat(OutputRig.send(output, one(nowSeconds)))
          .as("a repeat is taken")
          .isEqualTo(new Outcome.Delivered());
      assertThat(OutputRig.send(output, one(nowSeconds - 1)))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.reason()).containsPattern("400: \"?out of order"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VICTORIA_METRICS", "NEWER_VICTORIA_METRICS"})
  void victoriaMetricsHasWhatWasSent(Peers peer) throws Exception {
    try (PeerServer server = peer.start(folder)) {
      Output output = open(server, Version.NEGOTIATED);
      assertThat(OutputRig.send(output, samples())).isEqualTo(new Outcome.Delivered());
      server.get("/internal/force_flush");
      assertStored(server);
      assertThat(OutputRig.send(output, several())).isEqualTo(new Outcome.Delivered());
      server.get("/internal/force_flush");
      assertStatistics(server);
    }
  }

  private void assertStatistics(PeerServer server) throws Exception {
    assertThat(value(server, "request_time")).as("the mean").isEqualTo("2.5");
    assertThat(value(server, "request_time_count{host=\"web1\",site=\"a\"}")).isEqualTo("4");
    assertThat(value(server, "request_time_sum")).isEqualTo("10");
    assertThat(value(server, "request_time_min")).isEqualTo("0.5");
    assertThat(value(server, "request_time_max")).isEqualTo("8.5");
    assertThat(
            value(
                server,
                "sum_over_time(request_time_sum[5m]) / sum_over_time(request_time_count[5m])"))
        .as("the mean of all intervals, each number with the same weight")
        .isEqualTo("3");
  }

  private String value(PeerServer server, String promQl) throws Exception {
    return query(server, promQl).get(0).at("value").elements().get(1).text();
  }

  /** Four numbers, and two a minute before. */
  private StoredBatch several() {
    long time = nowSeconds * NANOS_PER_SECOND;
    return TestBatches.metrics(
        List.of(
            TestBatches.several(
                "request.time", Unit.MILLISECONDS, time - 60 * NANOS_PER_SECOND, 1, 7),
            TestBatches.several("request.time", Unit.MILLISECONDS, time, 0.5, 8.5, 0.5, 0.5)));
  }

  private void assertStored(PeerServer server) throws Exception {
    List<JsonTree> cpu = query(server, "cpu_usage_active");
    assertThat(cpu).hasSize(TestBatches.MANY);
    assertThat(cpu)
        .allSatisfy(
            series ->
                assertThat(series.at("value").elements().get(1).text())
                    .isEqualTo(series.text("metric", "cpu").substring("cpu".length()) + ".5"));
    assertThat(cpu.get(0).text("metric", "site")).isEqualTo("a");
    assertThat(query(server, "net_bytes_sent").get(0).at("value").elements().get(1).text())
        .isEqualTo("12345");
  }

  private List<JsonTree> query(PeerServer server, String promQl) throws Exception {
    return server.query(promQl, nowSeconds + 1);
  }

  private Output open(PeerServer server, Version version) {
    return rig.open(
        server.url("/"),
        new RemoteWriteProtocol("/api/v1/write", version, Map.of("site", "a")),
        AuthHeaders.NONE);
  }

  private StoredBatch samples() {
    return TestBatches.manySamples(nowSeconds, "eth \"0\"");
  }

  private static StoredBatch one(long second) {
    return TestBatches.metrics(
        List.of(TestBatches.gauge("one", Unit.NONE, Map.of(), second * NANOS_PER_SECOND, 1)));
  }
}
