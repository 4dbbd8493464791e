package io.groundwatch.output.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.aws.AwsCredentials;
import io.groundwatch.aws.CredentialCache;
import io.groundwatch.aws.SigV4;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.output.AwsAuthorizer;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.PeerServer;
import io.groundwatch.output.Peers;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.SystemTimeSource;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is sent is asked back from moto, which models AWS for the tests of AWS's own clients, and
 * holds signatures and permissions against botocore. Passed over where it is not here.
 */
class CloudWatchServersTest {
  private static final AwsCredentials ANY = AwsCredentials.lasting("AKIAANY", "secret");
  private static final long NOW = System.currentTimeMillis() / 1000 * 1_000_000_000L;

  @TempDir private static Path folder;
  private static PeerServer moto;

  private final OutputRig rig = new OutputRig();

  @BeforeAll
  static void start() throws Exception {
    moto = Peers.MOTO.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    moto.post("/moto-api/reset");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void eachStreamHasItsLinesByTime() throws Exception {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      lines.add(Line.of(NOW + i * 1_000_000L, i % 2 == 0 ? "even" : "odd", "line " + i));
    }
    assertThat(OutputRig.send(logs(ANY), TestBatches.logs(lines)))
        .isEqualTo(new Outcome.Delivered());
    for (int parity = 0; parity < 2; parity++) {
      List<String> kept = messages(parity == 0 ? "even" : "odd");
      assertThat(kept).hasSize(6000);
      for (int i = 0; i < kept.size(); i++) {
        assertThat(kept.get(i)).isEqualTo("line " + (2 * i + parity));
      }
    }
  }

