package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what a configuration says to the request that a server gets. */
class ProtocolOutputsTest {
  private static final String METRICS =
      "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used_percent\"]}}}";
  private static final String LOGS =
      "\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"/a\","
          + " \"log_group_name\": \"app\", \"retention_in_days\": 3}]}}}";
  private static final StoredBatch SAMPLES =
      TestBatches.metrics(
          List.of(TestBatches.gauge("mem_used_percent", Unit.PERCENT, Map.of(), 0, 1)));
  private static final StoredBatch LINES = TestBatches.logs(List.of(Line.of(0, "web1", "hello")));

  private final Map<String, String> environment = new HashMap<>();
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = RecordingServer.answering(Answer.of(200, "{}"));
    environment.put("AWS_ACCESS_KEY_ID", "AKE");
    environment.put("AWS_SECRET_ACCESS_KEY", "ske");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void cloudWatchMetricsAreSignedForTheirService() throws Exception {
    environment.put("AWS_REGION", "ap-south-1");
    send(METRICS, cloudWatch(""), SAMPLES);
    assertThat(server.request(0).header("authorization"))
        .contains("Credential=AKE/", "/ap-south-1/monitoring/aws4_request");
    assertThat(server.request(0).text()).contains("\"mem_used_percent\"");
  }

  @Test
  void cloudWatchLogsAreSignedForTheirsAndTheirGroupsKeptAsTheEntrySays() throws Exception {
    send(LOGS, cloudWatch(", \"region\": \"eu-west-1\""), LINES);
    assertThat(server.requests())
        .extracting(r -> r.header("x-amz-target"))
        .containsExactly("Logs_20140328.PutRetentionPolicy", "Logs_20140328.PutLogEvents");
    assertThat(server.request(1).header("authorization")).contains("/eu-west-1/logs/aws4_request");
  }

