package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.app.AccountingServer.Mode;
import io.groundwatch.net.ReservedPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a sender of OTLP or CloudWatch's API was told is taken arrives, though the packaged agent is
 * killed at random points again and again and the backend fails. Senders send again what was not
 * acknowledged, so that at the end all of it is there.
 */
class AcknowledgedKillIT {
  private static final int KILLS = 8;
  private static final int SENDERS = 4;
  private static final int MAX_RUN_MILLISECONDS = 1500;
  private static final int LINES_A_REQUEST = 20;
  private static final List<Mode> MODES = List.of(Mode.TAKE, Mode.FAIL, Mode.TAKE_AND_FAIL);

  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatWasAcknowledgedArrives() throws Exception {
    Path log = folder.resolve("agent.log");
    try (AccountingServer server = AccountingServer.open();
        ReservedPort otlp = new ReservedPort();
        ReservedPort cloudWatch = new ReservedPort()) {
      Path config = writeConfig(server.port(), otlp.number(), cloudWatch.number());
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        boolean even = i % 2 == 0;
        Thread sender =
            new Thread(() -> send(even ? otlp.number() : cloudWatch.number(), even), "sender-" + i);
        sender.start();
        senders.add(sender);
      }
      for (int kill = 0; kill < KILLS; kill++) {
        server.mode(MODES.get(random.nextInt(MODES.size())));
        try (AgentProcess agent = AgentProcess.start(config, log)) {
          assertThat(agent.runFor(700 + random.nextInt(MAX_RUN_MILLISECONDS)))
              .as("the agent runs; it says: %s", Files.readString(log))
              .isTrue();
          agent.kill();
        }
      }
      server.mode(Mode.TAKE);
      try (AgentProcess agent = AgentProcess.start(config, log)) {
        stopped.set(true);
        for (Thread sender : senders) {
          sender.join();
        }
        boolean all = server.awaitLines(sent.get(), 120);
        assertThat(agent.stop()).as("exit status after SIGTERM").isZero();
        assertThat(all).as("seed %d: all of %d lines", seed, sent.get()).isTrue();
      }
      System.out.printf(
          "AcknowledgedKillIT: seed %d, %d kills, %d lines acknowledged, %d requests sent again%n",
          seed, KILLS, acknowledged.size(), again.get());
      assertThat(acknowledged).as("every line was, at the last").hasSize(sent.get());
      assertThat(server.faults()).as("seed %d", seed).isEmpty();
    }
  }

  /** Sends numbered lines, each request until it is acknowledged. */
  private void send(int port, boolean otlp) {
    while (!stopped.get()) {
      int first = sent.getAndAdd(LINES_A_REQUEST);
      HttpRequest request = otlp ? otlp(port, first) : putLogEvents(port, first);
      while (!isTaken(request)) {
        again.incrementAndGet();
        LockSupport.parkNanos(10_000_000);
      }
      for (int i = 0; i < LINES_A_REQUEST; i++) {
        acknowledged.add(first + i);
      }
    }
  }

  private boolean isTaken(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it is dead, or not there yet
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest otlp(int port, int first) {
    String records = joined(first, "{\"body\":{\"stringValue\":\"%d sold\"}}");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/logs"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(10))
        .POST(
            BodyPublishers.ofString(
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}"))
        .build();
  }

  private static HttpRequest putLogEvents(int port, int first) {
    String events = joined(first, "{\"timestamp\":1700000000000,\"message\":\"%d sold\"}");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
        .header("X-Amz-Target", "Logs_20140328.PutLogEvents")
        .timeout(Duration.ofSeconds(10))
        .POST(
            BodyPublishers.ofString(
                "{\"logGroupName\":\"g\",\"logStreamName\":\"s\",\"logEvents\":[" + events + "]}"))
        .build();
  }

  private static String joined(int first, String record) {
    return IntStream.range(first, first + LINES_A_REQUEST)
        .mapToObj(record::formatted)
        .collect(Collectors.joining(","));
  }

  private Path writeConfig(int server, int otlp, int cloudWatch) throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "logs": {"logs_collected": {"otlp": {"http_endpoint": "127.0.0.1:%3$d"},
                                      "cloudwatch": {"http_endpoint": "127.0.0.1:%4$d"}}},
          "destinations": {
            "central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest", "timeout": "1s",
              "signals": ["logs"],
              "retry": {"initial": "50ms", "max": "300ms"}}
          }
        }
        """
            .formatted(folder, server, otlp, cloudWatch));
    return config;
  }
}
