package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent is asked over its socket, with a destination that is not there. */
class StatusTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final TimeSource time = new SystemTimeSource();
  private final Agent agent;

  StatusTest(@TempDir Path folder) {
    this.folder = folder;
    this.agent =
        new Agent(new Wiring(state(), Map.of(), time, OutputStream.nullOutputStream()), time);
  }

  @AfterEach
  void stop() {
    agent.stop(Duration.ofSeconds(10));
  }

  @Test
  void tellsHowFarEachFileIsReadAndWhyItIsNotDelivered() throws Exception {
    Files.writeString(folder.resolve("app.log"), "one\ntwo\nunfinished");
    start();

    String said = await("! away/logs: not delivered");

    assertThat(said)
        .contains("Configuration: test, since 20")
        .contains("Logs: " + folder + "/app.log -> away (http://127.0.0.1:")
        .contains("Input host: mem")
        .contains("Input files: 1 file, 10 bytes behind")
        .containsPattern("app\\.log +away/logs +18 +8 +10\n")
        .containsPattern("away/logs +1 batch +\\d+ bytes +\\d+ s +2 +0 +0 +0\n")
        .containsPattern("! away/logs: not delivered, .*since 20.*next try in \\d");
    assertThat(status())
        .containsEntry("agent_version", Version.current())
        .containsEntry("pid", ProcessHandle.current().pid())
        .containsEntry("state_directory", state().toString());
  }

  @Test
  void tellsWhatCameToInputsThatListen() throws Exception {
    start(
        """
        {"metrics": {"metrics_collected": {"statsd": {"service_address": "127.0.0.1:0"}, "collectd": {"service_address": "udp://127.0.0.1:0"}}},
         "logs": {"metrics_collected": {"emf": {"service_address": "127.0.0.1:0"}},
                  "logs_collected": {"syslog": {"service_address": "127.0.0.1:0"}, "otlp": {"http_endpoint": "127.0.0.1:0"}}},
         "destinations": {"away": {"type": "http", "url": "http://127.0.0.1:%d/"}}}
        """
            .formatted(closedPort()));

    assertThat(await("Input emf: "))
        .contains(
            "Input collectd: 0 records",
            "Input emf: 0 records",
            "Input otlp: 0 records",
            "Input syslog: 0 records",
            "Input statsd: 0 records");
  }

  @Test
  void tellsOfAConfigurationThatWasRefused() throws Exception {
    start();
    agent.inForce().refused("/logs: unknown key");

    assertThat(await("Another one was refused")).contains("/logs: unknown key");
  }

  @Test
  void failsOnlyWhereARestartWouldMendIt() throws Exception {
    start();

    await("! away/metrics: not delivered");
    Map<String, Object> said = new HashMap<>(status());
    assertThat(StatusCommand.verdict(said)).isEqualTo(ExitCode.FINE);
    said.put("stuck", List.of("lane-away/metrics for 5 min"));
    assertThat(StatusCommand.verdict(said)).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void nothingIsSaidWhereNoAgentRuns() throws Exception {
    assertThat(StatusCommand.ask(folder.resolve("elsewhere"))).isEmpty();
    start();
    agent.stop(Duration.ofSeconds(10));
    assertThat(StatusCommand.ask(state())).isEmpty();
  }

  private void start() throws Exception {
    start(
        """
        {"metrics": {"metrics_collected": {"mem": {"measurement": ["used"]}}},
         "logs": {"logs_collected": {"files": {"collect_list": [
           {"file_path": "%s/app.log", "format": "plain"}]}}},
         "destinations": {"away": {"type": "http", "url": "http://127.0.0.1:%d/"}}}
        """
            .formatted(folder, closedPort()));
  }

  private void start(String json) throws Exception {
    LoadedConfig loaded = ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8));
    Routes routes = Routes.of(loaded.config(), HostWithoutAws.IMPLIED);
    agent.apply(routes);
    agent.inForce().runs(loaded, routes);
  }

  /** Asks until it says so. */
  private String await(String part) throws Exception {
    long giveUp = time.nanos() + PATIENCE_NANOS;
    String said = "";
    while (time.nanos() - giveUp < 0) {
      said = String.join("\n", new StatusText(status()).lines()) + "\n";
      if (said.contains(part)) {
        return said;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("it never says \"" + part + "\" but: " + said);
  }

  private Map<String, Object> status() throws Exception {
    return StatusCommand.ask(state()).orElseThrow();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