  @Test
  void statisticsOfWhatWasSentAreThoseOfTheValues() throws Exception {
    MetricSeries load =
        new MetricSeries(
            "CWAgent",
            "load",
            Unit.PERCENT,
            new Dimensions(Map.of("host", "web1")),
            MetricKind.GAUGE,
            1);
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      samples.add(TestBatches.gauge("cpu", Unit.PERCENT, Map.of("cpu", "cpu" + i), NOW, i + 0.5));
    }
    samples.add(
        MetricSample.of(load, NOW, NOW, new ValueSet(new TreeMap<>(Map.of(1.0, 3L, 4.5, 2L)))));
    assertThat(OutputRig.send(metrics(ANY, Compression.GZIP), TestBatches.metrics(samples)))
        .isEqualTo(new Outcome.Delivered());
    assertThat(statistics("cpu", "cpu", "cpu1999").text("Maximum")).isEqualTo("1999.5");
    JsonTree set = statistics("load", "host", "web1");
    assertThat(set.text("SampleCount")).isEqualTo("5.0");
    assertThat(set.text("Sum")).isEqualTo("12.0");
    assertThat(set.text("Minimum")).isEqualTo("1.0");
    assertThat(set.text("Maximum")).isEqualTo("4.5");
    assertThat(set.text("Unit")).isEqualTo("Percent");
  }

  @Test
  void signaturesArePassedAndPermissionsNamed() throws Exception {
    AwsCredentials user = userWho("logs:PutLogEvents", "logs:CreateLogStream");
    ask("logs", "Logs_20140328.CreateLogGroup", "{\"logGroupName\":\"app\"}");
    checkSignatures(true);
    StoredBatch lines = TestBatches.logs(List.of(Line.of(NOW, "even", "signed")));
    assertThat(OutputRig.send(logs(AwsCredentials.lasting(user.accessKeyId(), "wrong")), lines))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("signature"));
    assertThat(OutputRig.send(logs(user), lines)).isEqualTo(new Outcome.Delivered());
    MetricSample sample = TestBatches.gauge("cpu", Unit.PERCENT, Map.of(), NOW, 1);
    // Not compressed: moto signs what it has unpacked, where AWS signs what came.
    assertThat(
            OutputRig.send(metrics(user, Compression.NONE), TestBatches.metrics(List.of(sample))))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("AccessDenied"));
    checkSignatures(false);
    assertThat(messages("even")).containsExactly("signed");
  }

  @Test
  void whatWasNotTakenBeforeAKillGoesAgain() throws Exception {
    Output output = logs(ANY);
    List<Line> lines = List.of(Line.of(NOW, "even", "first"), Line.of(NOW + 1, "even", "second"));
    moto.kill();
    assertThat(OutputRig.send(output, TestBatches.logs(lines))).isInstanceOf(Outcome.Retry.class);
    moto.restart();
    assertThat(OutputRig.send(output, TestBatches.logs(lines))).isEqualTo(new Outcome.Delivered());
    assertThat(messages("even")).containsExactly("first", "second");
  }

  private Output logs(AwsCredentials who) {
    return open("logs", new LogEventsProtocol(List.of()), who, Compression.GZIP);
  }

  private Output metrics(AwsCredentials who, Compression compression) {
    return open("monitoring", new MetricDataProtocol(), who, compression);
  }

  private Output open(
      String service, Protocol protocol, AwsCredentials who, Compression compression) {
    return rig.open(
        moto.url("/"),
        protocol,
        new AwsAuthorizer(
            new SigV4("eu-west-1", service),
            new CredentialCache(() -> Optional.of(who), new SystemTimeSource()),
            HttpEndpoint.of(moto.url("/")).authority(),
            new SystemTimeSource()),
        compression);
  }

  private List<String> messages(String stream) throws Exception {
    List<String> messages = new ArrayList<>();
    String token = "";
    while (true) {
      JsonTree page =
          ask(
              "logs",
              "Logs_20140328.GetLogEvents",
              "{\"logGroupName\":\"app\",\"startFromHead\":true,\"limit\":10000,"
                  + "\"logStreamName\":\""
                  + stream
                  + "\""
                  + token
                  + "}");
      List<JsonTree> events = page.at("events").elements();
      if (events.isEmpty()) {
        return messages;
      }
      events.forEach(event -> messages.add(event.text("message")));
      token = ",\"nextToken\":\"" + page.text("nextForwardToken") + "\"";
    }
  }

  private JsonTree statistics(String metric, String dimension, String value) throws Exception {
    JsonTree answer =
        ask(
            "monitoring",
            "GraniteServiceVersion20100801.GetMetricStatistics",
            ("{\"Namespace\":\"CWAgent\",\"MetricName\":\"%s\",\"StartTime\":%d,\"EndTime\":%d,"
                    + "\"Period\":60,\"Dimensions\":[{\"Name\":\"%s\",\"Value\":\"%s\"}],"
                    + "\"Statistics\":[\"SampleCount\",\"Sum\",\"Minimum\",\"Maximum\"]}")
                .formatted(
                    metric,
                    NOW / 1_000_000_000L - 60,
                    NOW / 1_000_000_000L + 60,
                    dimension,
                    value));
    return answer.at("Datapoints").elements().get(0);
  }

  /** A user of moto's who may do so much. */
  private AwsCredentials userWho(String... actions) throws Exception {
    iam("Action=CreateUser&UserName=agent");
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\","
            + "\"Action\":[\""
            + String.join("\",\"", actions)
            + "\"]}]}";
    iam(
        "Action=PutUserPolicy&UserName=agent&PolicyName=p&PolicyDocument="
            + java.net.URLEncoder.encode(policy, java.nio.charset.StandardCharsets.UTF_8));
    String key = iam("Action=CreateAccessKey&UserName=agent");
    return AwsCredentials.lasting(element(key, "AccessKeyId"), element(key, "SecretAccessKey"));
  }

  private static String element(String xml, String name) {
    return xml.substring(
        xml.indexOf("<" + name + ">") + name.length() + 2, xml.indexOf("</" + name + ">"));
  }

  private String iam(String form) throws Exception {
    return moto.send(
        HttpRequest.newBuilder(moto.url("/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", scope("iam"))
            .POST(BodyPublishers.ofString(form + "&Version=2010-05-08"))
            .build());
  }

  private void checkSignatures(boolean checked) throws Exception {
    moto.post("/moto-api/reset-auth", checked ? "0" : "inf");
  }

  private JsonTree ask(String service, String target, String body) throws Exception {
    return JsonTree.of(
        moto.send(
            HttpRequest.newBuilder(moto.url("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .header("Authorization", scope(service))
                .POST(BodyPublishers.ofString(body))
                .build()));
  }

  /** Says which service is meant; signatures are not looked at while it is asked. */
  private static String scope(String service) {
    return "AWS4-HMAC-SHA256 Credential=ANY/20260131/eu-west-1/"
        + service
        + "/aws4_request, "
        + "SignedHeaders=host, Signature=0";
  }
}
