package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another configuration leaves alone is seen by its thread, which goes on being the same. */
class AgentTest {
  private static final String MEM =
      "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used\"]}}}";
  private static final String ONE = "{\"one\": {\"type\": \"stdout\"}}";

  /** Nobody listens at the port that TCP keeps for its multiplexer. */
  private static final Map<String, String> NO_CLOUD =
      Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");

  private final Path folder;
  private final TimeSource time = new SystemTimeSource();
  private final Agent agent;

  AgentTest(@TempDir Path folder) {
    this.folder = folder;
    this.agent =
        new Agent(
            new Wiring(folder.resolve("state"), NO_CLOUD, time, OutputStream.nullOutputStream()),
            time);
  }

  @AfterEach
  void stop() {
    agent.stop(Duration.ofSeconds(10));
  }

  @Test
  void leavesAloneWhatDidNotChange() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    Thread host = thread("host");
    Thread files = thread("files");
    Thread lane = thread("lane-one/logs");

    agent.apply(routes(MEM, "a.log", ONE));
    assertThat(thread("files")).isSameAs(files);

    agent.apply(routes(MEM, "b.log", ONE));
    assertThat(thread("host")).isSameAs(host);
    assertThat(thread("lane-one/logs")).isSameAs(lane);
    assertThat(thread("files")).isNotSameAs(files);
    assertThat(files.isAlive()).isFalse();
  }

  @Test
  void asksTheCloudAsLongAsANameNeedsIt() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    assertThat(find("cloud")).isEmpty();

    agent.apply(routes(MEM, "a.log\", \"log_stream_name\": \"{instance_id}", ONE));
    Thread cloud = thread("cloud");
    agent.apply(routes(MEM, "b.log\", \"log_stream_name\": \"{instance_id}", ONE));
    assertThat(thread("cloud")).isSameAs(cloud);

    agent.apply(routes(MEM, "b.log", ONE));
    assertThat(cloud.isAlive()).isFalse();
    assertThat(find("cloud")).isEmpty();
  }

  @Test
  void opensAndEndsLanesWithTheirDestinations() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    Thread first = thread("lane-one/metrics");
    agent.apply(
        routes(MEM, "a.log", "{\"one\": {\"type\": \"stdout\"}, \"two\": {\"type\": \"stdout\"}}"));
    assertThat(thread("lane-one/metrics")).isSameAs(first);
    assertThat(find("lane-two/metrics")).isPresent();

    agent.apply(routes(MEM, "a.log", "{\"two\": {\"type\": \"stdout\"}}"));
    assertThat(find("lane-one/metrics")).isEmpty();
    assertThat(find("lane-one/logs")).isEmpty();
    assertThat(folder.resolve("state/lanes/one/logs/queue")).isDirectory();
  }

  @Test
  void servesItsHealthAndNumbersWhileTheConfigurationSaysWhere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String monitored = "\"agent\": {\"monitor_listen\": \"" + port + "\"}, " + MEM;
    agent.apply(routes(monitored, "a.log", ONE));

    assertThat(get(port, "/healthz"))
        .isEqualTo("{\"status\":\"ok\",\"stuck\":[],\"lanes_in_trouble\":[]}\n");
    assertThat(get(port, "/metrics"))
        .contains("# TYPE agent_lane_sent_records_total counter\n")
        .contains("agent_lane_sent_records_total{lane=\"one/logs\"} 0\n");

    agent.apply(routes(MEM, "a.log", ONE));
    assertThatThrownBy(() -> get(port, "/healthz")).isInstanceOf(IOException.class);
  }

  private static String get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void opensALaneAnewWhoseDestinationChanged() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    Thread before = thread("lane-one/logs");

    agent.apply(
        routes(
            MEM, "a.log", "{\"one\": {\"type\": \"stdout\", \"batch\": {\"max_age\": \"2s\"}}}"));

    assertThat(thread("lane-one/logs")).isNotSameAs(before);
    assertThat(before.isAlive()).isFalse();
  }

  @Test
  void aLaneThatCannotBeOpenedChangesNothing() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    Thread files = thread("files");
    Files.writeString(folder.resolve("state/lanes/two"), "in the way");

    assertThatThrownBy(
            () ->
                agent.apply(
                    routes(
                        MEM,
                        "b.log",
                        "{\"one\": {\"type\": \"stdout\"}, \"two\": {\"type\": \"stdout\"}}")))
        .isInstanceOf(IOException.class);

    assertThat(thread("files")).isSameAs(files);
    assertThat(find("lane-two/logs")).isEmpty();
    agent.apply(routes(MEM, "b.log", ONE));
    assertThat(thread("files")).isNotSameAs(files);
  }

  @Test
  void anAgentThatWasStoppedStaysSo() throws Exception {
    agent.apply(routes(MEM, "a.log", ONE));
    agent.stop(Duration.ofSeconds(10));
    agent.apply(routes(MEM, "b.log", ONE));

    assertThat(find("files")).isEmpty();
    assertThat(find("lane-one/logs")).isEmpty();
  }

  private Routes routes(String metrics, String log, String destinations) throws Exception {
    String json =
        """
        {%s, "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%s"}]}}},
         "destinations": %s}
        """
            .formatted(metrics, folder.resolve(log), destinations);
    return Routes.of(
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8)).config(),
        HostWithoutAws.IMPLIED);
  }

  private static Thread thread(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no thread " + name));
  }

  private static Optional<Thread> find(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst();
  }
}
