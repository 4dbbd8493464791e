package io.groundwatch.output.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.net.ReservedPort;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.TestBatches;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScrapeOutputTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ReservedPort port = new ReservedPort();
  private final ScrapeOutput output =
      new ScrapeOutput("127.0.0.1", port.number(), Map.of(), new SystemTimeSource());
  @TempDir private Path folder;

  ScrapeOutputTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    output.close();
    port.close();
  }

  @Test
  void whatWasSentIsOnThePage() throws Exception {
    assertThat(OutputRig.send(output, sample(3.25))).isEqualTo(new Outcome.Delivered());
    HttpResponse<byte[]> plain = get("/metrics", "identity");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(new String(plain.body(), UTF_8)).endsWith("\nload{host=\"ü\"} 3.25\n");
    HttpResponse<byte[]> small = get("/metrics", "gzip, deflate");
    assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(get("/", "identity").statusCode()).isEqualTo(404);
  }

  @Test
  void whereTheAddressIsTakenSamplesAreHeldUntilItIsFree() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(true);
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
      assertThat(OutputRig.send(output, sample(1)))
          .isInstanceOfSatisfying(
              Outcome.Held.class,
              held -> assertThat(held.reason()).contains("127.0.0.1").contains("\"listen\""));
    }
    assertThat(OutputRig.send(output, sample(1))).isEqualTo(new Outcome.Delivered());
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "PROMETHEUS_3"})
  @Timeout(60)
  void prometheusFetchesIt(Peers peer) throws Exception {
    assertThat(OutputRig.send(output, sample(3.25))).isEqualTo(new Outcome.Delivered());
    try (PeerServer server = peer.startFetching("127.0.0.1:" + port.number(), folder)) {
      List<JsonTree> found = List.of();
      while (found.isEmpty()) {
        found = JsonTree.of(server.get("/api/v1/query?query=load")).at("data", "result").elements();
      }
      assertThat(found.get(0).text("metric", "host")).isEqualTo("ü");
      assertThat(found.get(0).at("value").elements().get(1).text()).isEqualTo("3.25");
      JsonTree told = JsonTree.of(server.get("/api/v1/metadata?metric=load"));
      JsonTree load = told.at("data", "load").elements().get(0);
      assertThat(load.text("type")).isEqualTo("gauge");
      assertThat(load.text("help")).isEqualTo("In percent.");
    }
  }

  private HttpResponse<byte[]> get(String path, String encoding) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + path))
            .header("Accept-Encoding", encoding)
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static StoredBatch sample(double value) {
    return TestBatches.metrics(
        List.of(
            TestBatches.gauge(
                "load",
                Unit.PERCENT,
                Map.of("host", "ü"),
                new SystemTimeSource().wallNanos(),
                value)));
  }
}
