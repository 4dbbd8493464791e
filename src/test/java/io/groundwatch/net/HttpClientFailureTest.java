package io.groundwatch.net;

import static io.groundwatch.net.TestClients.LONG;
import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.SHORT;
import static io.groundwatch.net.TestClients.client;
import static io.groundwatch.net.TestClients.failure;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.ScriptedServer.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpClientFailureTest {
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
  void aRefusedConnectionSaysWhere() throws Exception {
    try (ReservedPort reserved = new ReservedPort();
        HttpClient client = client(loop, reserved.number(), PATIENT)) {
      int port = reserved.number();
      assertThat(failure(send(client, "x"))).isEqualTo("connection refused: 127.0.0.1:" + port);
    }
  }

  @Test
  void everyAddressOfANameIsTriedAndTheLastOneNamed() throws Exception {
    try (ReservedPort reserved = new ReservedPort();
        HttpClient client = client(loop, "localhost", reserved.number(), PATIENT)) {
      int port = reserved.number();
      assertThat(failure(send(client, "x")))
          .startsWith("connection refused: ")
          .endsWith(":" + port + " (localhost)");
    }
  }

  @Test
  void reachesAnIpv6Address() throws Exception {
    HttpEndpoint endpoint = HttpEndpoint.of(java.net.URI.create("http://[::1]:1"));
    try (HttpClient client = new HttpClient(loop, endpoint, PATIENT, TlsFiles.NONE)) {
      // Refused, or no IPv6 on this machine: in either case about this address.
      assertThat(failure(send(client, "x"))).contains("[::1]:" + endpoint.port());
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpAtTheDeadline() throws Exception {
    Script hanging =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.awaitEnd(socket);
        };
    assertThat(failureOf(hanging, new HttpTimeouts(LONG, LONG, LONG, SHORT, LONG)))
        .matches(
            "no answer from 127\\.0\\.0\\.1:\\d+ within 150 ms \\(while waiting for the answer\\)");
  }

  @Test
  void aServerThatNeverReadsIsGivenUpAtTheDeadline() throws Exception {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Script deaf = socket -> over.join();
    try (ScriptedServer server = new ScriptedServer(deaf);
        HttpClient client =
            client(loop, server.port(), new HttpTimeouts(LONG, LONG, LONG, SHORT, LONG))) {
      assertThat(failure(send(client, "x".repeat(50_000_000))))
          .matches(".* within 150 ms \\(while sending the request, \\d+ of 50000000 bytes\\)");
    } finally {
      over.complete(true);
    }
  }

  @Test
  void aServerThatStopsReadingIsGivenUpSooner() throws Exception {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Script deaf = socket -> over.join();
    try (ScriptedServer server = new ScriptedServer(deaf);
        HttpClient client =
            client(loop, server.port(), new HttpTimeouts(LONG, LONG, SHORT, LONG, LONG))) {
      assertThat(failure(send(client, "x".repeat(50_000_000))))
          .matches(
              "127.0.0.1:\\d+ took nothing for 150 ms"
                  + " \\(while sending the request, \\d+ of 50000000 bytes\\)");
    } finally {
      over.complete(true);
    }
  }

  @Test
  void aServerThatThinksLongerThanItMayFallSilentIsWaitedFor() throws Exception {
    CompletableFuture<Boolean> thought = new CompletableFuture<>();
    thought.completeOnTimeout(true, 450, TimeUnit.MILLISECONDS);
    Script slow =
        socket -> {
          ScriptedServer.readRequest(socket);
          thought.join();
          ScriptedServer.write(socket, "HTTP/1.1 204 OK\r\n\r\n");
        };
    try (ScriptedServer server = new ScriptedServer(slow);
        HttpClient client =
            client(loop, server.port(), new HttpTimeouts(LONG, LONG, SHORT, LONG, LONG))) {
      assertThat(send(client, "x")).isInstanceOf(HttpResult.Answer.class);
    }
  }

  @Test
  void anAnswerThatDripsIsGivenUpAtTheDeadline() throws Exception {
    Script dripping =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
          for (int waited = 0; waited < 100; waited++) {
            ScriptedServer.write(socket, "x");
            if (ScriptedServer.endsWithin(socket, Duration.ofMillis(20))) {
              return;
            }
          }
        };
    assertThat(failureOf(dripping, new HttpTimeouts(LONG, LONG, LONG, SHORT.multipliedBy(2), LONG)))
        .endsWith("within 300 ms (while reading the answer)");
  }

  @Test
  void aServerThatFallsSilentInItsAnswerIsGivenUpSooner() throws Exception {
    Script silent =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
          ScriptedServer.awaitEnd(socket);
        };
    assertThat(failureOf(silent, new HttpTimeouts(LONG, LONG, SHORT, LONG, LONG)))
        .endsWith(" fell silent for 150 ms in its answer");
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerIsAFailure() throws Exception {
    assertThat(failureOf(ScriptedServer::readRequest, PATIENT))
        .endsWith(" closed the connection (while waiting for the answer)");
  }

  @Test
  void aHalfClosedConnectionIsAFailure() throws Exception {
    Script half =
        socket -> {
          ScriptedServer.readRequest(socket);
          socket.shutdownOutput();
          ScriptedServer.awaitEnd(socket);
        };
    assertThat(failureOf(half, PATIENT)).contains(" closed the connection ");
  }

  @Test
  void aConnectionThatEndsInTheAnswerIsAFailure() throws Exception {
    for (String cut :
        List.of(
            "HTTP/1.1 20",
            "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
      assertThat(failureOf(ScriptedServer.answering(cut), PATIENT))
          .as(cut)
          .contains(" closed the connection ");
    }
  }

  /** Its words may be lost, its status says all that is needed. */
  @Test
  void aRefusalCountsHoweverItEnds() throws Exception {
    String head = "HTTP/1.1 413 Too Large\r\nContent-Length: 100\r\n\r\nno";
    Script closing = ScriptedServer.answering(head);
    Script resetting =
        socket -> {
          closing.run(socket);
          ScriptedServer.resetOnClose(socket);
        };
    Script silent =
        socket -> {
          closing.run(socket);
          ScriptedServer.awaitEnd(socket);
        };
    Script broken =
        ScriptedServer.answering(
            "HTTP/1.1 413 Too Large\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\nzz\r\n");
    HttpTimeouts idle = new HttpTimeouts(LONG, LONG, SHORT, LONG, LONG);
    HttpTimeouts whole = new HttpTimeouts(LONG, LONG, LONG, Duration.ofSeconds(2), LONG);
    assertRefused(closing, PATIENT);
    assertRefused(resetting, PATIENT);
    assertRefused(broken, PATIENT);
    assertRefused(silent, idle);
    assertRefused(silent, whole);
  }

  private void assertRefused(Script script, HttpTimeouts timeouts) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(script, ScriptedServer.answering("HTTP/1.1 204 Fine\r\n\r\n"));
        HttpClient client = client(loop, server.port(), timeouts)) {
      assertThat(send(client, "x"))
          .isInstanceOfSatisfying(
              HttpResult.Answer.class, answer -> assertThat(answer.status()).isEqualTo(413));
      assertThat(send(client, "x")).isInstanceOf(HttpResult.Answer.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aResetInTheAnswerIsAFailure() throws Exception {
    Script resetting =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
          ScriptedServer.resetOnClose(socket);
        };
    assertThat(failureOf(resetting, PATIENT)).containsAnyOf("reset", "closed the connection");
  }

  @Test
  void whatIsNotHttpIsAFailure() throws Exception {
    for (String garbage :
        List.of("SSH-2.0-OpenSSH_9.2\r\n", "220 mail ESMTP ready\r\n", "\0\1\2\3\r\n\r\n")) {
      assertThat(failureOf(ScriptedServer.answering(garbage), PATIENT))
          .as(garbage)
          .contains(" did not answer in HTTP: ");
    }
  }

  @Test
  void chunksThatAreNoneAreAFailure() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (String rubbish :
        List.of(
            "zz\r\nab\r\n",
            "-1\r\nab\r\n",
            "ffffffffffffffffff\r\nab\r\n",
            "2\r\nabcd\r\n0\r\n\r\n",
            "2;" + "e".repeat(100_000) + "\r\nab\r\n",
            "0\r\n" + "X-Trailer: abcdefgh\r\n".repeat(2000))) {
      assertThat(failureOf(ScriptedServer.answering(head + rubbish), PATIENT))
          .as(rubbish.substring(0, 7))
          .contains(" did not answer in HTTP: ");
    }
  }

  @Test
  void aLengthThatIsNoneIsAFailure() throws Exception {
    for (String length : List.of("-5", "1e3", "99999999999999999999", "3\r\nContent-Length: 4")) {
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nabcd";
      assertThat(failureOf(ScriptedServer.answering(answer), PATIENT))
          .as(length)
          .contains(" did not answer in HTTP: ");
    }
  }

  @Test
  void aLineWithoutEndIsAFailure() throws Exception {
    assertThat(failureOf(ScriptedServer.answering("HTTP/1.1 200 " + "x".repeat(99_999)), PATIENT))
        .contains(" did not answer in HTTP: ");
  }

  @Test
  void headersThatDripAreGivenUpAtTheDeadline() throws Exception {
    Script dripping =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nX-A: ");
          do {
            ScriptedServer.write(socket, "x");
          } while (!ScriptedServer.endsWithin(socket, Duration.ofMillis(20)));
        };
    assertThat(failureOf(dripping, new HttpTimeouts(LONG, LONG, LONG, SHORT, LONG)))
        .endsWith("within 150 ms (while waiting for the answer)");
  }

  @Test
  void anAnswerThatIsAnnouncedForEverIsAFailure() throws Exception {
    String announced = "HTTP/1.1 102 Processing\r\n\r\n".repeat(100);
    assertThat(failureOf(ScriptedServer.answering(announced), PATIENT))
        .endsWith(" announces an answer without end");
  }

  @Test
  void headersWithoutEndAreAFailure() throws Exception {
    String headers = "HTTP/1.1 200 OK\r\n" + "X-A: abcdefgh\r\n".repeat(2000);
    assertThat(failureOf(ScriptedServer.answering(headers), PATIENT))
        .contains(" did not answer in HTTP: ");
  }

  private String failureOf(Script script, HttpTimeouts timeouts) throws Exception {
    try (ScriptedServer server = new ScriptedServer(script);
        HttpClient client = client(loop, server.port(), timeouts)) {
      return failure(send(client, "x"));
    }
  }
}
