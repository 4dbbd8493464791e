package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the tests of the client share. */
final class TestClients {
  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(150);
  static final HttpTimeouts PATIENT = new HttpTimeouts(LONG, LONG, LONG, LONG, LONG);

  private TestClients() {}

  static HttpClient client(NetLoop loop, int port, HttpTimeouts timeouts) {
    return client(loop, "127.0.0.1", port, timeouts);
  }

  static HttpClient client(NetLoop loop, String host, int port, HttpTimeouts timeouts) {
    return new HttpClient(loop, new HttpEndpoint(host, port, false), timeouts, TlsFiles.NONE);
  }

  /** One that may have so many requests under way. */
  static HttpClient client(NetLoop loop, int port, int connections) {
    return client(loop, "127.0.0.1", port, PATIENT, connections);
  }

  static HttpClient client(
      NetLoop loop, String host, int port, HttpTimeouts timeouts, int connections) {
    return new HttpClient(
        loop,
        new HttpClientSettings(
            new HttpEndpoint(host, port, false),
            timeouts,
            TlsFiles.NONE,
            Optional.empty(),
            Optional.empty(),
            connections));
  }

  static HttpRequestSpec request(String body) {
    return new HttpRequestSpec("POST", "/in?a=b", Map.of("X-Test", "yes"), body.getBytes(UTF_8));
  }

  static HttpResult send(HttpClient client, String body) throws Exception {
    return await(begin(client, body));
  }

  /** Sends, and does not wait. */
  static CompletableFuture<HttpResult> begin(HttpClient client, String body) {
    CompletableFuture<HttpResult> result = new CompletableFuture<>();
    client.send(request(body), result::complete);
    return result;
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(2 * LONG.toSeconds(), TimeUnit.SECONDS);
  }

  static String failure(HttpResult result) {
    assertThat(result).isInstanceOf(HttpResult.Failure.class);
    return ((HttpResult.Failure) result).reason();
  }
}
