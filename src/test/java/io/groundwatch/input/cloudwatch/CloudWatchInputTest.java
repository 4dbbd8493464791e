package io.groundwatch.input.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.CloudWatchApiConfig;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.MetricBatcher;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** What AWS's own SDK sends, its newer protocols and the older ones. */
class CloudWatchInputTest {
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body"));

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeIntake logs = new FakeIntake();
  private final FakeIntake points = new FakeIntake();
  private final BatchConfig limits =
      new BatchConfig(1_000_000, 100_000, Duration.ofSeconds(10), false);
  private final BatchIds ids = new BatchIds(new Random(1));
  private final DropCount dropped = new DropCount(new LongAdder(), new LongAdder());
  private final MetricFanout fanout =
      new MetricFanout(List.of(new MetricBatcher(points, limits, ids, time, dropped)));
  private final CloudWatchInput input =
      new CloudWatchInput(
          new CloudWatchApiConfig(new ListenAddress("127.0.0.1", 0), true, true),
          new CloudWatchOutlets(
              Dimensions.NONE.with("env", "test"),
              fanout,
              fanout,
              new RecordFanout(
                  List.of(new RecordLane(new LogBatcher(logs, limits, ids, time), dropped, time)))),
          time,
          metrics);
  private final long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);

  @BeforeEach
  void open() {
    input.work();
  }

  @AfterEach
  void close() {
    input.finish(time.nanos());
  }

  @Test
  void theSdkPutsMetrics() throws Exception {
    try (CloudWatchClient client =
        CloudWatchClient.builder()
            .endpointOverride(uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(ANYBODY)
            .build()) {
      List<MetricDatum> many =
          IntStream.range(0, 400)
              .mapToObj(i -> MetricDatum.builder().metricName("many").value((double) i).build())
              .toList();
      MetricDatum values =
          MetricDatum.builder()
              .metricName("latency")
              .unit(StandardUnit.MILLISECONDS)
              .storageResolution(1)
              .timestamp(Instant.ofEpochMilli(1_700_000_000_123L))
              .dimensions(Dimension.builder().name("shop").value("a").build())
              .values(1.5, 20.0)
              .counts(3.0, 1.0)
              .build();
      MetricDatum statistics =
          MetricDatum.builder()
              .metricName("sizes")
              .statisticValues(
                  StatisticSet.builder()
                      .sampleCount(4.0)
                      .sum(20.0)
                      .minimum(1.0)
                      .maximum(9.0)
                      .build())
              .build();
      call(() -> client.putMetricData(r -> r.namespace("App").metricData(values, statistics)));
      call(() -> client.putMetricData(r -> r.namespace("App").metricData(many)));
      assertThatThrownBy(
              () ->
                  call(
                      () ->
                          client.putMetricData(
                              r ->
                                  r.namespace("App")
                                      .metricData(
                                          MetricDatum.builder()
                                              .metricName("x")
                                              .value(1.0)
                                              .unit("Parsecs")
                                              .build()))))
          .hasRootCauseInstanceOf(CloudWatchException.class)
          .hasStackTraceContaining("MetricData.member.1.Unit");
    }
    MetricSample latency = samples().get(0);
    assertThat(latency.series().namespace()).isEqualTo("App");
    assertThat(latency.series().unit()).isEqualTo(Unit.MILLISECONDS);
    assertThat(latency.series().storageResolutionSeconds()).isEqualTo(1);
    assertThat(latency.series().dimensions().entries())
        .isEqualTo(Map.of("shop", "a", "env", "test"));
    assertThat(latency.set().orElseThrow().toMap()).isEqualTo(Map.of(1.5, 3L, 20.0, 1L));
    assertThat(latency.timeNanos()).isEqualTo(1_700_000_000_123_000_000L);
    assertThat(samples().get(1).set().orElseThrow().sum()).isEqualTo(20);
    assertThat(samples()).as("compressed by the SDK").hasSize(402);
    assertThat(samples().get(401).value()).isEqualTo(399);
  }

  @Test
  void theSdkPutsLogs() throws Exception {
    try (CloudWatchLogsClient client =
        CloudWatchLogsClient.builder()
            .endpointOverride(uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(ANYBODY)
            .build()) {
      call(() -> client.createLogGroup(r -> r.logGroupName("shop")));
      call(() -> client.createLogStream(r -> r.logGroupName("shop").logStreamName("web1")));
      call(
          () ->
              client.putLogEvents(
                  r ->
                      r.logGroupName("shop")
                          .logStreamName("web1")
                          .logEvents(
                              InputLogEvent.builder()
                                  .timestamp(1_700_000_000_001L)
                                  .message("ä")
                                  .build(),
                              InputLogEvent.builder()
                                  .timestamp(2L)
                                  .message("two\nlines")
                                  .build())));
    }
    assertThat(logs.messages()).containsExactly("ä", "two\nlines");
    assertThat(logs.times()).containsExactly(1_700_000_000_001_000_000L, 2_000_000L);
    assertThat(logs.origins().get(0).group()).isEqualTo("shop");
    assertThat(logs.origins().get(0).stream()).isEqualTo("web1");
  }

  @Test
  void anAnswerWaitsForTheDisk() throws Exception {
    FutureTask<HttpResponse<String>> answer =
        start(
            () ->
                post(
                    "Logs_20140328.PutLogEvents",
                    "{\"logGroupName\":\"g\",\"logStreamName\":\"s\",\"logEvents\":[{\"timestamp\":1,\"message\":\"m\"}]}"));
    await(() -> !logs.batches().isEmpty());
    assertThat(answer.isDone()).isFalse();
    logs.store();
    await(answer::isDone);
    assertThat(answer.get().statusCode()).isEqualTo(200);
  }

  @Test
  void theQueryProtocolIsUnderstood() throws Exception {
    String form =
        "Action=PutMetricData&Version=2010-08-01&Namespace=My%20App"
            + "&MetricData.member.2.MetricName=b&MetricData.member.2.Value=2"
            + "&MetricData.member.1.MetricName=a&MetricData.member.1.Value=1.5e3"
            + "&MetricData.member.1.Timestamp=2026-01-02T03%3A04%3A05.123456Z"
            + "&MetricData.member.1.Dimensions.member.1.Name=n&MetricData.member.1.Dimensions.member.1.Value=v"
            + "&MetricData.member.10.MetricName=c&MetricData.member.10.Values.member.1=7";
    HttpResponse<String> answer = call(() -> query(form));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<PutMetricDataResponse").contains("<RequestId>");
    assertThat(samples())
        .extracting(s -> s.series().name() + " " + s.value())
        .containsExactly("a 1500.0", "b 2.0", "c 7.0");
    assertThat(samples().get(0).series().namespace()).isEqualTo("My App");
    assertThat(samples().get(0).timeNanos())
        .isEqualTo(
            Instant.parse("2026-01-02T03:04:05.123456Z").toEpochMilli() * 1_000_000 + 456_000);
    HttpResponse<String> wrong = call(() -> query("Action=PutMetricData&Namespace=a"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("<Code>InvalidParameterValue</Code>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Logs_20140328.PutLogEvents|{}|400|InvalidParameterException",
        "Logs_20140328.PutLogEvents|{\"logGroupName\":|400|SerializationException",
        "Logs_20140328.DeleteLogGroup|{}|400|UnknownOperationException",
        "Logs_20140328.DescribeLogStreams|{}|200|logStreams",
        "GraniteServiceVersion20100801.PutMetricData|{\"Namespace\":\"a\"}|400|InvalidParameterValue",
        "GraniteServiceVersion20100801.PutMetricData|{\"Namespace\":\"a\",\"MetricData\":[{\"MetricName\":\"m\",\"Value\":\"x\"}]}|400|MetricData.member.1.Value"
      })
  void whatIsNotTakenSaysWhy(String target, String body, int status, String says) throws Exception {
    HttpResponse<String> answer = call(() -> post(target, body));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(says);
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  void bytesWhereATextBelongsAreNone() throws Exception {
    byte[] namespaceOfBytes = {
      (byte) 0xa1, 0x69, 'N', 'a', 'm', 'e', 's', 'p', 'a', 'c', 'e', 0x41, 7
    };
    HttpResponse<String> answer =
        call(
            () ->
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(
                                uri()
                                    .resolve(
                                        "/service/GraniteServiceVersion20100801/operation/PutMetricData"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(namespaceOfBytes))
                            .build(),
                        BodyHandlers.ofString()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Namespace is required");
  }

  @Test
  void aRequestOfCountlessSmallPartsIsRefused() throws Exception {
    String many = "{\"logEvents\":[" + "{},".repeat(100_000) + "{}]}";
    HttpResponse<String> answer = call(() -> post("Logs_20140328.PutLogEvents", many));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("more than any request has in it");
    HttpResponse<String> form =
        call(() -> query("Action=PutMetricData&Namespace=a" + "&b=".repeat(60_000)));
    assertThat(form.statusCode()).isEqualTo(400);
  }

  @Test
  void whileALaneTakesNothingClientsAreAskedToComeAgain() throws Exception {
    logs.close(true);
    FutureTask<HttpResponse<String>> answer =
        start(
            () ->
                post(
                    "Logs_20140328.PutLogEvents",
                    "{\"logGroupName\":\"g\",\"logStreamName\":\"s\",\"logEvents\":[{\"timestamp\":1,\"message\":\"m\"}]}"));
    await(
        () -> {
          time.advance(Duration.ofMillis(1));
          return answer.isDone();
        });
    assertThat(answer.get().statusCode()).isEqualTo(503);
    assertThat(answer.get().body()).contains("ServiceUnavailable");
    assertThat(logs.batches()).isEmpty();
  }

  @Test
  void theCommandLineIsUnderstood() throws Exception {
    Path aws = Path.of("/usr/bin/aws"); // Debian's, which speaks the query protocol
    assumeThat(aws).as("awscli is installed").isExecutable();
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(
            aws.toString(),
            "--endpoint-url",
            uri().toString(),
            "cloudwatch",
            "put-metric-data",
            "--namespace",
            "Cli",
            "--metric-name",
            "m",
            "--value",
            "3",
            "--dimensions",
            "a=b");
    builder
        .environment()
        .putAll(Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "body"));
    builder.environment().put("AWS_DEFAULT_REGION", "eu-west-1");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    await(
        () -> {
          points.store();
          return !process.isAlive();
        });
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(samples()).singleElement().satisfies(s -> assertThat(s.value()).isEqualTo(3));
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + requireNonNull(input.address()).getPort());
  }

  private HttpResponse<String> post(String target, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri())
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build(),
            BodyHandlers.ofString());
  }

  private HttpResponse<String> query(String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form, UTF_8))
                .build(),
            BodyHandlers.ofString());
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    new Thread(task, "client").start();
    return task;
  }

  /** Works for the input, and has lanes store what they are given, until the call has ended. */
  private <T> T call(Callable<T> call) throws Exception {
    FutureTask<T> task = start(call);
    await(
        () -> {
          logs.store();
          points.store();
          return task.isDone();
        });
    return task.get();
  }

  private void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(patience);
      input.work();
      Thread.onSpinWait();
    }
  }

  private List<MetricSample> samples() {
    List<MetricSample> samples = new ArrayList<>();
    points.batches().forEach(batch -> samples.addAll(((Batch.Metrics) batch).samples()));
    return samples;
  }
}
