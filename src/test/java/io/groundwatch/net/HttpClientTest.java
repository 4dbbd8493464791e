package io.groundwatch.net;

import static io.groundwatch.net.TestClients.LONG;
import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.SHORT;
import static io.groundwatch.net.TestClients.client;
import static io.groundwatch.net.TestClients.failure;
import static io.groundwatch.net.TestClients.request;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.ScriptedServer.Script;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

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
  void sendsTheRequestAndReturnsTheAnswer() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Script script =
        socket -> {
          seen.add(ScriptedServer.readRequest(socket));
          ScriptedServer.write(
              socket, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy");
        };
    try (ScriptedServer server = new ScriptedServer(script);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      HttpResult result = send(client, "hello");

      assertThat(result).isInstanceOf(Answer.class);
      Answer answer = (Answer) result;
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).contains("7");
      assertThat(answer.bodyStart()).isEqualTo("busy");
      assertThat(seen.get(0))
          .startsWith("POST /in?a=b HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
          .contains("\r\nX-Test: yes\r\n")
          .endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws Exception {
    Script twice =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, OK);
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, OK);
        };
    try (ScriptedServer server = new ScriptedServer(twice);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(send(client, "two")).isInstanceOf(Answer.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void opensAnotherConnectionWhereTheServerSaysClose() throws Exception {
    String closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    Script first =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, closing);
          ScriptedServer.awaitEnd(socket); // the client closes, not we
        };
    try (ScriptedServer server = new ScriptedServer(first, ScriptedServer.answering(OK));
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(send(client, "two")).isInstanceOf(Answer.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void closesAConnectionThatRestsTooLong() throws Exception {
    HttpTimeouts brief = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Script script =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, OK);
          ScriptedServer.awaitEnd(socket);
          ended.complete(true);
        };
    try (ScriptedServer server = new ScriptedServer(script);
        HttpClient client = client(loop, server.port(), brief)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(ended.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void largeBodiesArriveByteForByte() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Script thrice =
        socket -> {
          for (int i = 0; i < 3; i++) {
            seen.add(ScriptedServer.readRequest(socket));
            ScriptedServer.write(socket, OK);
          }
        };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      text.append(i).append('\n');
    }
    try (ScriptedServer server = new ScriptedServer(thrice);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(client, text + "end of " + i)).isInstanceOf(Answer.class);
        String request = seen.get(i);
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        assertThat(body.equals(text + "end of " + i)).as("body %d", i).isTrue();
      }
    }
  }

  @Test
  void readsAnEarlyRefusalWhileTheBodyIsStillBeingSent() throws Exception {
    Script refusing =
        socket -> {
          socket.getInputStream().readNBytes(1000);
          ScriptedServer.write(
              socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          ScriptedServer.awaitEnd(socket);
        };
    try (ScriptedServer server = new ScriptedServer(refusing);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      HttpResult result = send(client, "x".repeat(20_000_000));
      assertThat(result)
          .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.status()).isEqualTo(413));
    }
  }

  @Test
  void skipsInterimAnswers() throws Exception {
    assertThat(answerTo("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\n" + OK))
        .isInstanceOfSatisfying(
            Answer.class,
            a -> {
              assertThat(a.status()).isEqualTo(200);
              assertThat(a.bodyStart()).isEqualTo("ok");
            });
  }

  @Test
  void readsAChunkedAnswer() throws Exception {
    assertThat(
            answerTo(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))
        .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.bodyStart()).isEqualTo("abc"));
  }

  @Test
  void readsAnAnswerThatEndsWithTheConnection() throws Exception {
    assertThat(answerTo("HTTP/1.0 200 OK\r\n\r\nold"))
        .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.bodyStart()).isEqualTo("old"));
  }

  @Test
  void anEndlessAnswerCountsAsItBeganAndIsCutOff() throws Exception {
    CompletableFuture<Boolean> cutOff = new CompletableFuture<>();
    Script endless =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, "HTTP/1.1 500 Oops\r\n\r\n");
          try {
            while (!cutOff.isDone()) {
              ScriptedServer.write(socket, "blah ".repeat(1000));
            }
          } catch (IOException e) {
            cutOff.complete(true);
          }
        };
    try (ScriptedServer server = new ScriptedServer(endless);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "x"))
          .isInstanceOfSatisfying(
              Answer.class,
              a -> {
                assertThat(a.status()).isEqualTo(500);
                assertThat(a.bodyStart())
                    .hasSize(HttpRequestSpec.USUAL_KEPT_BYTES)
                    .startsWith("blah blah");
              });
      assertThat(cutOff.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingGivesUpWithoutCallingBack() throws Exception {
    CompletableFuture<Boolean> arrived = new CompletableFuture<>();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Script hanging =
        socket -> {
          ScriptedServer.readRequest(socket);
          arrived.complete(true);
          ScriptedServer.awaitEnd(socket);
          ended.complete(true);
        };
    List<HttpResult> results = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = new ScriptedServer(hanging)) {
      HttpClient client = client(loop, server.port(), PATIENT);
      client.send(request("one"), results::add);
      arrived.get(LONG.toSeconds(), TimeUnit.SECONDS);
      client.close();
      client.close();
      ended.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(results).isEmpty();
    }
  }

  @Test
  void aClosedLoopIsAFailureAndNotAnException() throws Exception {
    HttpClient client = client(loop, 9, PATIENT);
    loop.close();
    assertThat(failure(send(client, "x"))).startsWith("the agent is stopping");
    client.close();
  }

  private HttpResult answerTo(String answer) throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.answering(answer));
        HttpClient client = client(loop, server.port(), PATIENT)) {
      return send(client, "x");
    }
  }
}