  @Test
  void theInstanceIsAskedForTheRegionOnlyWhereNothingElseSaysIt() throws Exception {
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url("/imds").toString());
    environment.put("HOME", "/nonexistent");
    server.answer(
        r -> Answer.of(200, r.uri().getPath().endsWith("region") ? "eu-south-2" : "token"));
    send(METRICS, cloudWatch(""), SAMPLES);
    RecordingServer.Request last = server.request(server.requests().size() - 1);
    assertThat(last.header("authorization")).contains("/eu-south-2/monitoring/");
  }

  @Test
  void aRegionThatNobodyKnowsIsHeldAndSaid() throws Exception {
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("HOME", "/nonexistent");
    assertThat(outcome(METRICS, cloudWatch(""), SAMPLES))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("set \"region\" of this destination"));
  }

  @Test
  void otlpGoesBelowItsBaseAndSaysWhoseLinesTheseAre() throws Exception {
    String otlp = "\"type\": \"otlp\", \"encoding\": \"json\", \"url\": \"%s\"";
    send(METRICS, otlp.formatted(server.url("/base/?a=b")), SAMPLES);
    assertThat(server.request(0).uri().toString()).isEqualTo("/base/v1/metrics?a=b");
    send("\"agent\": {\"hostname\": \"me\"}, " + LOGS, otlp.formatted(server.url("")), LINES);
    assertThat(server.request(1).uri().toString()).isEqualTo("/v1/logs");
    assertThat(server.request(1).text())
        .contains("{\"key\":\"host.name\",\"value\":{\"stringValue\":\"me\"}}");
  }

  @Test
  void remoteWriteGoesToItsUsualPathAndIsSignedWhereThatIsAsked() throws Exception {
    String write =
        "\"type\": \"prometheus_remote_write\", \"protocol_version\": \"1.0\", \"url\": \"%s\"";
    send(METRICS, write.formatted(server.url("/")), SAMPLES);
    assertThat(server.request(0).uri().toString()).isEqualTo("/api/v1/write");
    assertThat(server.request(0).header("authorization")).isEmpty();
    send(
        METRICS,
        write.formatted(server.url("/w/remote_write"))
            + ", \"auth\": {\"aws\": {\"region\": \"eu-west-1\"}}",
        SAMPLES);
    assertThat(server.request(1).uri().toString()).isEqualTo("/w/remote_write");
    assertThat(server.request(1).header("authorization")).contains("/eu-west-1/aps/aws4_request");
  }

  @Test
  void lokiGetsTheLabelsThatTheConfigurationNames() throws Exception {
    send(
        "\"agent\": {\"hostname\": \"me\"}, " + LOGS,
        "\"type\": \"loki\", \"encoding\": \"json\", \"labels\": {\"site\": \"a\"},"
            + " \"labels_from\": [\"log_stream\"], \"structured_metadata\": false,"
            + " \"headers\": {\"X-Scope-OrgID\": \"t\"}, \"url\": \""
            + server.url("/")
            + "\"",
        LINES);
    assertThat(server.request(0).uri().toString()).isEqualTo("/loki/api/v1/push");
    assertThat(server.request(0).header("x-scope-orgid")).isEqualTo("t");
    assertThat(server.request(0).text())
        .isEqualTo(
            "{\"streams\":[{\"stream\":{\"host\":\"me\",\"log_stream\":\"web1\","
                + "\"service_name\":\"app\",\"site\":\"a\"},\"values\":[[\"0\",\"hello\"]]}]}");
  }

  @Test
  void elasticsearchGetsADataStreamByTheKindOfSignal() throws Exception {
    server.answer(r -> Answer.of(200, "{\"errors\":false}"));
    String elastic = "\"type\": \"elasticsearch\", \"url\": \"" + server.url("/base") + "\"";
    send(METRICS, elastic, SAMPLES);
    send(LOGS, elastic + ", \"index\": \"app-{date}\"", LINES);
    assertThat(server.request(0).uri().getPath()).isEqualTo("/base/_bulk");
    assertThat(server.request(0).text()).contains("\"_index\":\"metrics-groundwatch-default\"");
    assertThat(server.request(1).text()).contains("\"_index\":\"app-1970.01.01\"");
  }

  @Test
  void influxIsWrittenToAsItsVersionWants() throws Exception {
    environment.put("T", "tok");
    String influx =
        "\"type\": \"influxdb\", \"auth\": {\"bearer\": \"${env:T}\"}, \"url\": \""
            + server.url("/base/")
            + "\", ";
    send(METRICS, influx + "\"database\": \"a b\", \"retention_policy\": \"r\"", SAMPLES);
    send(METRICS, influx + "\"org\": \"o\", \"bucket\": \"b/c\"", SAMPLES);
    send(METRICS, influx + "\"api_version\": \"v3\", \"database\": \"d\"", SAMPLES);
    assertThat(server.requests())
        .extracting(r -> r.uri().toString(), r -> r.header("authorization"))
        .containsExactly(
            tuple("/base/write?precision=ns&db=a%20b&rp=r", "Token tok"),
            tuple("/base/api/v2/write?precision=ns&org=o&bucket=b%2Fc", "Token tok"),
            tuple(
                "/base/api/v3/write_lp?precision=nanosecond&accept_partial=true&db=d",
                "Bearer tok"));
    assertThat(server.request(0).text()).isEqualTo("mem_used_percent value=1 0\n");
  }

  @Test
  void splunkGetsItsOwnKindOfToken() throws Exception {
    environment.put("T", "tok");
    String splunk =
        "\"type\": \"splunk\", \"auth\": {\"bearer\": \"${env:T}\"}, \"index\": \"i\","
            + " \"sourcetype\": \"st\", \"url\": \""
            + server.url("/")
            + "\"";
    send("\"agent\": {\"hostname\": \"me\"}, " + LOGS, splunk, LINES);
    send(METRICS, splunk, SAMPLES);
    assertThat(server.requests())
        .extracting(r -> r.uri().toString(), r -> r.header("authorization"))
        .containsExactly(
            tuple("/services/collector/event", "Splunk tok"),
            tuple("/services/collector", "Splunk tok"));
    assertThat(server.request(0).text())
        .startsWith("{\"time\":0.000,\"host\":\"me\",\"index\":\"i\",\"sourcetype\":\"st\",");
  }

  @Test
  void httpMayTakeAnArray() throws Exception {
    String http =
        "\"type\": \"http\", \"format\": \"json\", \"url\": \"" + server.url("/in") + "\"";
    send(LOGS, http, LINES);
    assertThat(server.request(0).header("content-type")).isEqualTo("application/json");
    assertThat(server.request(0).header("content-encoding")).isEqualTo("gzip");
    assertThat(server.request(0).header("idempotency-key")).isEqualTo(LINES.id().toString());
    assertThat(server.request(0).text())
        .startsWith("[{\"type\":\"log\",")
        .endsWith("\"message\":\"hello\"}]");
  }

  private String cloudWatch(String more) {
    return "\"type\": \"cloudwatch\", \"endpoint_override\": \"" + server.url("/") + "\"" + more;
  }

  private void send(String section, String destination, StoredBatch batch) throws Exception {
    assertThat(outcome(section, destination, batch)).isEqualTo(new Outcome.Delivered());
  }

  private Outcome outcome(String section, String destination, StoredBatch batch) throws Exception {
    String json = "{" + section + ", \"destinations\": {\"d\": {" + destination + "}}}";
    Route route =
        Routes.of(
                ConfigLoader.parse("c", json.getBytes(StandardCharsets.UTF_8)).config(),
                HostWithoutAws.IMPLIED)
            .all()
            .get(0);
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs =
          new Outputs(
              services, environment, OutputStream.nullOutputStream(), new SystemTimeSource());
      try (Output output = outputs.open(route)) {
        return OutputRig.send(output, batch);
      }
    }
  }
}
