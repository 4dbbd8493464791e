package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.ScriptedServer;
import io.groundwatch.net.ScriptedServer.Script;
import io.groundwatch.output.http.HttpOutput;
import io.groundwatch.output.stdout.StdoutOutput;
import io.groundwatch.output.stdout.WithheldOutput;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.ServiceStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final String MEM =
      "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used_percent\"]}}}";
  private static final Map<String, String> JOURNAL = Map.of("JOURNAL_STREAM", "8:1");

  @Test
  void theTypeNamesTheOutput() throws Exception {
    assertOpened(stdout(), Map.of(), StdoutOutput.class);
    assertOpened(
        "\"destinations\": {\"c\": {\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}}",
        Map.of(),
        HttpOutput.class);
  }

  @Test
  void recordsStayOutOfTheJournalUnlessStdoutIsNamed() throws Exception {
    assertOpened("\"agent\": {}", JOURNAL, WithheldOutput.class);
    assertOpened("\"agent\": {}", Map.of(), StdoutOutput.class);
    assertOpened(stdout(), JOURNAL, StdoutOutput.class);
  }

  /** Whatever a destination says about requests has to arrive in them. */
  @Test
  void aDestinationIsSentToAsItSays() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    CountDownLatch arrived = new CountDownLatch(2);
    Script together =
        socket -> {
          requests.add(ScriptedServer.readRequest(socket));
          arrived.countDown();
          boolean both = awaited(arrived);
          ScriptedServer.write(
              socket, "HTTP/1.1 " + (both ? "204 Fine" : "500 Alone") + "\r\n\r\n");
        };
    Map<String, String> environment = Map.of("PW", "pw", "TOKEN", "t0", "KEY", "k3y");
    try (ScriptedServer proxy = new ScriptedServer(together, together);
        ServiceStack services = new ServiceStack()) {
      String destination =
          """
          "destinations": {"c": {"type": "http", "url": "http://collect.example/in?a=b",
            "compression": "none", "concurrency": 2, "auth": {"bearer": "${env:TOKEN}"},
            "headers": {"X-Tenant": "a", "X-Key": "${env:KEY}"},
            "proxy": "http://me:${env:PW}@127.0.0.1:%d"}}
          """
              .formatted(proxy.port());
      Outputs outputs =
          new Outputs(services, environment, OutputStream.nullOutputStream(), new FakeTime());
      try (Output output = outputs.open(route(destination))) {
        CompletableFuture<Outcome> first = send(output, 1);
        CompletableFuture<Outcome> second = send(output, 2);
        assertThat(first.get(40, TimeUnit.SECONDS)).isEqualTo(new Outcome.Delivered());
        assertThat(second.get(40, TimeUnit.SECONDS)).isEqualTo(new Outcome.Delivered());
      }
    }
    assertThat(requests)
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST http://collect.example/in?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nproxy-authorization: Basic bWU6cHc=\r\n")
                    .containsIgnoringCase("\r\nauthorization: Bearer t0\r\n")
                    .contains("\r\nX-Tenant: a\r\n", "\r\nX-Key: k3y\r\n"));
  }

  @Test
  void anAnswerThatTheProxyMayHaveGivenNamesIt() throws Exception {
    try (ScriptedServer proxy =
            new ScriptedServer(
                ScriptedServer.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
        ServiceStack services = new ServiceStack()) {
      String destination =
          """
          "destinations": {"c": {"type": "http", "url": "http://collect.example/in",
            "proxy": "http://127.0.0.1:%d"}}
          """
              .formatted(proxy.port());
      Outputs outputs =
          new Outputs(services, Map.of(), OutputStream.nullOutputStream(), new FakeTime());
      try (Output output = outputs.open(route(destination))) {
        assertThat(send(output, 1).get(40, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                Outcome.Held.class,
                held ->
                    assertThat(held.reason())
                        .startsWith(
                            "http://collect.example/in through the proxy 127.0.0.1:"
                                + proxy.port()
                                + " answered 403. "));
      }
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(40, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static CompletableFuture<Outcome> send(Output output, long sequence) {
    byte[] payload = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
    StoredBatch batch =
        new StoredBatch(
            sequence,
            new BatchId(sequence, 2),
            SignalKind.METRICS,
            0,
            1,
            payload.length,
            List.of(),
            Compression.NONE,
            payload);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    output.send(batch, batch.whole(), outcome::complete);
    return outcome;
  }

  @Test
  void aRouteIsShownWithoutWhatMayBeSecret() throws Exception {
    assertThat(
            route(
                    "\"destinations\": {\"c\": {\"type\": \"http\","
                        + " \"url\": \"https://h:8443/in?token=hidden\"}}")
                .shown())
        .isEqualTo("c (https://h:8443/in)");
  }

  private static String stdout() {
    return "\"destinations\": {\"c\": {\"type\": \"stdout\"}}";
  }

  private static void assertOpened(
      String section, Map<String, String> environment, Class<? extends Output> type)
      throws ConfigException, IOException {
    Route route = route(section);
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs =
          new Outputs(services, environment, OutputStream.nullOutputStream(), new FakeTime());
      try (Output output = outputs.open(route)) {
        assertThat(output).isInstanceOf(type);
      }
    }
  }

  private static Route route(String section) throws ConfigException {
    String json = "{" + MEM + ", " + section + "}";
    return Routes.of(
            ConfigLoader.parse("c", json.getBytes(StandardCharsets.UTF_8)).config(),
            HostWithoutAws.IMPLIED)
        .all()
        .get(0);
  }
}
