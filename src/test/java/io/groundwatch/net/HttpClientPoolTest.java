package io.groundwatch.net;

import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.await;
import static io.groundwatch.net.TestClients.begin;
import static io.groundwatch.net.TestClients.client;
import static io.groundwatch.net.TestClients.failure;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.HttpResult.Failure;
import io.groundwatch.net.ScriptedServer.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several requests of one client at a time. */
class HttpClientPoolTest {
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
  void asManyRequestsAreUnderWayAsThereAreConnections() throws Exception {
    CountDownLatch arrived = new CountDownLatch(4);
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    try (ScriptedServer server = new ScriptedServer(repeat(4, waiting(arrived, goOn)));
        HttpClient client = client(loop, server.port(), 4)) {
      List<CompletableFuture<HttpResult>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(begin(client, "request " + i));
      }
      assertThat(arrived.await(40, TimeUnit.SECONDS)).isTrue();
      assertThat(failure(send(client, "one more")))
          .isEqualTo("all connections are in use (4): 127.0.0.1:" + server.port());
      assertThat(results).noneMatch(CompletableFuture::isDone);
      goOn.complete(true);
      for (CompletableFuture<HttpResult> result : results) {
        assertThat(await(result)).isInstanceOf(Answer.class);
      }
    }
  }

  @Test
  void aSecondRequestOnAClientWithOneConnectionIsRefused() throws Exception {
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    try (ScriptedServer server = new ScriptedServer(waiting(new CountDownLatch(1), goOn));
        HttpClient client = client(loop, server.port(), PATIENT)) {
      CompletableFuture<HttpResult> first = begin(client, "one");
      assertThat(failure(send(client, "two"))).startsWith("all connections are in use (1): ");
      goOn.complete(true);
      assertThat(await(first)).isInstanceOf(Answer.class);
    }
  }

  @Test
  void aConnectedOneIsUsedBeforeAnotherIsMade() throws Exception {
    Script thrice =
        socket -> {
          for (int i = 0; i < 3; i++) {
            ScriptedServer.readRequest(socket);
            ScriptedServer.write(socket, OK);
          }
        };
    try (ScriptedServer server = new ScriptedServer(thrice, thrice);
        HttpClient client = client(loop, server.port(), 4)) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(client, "x")).isInstanceOf(Answer.class);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void oneThatFailsLeavesTheOthersAlone() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    try (ScriptedServer server =
            new ScriptedServer(
                waiting(arrived, goOn), ScriptedServer::readRequest, ScriptedServer.answering(OK));
        HttpClient client = client(loop, server.port(), 2)) {
      CompletableFuture<HttpResult> first = begin(client, "one");
      assertThat(arrived.await(40, TimeUnit.SECONDS)).isTrue();
      assertThat(send(client, "two")).isInstanceOf(Failure.class);
      assertThat(send(client, "three")).isInstanceOf(Answer.class);
      goOn.complete(true);
      assertThat(await(first)).isInstanceOf(Answer.class);
    }
  }

  @Test
  void closingGivesAllUpWithoutCallingBack() throws Exception {
    CountDownLatch arrived = new CountDownLatch(3);
    CountDownLatch ended = new CountDownLatch(3);
    Script hanging =
        socket -> {
          ScriptedServer.readRequest(socket);
          arrived.countDown();
          ScriptedServer.awaitEnd(socket);
          ended.countDown();
        };
    List<CompletableFuture<HttpResult>> results = new ArrayList<>();
    try (ScriptedServer server = new ScriptedServer(repeat(3, hanging))) {
      HttpClient client = client(loop, server.port(), 3);
      for (int i = 0; i < 3; i++) {
        results.add(begin(client, "x"));
      }
      assertThat(arrived.await(40, TimeUnit.SECONDS)).isTrue();
      client.close();
      assertThat(ended.await(40, TimeUnit.SECONDS)).isTrue();
      assertThat(results).noneMatch(CompletableFuture::isDone);
    }
  }

  private static Script waiting(CountDownLatch arrived, CompletableFuture<Boolean> goOn) {
    return socket -> {
      ScriptedServer.readRequest(socket);
      arrived.countDown();
      goOn.join();
      ScriptedServer.write(socket, OK);
    };
  }

  private static Script[] repeat(int times, Script script) {
    return Collections.nCopies(times, script).toArray(Script[]::new);
  }
}
