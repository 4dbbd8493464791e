package io.groundwatch.output.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is asked back from a node of OpenSearch, in a process of its own. */
class OpenSearchServerIT {
  private static final long NOW = System.currentTimeMillis() * 1_000_000L;
  private static final int LINES = 5000;

  @TempDir private static Path folder;
  private static PeerServer node;

  private final OutputRig rig = new OutputRig();

  @BeforeAll
  static void start() throws Exception {
    String libraries =
        Files.readString(Path.of(System.getProperty("groundwatch.opensearch"))).strip();
    node =
        new PeerServer(
            folder.resolve("node.log"),
            "The node serves.",
            port ->
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-cp",
                    libraries,
                    "src/test/peers/OpenSearchPeer.java",
                    Integer.toString(port),
                    folder.resolve("data").toString()));
    // As a newer Elasticsearch has for these names by itself.
    node.json(
        "PUT",
        "/_index_template/streams",
        "{\"index_patterns\":[\"logs-*\",\"metrics-*\"],\"data_stream\":{}}");
  }

  @AfterAll
  static void stop() throws IOException {
    if (node != null) {
      node.close();
    }
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aDataStreamHasEachLineOnceThroughAKillInMidFlow() throws Exception {
    Output output = logs("logs-killed-default");
    List<StoredBatch> batches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      batches.add(lines(i * LINES, LINES + i));
    }
    assertThat(OutputRig.send(output, batches.get(0))).isEqualTo(new Outcome.Delivered());
    assertThat(OutputRig.send(output, batches.get(0)))
        .as("a repeat counts as stored")
        .isEqualTo(new Outcome.Delivered());
    assertThat(OutputRig.send(output, batches.get(1))).isEqualTo(new Outcome.Delivered());
    node.kill();
    assertThat(OutputRig.send(output, batches.get(2))).isInstanceOf(Outcome.Retry.class);
    node.restart();
    for (StoredBatch batch : batches) {
      assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
    }
    assertThat(count("logs-killed-default")).isEqualTo(4 * LINES + 6);
    assertThat(messages("logs-killed-default")).hasSize(4 * LINES + 3);
  }

  @Test
  void samplesAreFoundByTheirFields() throws Exception {
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      samples.add(
          TestBatches.gauge(
              "cpu", Unit.PERCENT, Map.of("host", "web1", "cpu", "cpu" + i), NOW, i + 0.5));
    }
    Output output =
        rig.open(
            node.url("/"),
            new BulkProtocol("/_bulk", "metrics-a-default", SignalKind.METRICS, "web1"),
            AuthHeaders.NONE);
    assertThat(OutputRig.send(output, TestBatches.metrics(samples)))
        .isEqualTo(new Outcome.Delivered());
    JsonTree found =
        search(
            "metrics-a-default",
            "{\"query\":{\"term\":{\"labels.cpu.keyword\":\"cpu42\"}},\"aggs\":{\"sum\":{\"sum\":"
                + "{\"field\":\"metric.value\"}}}}");
    assertThat(found.text("aggregations", "sum", "value")).isEqualTo("42.5");
    assertThat(source(found, 0).text("host.name")).isEqualTo("web1");
    assertThat(source(found, 0).text("metric", "unit")).isEqualTo("Percent");
  }

  @Test
  void onlyTheDocumentThatTheMappingRefusesIsSetAside() throws Exception {
    node.json(
        "PUT",
        "/typed",
        "{\"mappings\":{\"properties\":{\"labels\":{\"properties\":{\"user\":{\"type\":\"long\"}}}}}}");
    Outcome outcome =
        OutputRig.send(
            logs("typed"),
            TestBatches.logs(List.of(ofUser("7"), ofUser("not a number"), ofUser("8"))));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            partly -> {
              assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(1);
              assertThat(partly.refusals().get(0).reason())
                  .contains("400 mapper_parsing_exception")
                  .contains("labels.user");
            });
    assertThat(count("typed")).isEqualTo(2);
  }

  @Test
  void anIndexThatMayNotBeMadeHoldsAndSaysSo() throws Exception {
    setting("action.auto_create_index", "\"-missing*,*\"");
    assertThat(OutputRig.send(logs("missing"), lines(0, 2)))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("missing").contains("Create the index"));
  }

  @Test
  void anIndexThatIsBlockedForWantOfDiskIsTriedAgain() throws Exception {
    Output output = logs("full");
    assertThat(OutputRig.send(output, lines(0, 1))).isEqualTo(new Outcome.Delivered());
    block("full", true);
    assertThat(OutputRig.send(output, lines(1, 2)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.reason()).contains("429"));
    block("full", false);
    assertThat(OutputRig.send(output, lines(1, 2))).isEqualTo(new Outcome.Delivered());
    assertThat(count("full")).isEqualTo(3);
  }

  private Output logs(String index) {
    return rig.open(
        node.url("/"),
        new BulkProtocol("/_bulk", index, SignalKind.LOGS, "web1"),
        AuthHeaders.NONE);
  }

  /** So many numbered lines; batches of another count have another id. */
  private static StoredBatch lines(int from, int count) {
    List<Line> lines = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      lines.add(Line.of(NOW + i, "s", "line " + i));
    }
    return TestBatches.logs(lines);
  }

  private static Line ofUser(String user) {
    return new Line(NOW, new LogOrigin("g", "s", "/a.log", Map.of("user", user)), "m");
  }

  private static void setting(String name, String value) throws Exception {
    node.json("PUT", "/_cluster/settings", "{\"transient\":{\"" + name + "\":" + value + "}}");
  }

  private static void block(String index, boolean blocked) throws Exception {
    node.json(
        "PUT",
        "/" + index + "/_settings",
        "{\"index.blocks.read_only_allow_delete\":" + (blocked ? "true" : "null") + "}");
  }

  private static long count(String index) throws Exception {
    node.post("/" + index + "/_refresh");
    return JsonTree.of(node.get("/" + index + "/_count")).at("count").number().orElseThrow();
  }

  private static JsonTree search(String index, String body) throws Exception {
    node.post("/" + index + "/_refresh");
    return JsonTree.of(node.json("POST", "/" + index + "/_search", body));
  }

  private static JsonTree source(JsonTree found, int hit) {
    return found.at("hits", "hits").elements().get(hit).at("_source");
  }

  /** All messages, each once. */
  private static Set<String> messages(String index) throws Exception {
    Set<String> messages = new HashSet<>();
    String after = "";
    while (true) {
      JsonTree page =
          search(
              index,
              "{\"size\":10000,\"_source\":[\"message\"],\"sort\":[\"message.keyword\"]"
                  + after
                  + "}");
      List<JsonTree> hits = page.at("hits", "hits").elements();
      if (hits.isEmpty()) {
        return messages;
      }
      hits.forEach(hit -> messages.add(hit.text("_source", "message")));
      JsonTree last = hits.get(hits.size() - 1);
      after = ",\"search_after\":[\"" + last.at("sort").elements().get(0).text() + "\"]";
    }
  }
}
