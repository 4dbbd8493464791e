package io.groundwatch.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.server.monitor.MonitorPages.Page;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with the JDK's client. */
class MonitorServerTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private MonitorServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        MonitorServer.open(
            LOOPBACK,
            0,
            new MonitorPages(
                Map.of(
                    "/healthz", () -> new Page(503, "application/json", "{}\n"),
                    "/metrics", () -> new Page(200, "text/plain", "näh 1\n"))));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void servesThePageOfThePath() throws Exception {
    HttpResponse<String> metrics = get("/metrics?x=y");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).isEqualTo("näh 1\n");
    HttpResponse<String> health = get("/healthz");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void namesWhatIsServedWhereThereIsNothing() throws Exception {
    HttpResponse<String> none = get("/");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).isEqualTo("served here: /healthz, /metrics\n");
  }

  @Test
  void takesNothing() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/metrics")).POST(BodyPublishers.ofString("x")).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void aHeadHasTheLengthAndNoBody() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(uri("/metrics")).method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(7);
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    InetSocketAddress taken = server.address();
    assertThatThrownBy(
            () -> MonitorServer.open(LOOPBACK, taken.getPort(), new MonitorPages(Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getPort());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + LOOPBACK + ":" + server.address().getPort() + path);
  }
}
