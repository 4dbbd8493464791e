package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.net.HttpExchange.Answer;
import io.groundwatch.net.HttpListener.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpListenerTest {
  private static final int MAX_BODY = 100_000;
  @TempDir Path folder;
  private NetLoop loop;

  @BeforeEach
  void open() {
    loop = NetLoop.open("net");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aConnectionHasOneRequestAfterTheOther() throws Exception {
    try (HttpListener listener = listen(HttpListenerTest::echo, Optional.empty());
        HttpClient client = client(listener, TlsFiles.NONE, false)) {
      assertThat(text(send(client, "one"))).isEqualTo("one");
      assertThat(text(send(client, "x".repeat(MAX_BODY)))).hasSize(MAX_BODY);
    }
  }

  @Test
  void requestsThatComeBeforeAnAnswerHasGoneWaitForTheirTurn() throws Exception {
    BlockingQueue<HttpExchange> came = new LinkedBlockingQueue<>();
    try (HttpListener listener = listen(came::add, Optional.empty());
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
      String request = "POST /%s HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n%s";
      socket
          .getOutputStream()
          .write((request.formatted("a", "1") + request.formatted("b", "2")).getBytes(UTF_8));
      HttpExchange first = came.poll(30, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.path()).isEqualTo("/a");
      assertThat(came).as("the first is not answered").isEmpty();
      first.answer(new Answer(204, "", new byte[0]));
      HttpExchange second = came.poll(30, TimeUnit.SECONDS);
      assertThat(second).isNotNull();
      assertThat(new String(second.body(), UTF_8)).isEqualTo("2");
      second.answer(new Answer(429, "", new byte[0], 7));
      assertThat(readUntil(socket.getInputStream(), "retry-after: 7"))
          .contains("HTTP/1.1 204")
          .contains("HTTP/1.1 429");
    }
  }

  @Test
  void whatIsTooLargeIsSaidThoughTheSenderStillSends() throws Exception {
    try (HttpListener listener = listen(HttpListenerTest::echo, Optional.empty());
        HttpClient client = client(listener, TlsFiles.NONE, false)) {
      assertThat(((HttpResult.Answer) send(client, "x".repeat(30 * MAX_BODY))).status())
          .isEqualTo(413);
      assertThat(text(send(client, "and on"))).isEqualTo("and on");
    }
  }

  @Test
  void bodiesThatWaitShareTheirRoom() throws Exception {
    BlockingQueue<HttpExchange> came = new LinkedBlockingQueue<>();
    try (HttpListener listener = listen(came::add, Optional.empty());
        HttpClient one = client(listener, TlsFiles.NONE, false);
        HttpClient other = client(listener, TlsFiles.NONE, false)) {
      CompletableFuture<HttpResult> first = begin(one, "x".repeat(MAX_BODY));
      HttpExchange waits = came.poll(30, TimeUnit.SECONDS);
      assertThat(waits).isNotNull();
      HttpResult refused = send(other, "y".repeat(MAX_BODY));
      assertThat(((HttpResult.Answer) refused).status()).isEqualTo(429);
      assertThat(((HttpResult.Answer) refused).header("Retry-After")).contains("1");
      waits.answer(new Answer(200, "", new byte[0]));
      assertThat(((HttpResult.Answer) first.get(30, TimeUnit.SECONDS)).status()).isEqualTo(200);
      CompletableFuture<HttpResult> again = begin(other, "y".repeat(MAX_BODY));
      HttpExchange next = came.poll(30, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      next.answer(new Answer(200, "", new byte[0]));
      assertThat(((HttpResult.Answer) again.get(30, TimeUnit.SECONDS)).status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoHttpIsSaid() throws Exception {
    try (HttpListener listener = listen(HttpListenerTest::echo, Optional.empty());
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
      socket.getOutputStream().write("what is this\r\n\r\n".getBytes(UTF_8));
      assertThat(readUntil(socket.getInputStream(), "not HTTP")).contains("HTTP/1.1 400");
    }
  }

  @Test
  void speaksTls() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TlsFiles files =
        new TlsFiles(Optional.empty(), Optional.of(server.cert()), Optional.of(server.key()));
    try (HttpListener listener = listen(HttpListenerTest::echo, Optional.of(files));
        HttpClient client = client(listener, trusting(server), true)) {
      assertThat(text(send(client, "secret"))).isEqualTo("secret");
    }
  }

  @Test
  void asksSendersForACertificateWhereAnAuthorityIsNamed() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity sender = TestIdentity.make(folder, "sender", "dns:sender");
    TlsFiles files =
        new TlsFiles(
            Optional.of(sender.cert()), Optional.of(server.cert()), Optional.of(server.key()));
    try (HttpListener listener = listen(HttpListenerTest::echo, Optional.of(files));
        HttpClient nobody = client(listener, trusting(server), true);
        HttpClient known =
            client(
                listener,
                new TlsFiles(
                    Optional.of(server.cert()),
                    Optional.of(sender.cert()),
                    Optional.of(sender.key())),
                true)) {
      assertThat(send(nobody, "secret")).isInstanceOf(HttpResult.Failure.class);
      assertThat(text(send(known, "secret"))).isEqualTo("secret");
    }
  }

  @Test
  void aCertificateThatCannotBeUsedIsSaid() {
    TlsFiles files =
        new TlsFiles(
            Optional.empty(),
            Optional.of(folder.resolve("no.pem")),
            Optional.of(folder.resolve("no.key")));
    assertThatThrownBy(() -> listen(HttpListenerTest::echo, Optional.of(files)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cert_file: " + folder.resolve("no.pem"));
  }

  private static void echo(HttpExchange exchange) {
    exchange.answer(new Answer(200, "text/plain", exchange.body()));
  }

  private static TlsFiles trusting(TestIdentity server) {
    return new TlsFiles(Optional.of(server.cert()), Optional.empty(), Optional.empty());
  }

  private static HttpListener listen(Consumer<HttpExchange> taker, Optional<TlsFiles> tls)
      throws IOException {
    return HttpListener.open(
        "listener", new Place("127.0.0.1", 0, 10, MAX_BODY, 3 * MAX_BODY / 2, tls), taker);
  }

  private HttpClient client(HttpListener listener, TlsFiles files, boolean tls) {
    return new HttpClient(
        loop,
        new HttpEndpoint("127.0.0.1", listener.address().getPort(), tls),
        HttpTimeouts.ofRequest(Duration.ofSeconds(30)),
        files);
  }

  private static CompletableFuture<HttpResult> begin(HttpClient client, String body) {
    CompletableFuture<HttpResult> result = new CompletableFuture<>();
    client.send(
        new HttpRequestSpec("POST", "/", Map.of(), body.getBytes(UTF_8), MAX_BODY),
        result::complete);
    return result;
  }

  private static HttpResult send(HttpClient client, String body) throws Exception {
    return begin(client, body).get(60, TimeUnit.SECONDS);
  }

  private static String text(HttpResult result) {
    assertThat(result).isInstanceOf(HttpResult.Answer.class);
    return ((HttpResult.Answer) result).bodyStart();
  }

  private static String readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder read = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      read.append((char) b);
      if (read.indexOf(wanted) >= 0) {
        return read.toString();
      }
    }
    return read.toString();
  }
}
