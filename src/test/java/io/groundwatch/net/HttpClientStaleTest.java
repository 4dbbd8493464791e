package io.groundwatch.net;

import static io.groundwatch.net.TestClients.LONG;
import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.client;
import static io.groundwatch.net.TestClients.failure;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.ScriptedServer.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kept connection that the server had done with. */
class HttpClientStaleTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final List<String> requests = new CopyOnWriteArrayList<>();
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
  void aConnectionThatTheServerClosedWhileItRestedIsReplaced() throws Exception {
    Script once = then(socket -> {});
    try (ScriptedServer server = new ScriptedServer(once, once);
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      // Whether the end is noticed before or after the next request begins is a race; either is
      // well.
      assertThat(send(client, "two")).isInstanceOf(Answer.class);
    }
  }

  @Test
  void aRequestThatMeetsTheEndOfAKeptConnectionIsSentAgainAtOnce() throws Exception {
    for (Script end : List.<Script>of(socket -> {}, ScriptedServer::resetOnClose)) {
      requests.clear();
      Script closing =
          then(
              socket -> {
                note(socket);
                end.run(socket);
              });
      try (ScriptedServer server = new ScriptedServer(closing, then(socket -> {}));
          HttpClient client = client(loop, server.port(), PATIENT)) {
        assertThat(send(client, "one")).isInstanceOf(Answer.class);
        assertThat(send(client, "two")).isInstanceOf(Answer.class);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(2)).isEqualTo(requests.get(1)).endsWith("\r\n\r\ntwo");
      }
    }
  }

  @Test
  void itIsSentAgainOnce() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(then(this::note), this::note, then(socket -> {}));
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(failure(send(client, "two"))).contains(" closed the connection ");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(send(client, "three")).isInstanceOf(Answer.class);
    }
  }

  @Test
  void aConnectionThatEndsInItsAnswerWasNotStale() throws Exception {
    Script cut =
        then(
            socket -> {
              note(socket);
              ScriptedServer.write(socket, "H");
            });
    try (ScriptedServer server = new ScriptedServer(cut, then(socket -> {}));
        HttpClient client = client(loop, server.port(), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(failure(send(client, "two"))).contains(" closed the connection ");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aKeptConnectionOnWhichNothingComesWasNotStale() throws Exception {
    Script silent =
        then(
            socket -> {
              note(socket);
              ScriptedServer.awaitEnd(socket);
            });
    HttpTimeouts brief = new HttpTimeouts(LONG, LONG, LONG, Duration.ofSeconds(2), LONG);
    try (ScriptedServer server = new ScriptedServer(silent, then(socket -> {}));
        HttpClient client = client(loop, server.port(), brief)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(failure(send(client, "two"))).contains("within 2 s");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** Answers one request, and goes on with the rest of the script. */
  private Script then(Script rest) {
    return socket -> {
      note(socket);
      ScriptedServer.write(socket, OK);
      rest.run(socket);
    };
  }

  private void note(java.net.Socket socket) throws java.io.IOException {
    requests.add(ScriptedServer.readRequest(socket));
  }
}
