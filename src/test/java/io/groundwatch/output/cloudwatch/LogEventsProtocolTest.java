package io.groundwatch.output.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.aws.AwsCredentials;
import io.groundwatch.aws.CredentialCache;
import io.groundwatch.aws.SigV4;
import io.groundwatch.model.Compression;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.output.AwsAuthorizer;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogEventsProtocolTest {
  private static final long NOON = 1_769_860_800_000_000_000L;

  private final OutputRig rig = new OutputRig();
  private final CloudWatchRecorder aws = new CloudWatchRecorder();
  private int keys;
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = new RecordingServer(aws);
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void makesGroupsAndStreamsAndPutsEachStreamsLinesByTime() throws Exception {
    StoredBatch batch =
        TestBatches.logs(
            List.of(
                Line.of(NOON + 5, "a", "a2"),
                Line.of(NOON, "b", "b1 \"q\" \\ ü"),
                Line.of(NOON - 1_000_000_000L, "a", "a1"),
                Line.of(NOON + 5, "a", "")));
    Output output = output();
    assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
    assertThat(aws.messages)
        .containsEntry("app/a", List.of("a1", "a2", " "))
        .containsEntry("app/b", List.of("b1 \"q\" \\ ü"));
    assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
    assertThat(aws.operations)
        .containsExactly(
            "PutLogEvents",
            "CreateLogStream",
            "CreateLogGroup",
            "CreateLogStream",
            "PutLogEvents",
            "PutLogEvents",
            "CreateLogStream",
            "PutLogEvents",
            "PutLogEvents",
            "PutLogEvents");
  }

  @Test
  void signsAndDoesNotCompress() throws Exception {
    OutputRig.send(output(), TestBatches.logs(List.of(Line.of(NOON, "a", "x"))));
    RecordingServer.Request request = server.request(0);
    assertThat(request.header("content-encoding")).isEmpty();
    assertThat(request.header("content-type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.header("authorization"))
        .contains("Credential=AK1/", "/eu-west-1/logs/aws4_request")
        .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target,");
    assertThat(request.text())
        .isEqualTo(
            "{\"logGroupName\":\"app\",\"logStreamName\":\"a\",\"logEvents\":[{\"timestamp\":"
                + "1769860800000,\"message\":\"x\"}]}");
  }

  @Test
  void setsRetentionAndClassAsTheGroupsEntryAsks() throws Exception {
    LogGroupRule rule =
        LogGroupRule.of("app-{hostname}", Optional.of(30), Optional.of("INFREQUENT_ACCESS"));
    LogOrigin origin = new LogOrigin("app-web 1", "a:b*c", "");
    StoredBatch batch = TestBatches.logs(List.of(new Line(NOON, origin, "x")));
    Output output = output(rule);
    OutputRig.send(output, batch);
    OutputRig.send(output, batch);
    assertThat(aws.retention).containsEntry("app-web_1", "30");
    assertThat(aws.classes).containsEntry("app-web_1", "INFREQUENT_ACCESS");
    assertThat(aws.messages).containsOnlyKeys("app-web_1/a_b_c");
    assertThat(aws.operations).filteredOn("PutRetentionPolicy"::equals).hasSize(2);
  }

  @Test
  void aRetentionThatMayNotBeSetHoldsUpNoLine() throws Exception {
    aws.groups.add("app");
    server.answer(
        request ->
            request.header("x-amz-target").endsWith("PutRetentionPolicy")
                ? CloudWatchRecorder.error("AccessDeniedException", "not you")
                : aws.apply(request));
    Output output = output(LogGroupRule.of("app", Optional.of(30), Optional.empty()));
    StoredBatch batch = TestBatches.logs(List.of(Line.of(NOON, "a", "x")));
    assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
    OutputRig.send(output, batch);
    assertThat(server.requests())
        .filteredOn(r -> r.header("x-amz-target").endsWith("PutRetentionPolicy"))
        .hasSize(1);
  }

  @Test
  void splitsByEventsBytesAndSpan() throws Exception {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      lines.add(Line.of(NOON + i, "many", "m"));
    }
    for (int i = 0; i < 3; i++) {
      lines.add(Line.of(NOON, "large", "ü".repeat(250_000)));
    }
    lines.add(Line.of(NOON - TimeUnit.HOURS.toNanos(24), "long", "old"));
    lines.add(Line.of(NOON, "long", "new"));
    assertThat(OutputRig.send(output(), TestBatches.logs(lines)))
        .isEqualTo(new Outcome.Delivered());
    assertThat(aws.messages.get("app/many")).hasSize(10_001);
    assertThat(aws.messages.get("app/large")).hasSize(3);
    assertThat(aws.messages.get("app/long")).containsExactly("old", "new");
    assertThat(aws.operations).filteredOn("PutLogEvents"::equals).hasSize(2 + 2 + 2 + 3);
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheOthersAreTaken() throws Exception {
    StoredBatch batch =
        TestBatches.logs(
            List.of(
                Line.of(NOON, "a", "x".repeat(LogEventsBody.MAX_MESSAGE_BYTES + 1)),
                Line.of(NOON, "a", "x".repeat(LogEventsBody.MAX_MESSAGE_BYTES))));
    assertThat(OutputRig.send(output(), batch))
        .isEqualTo(
            new Outcome.PartlyDelivered(
                List.of(
                    new Refusal(
                        0, "a line of 1048551 bytes (CloudWatch Logs takes at most 1048550)"))));
  }

  @Test
  void eventsThatTheServiceRejectsAreNamedAndNotSentAgain() throws Exception {
    server.answer(
        request ->
            Answer.of(
                200,
                "{\"rejectedLogEventsInfo\":{\"tooOldLogEventEndIndex\":1,"
                    + "\"expiredLogEventEndIndex\":2,\"tooNewLogEventStartIndex\":3}}"));
    StoredBatch batch =
        TestBatches.logs(
            List.of(
                Line.of(4, "a", "new"),
                Line.of(1, "a", "old"),
                Line.of(3, "a", "fine"),
                Line.of(2, "a", "expired")));
    assertThat(OutputRig.send(output(), batch))
        .isInstanceOfSatisfying(
            Outcome.PartlyDelivered.class,
            partly -> {
              assertThat(partly.refusals()).extracting(Refusal::index).containsExactly(0, 1, 3);
              assertThat(partly.refusals().get(0).reason()).contains("check the clock");
            });
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void throttlingIsTriedAgainThoughItIsA400() throws Exception {
    server.answer(r -> CloudWatchRecorder.error("ThrottlingException", "Rate exceeded"));
    assertThat(send())
        .isEqualTo(
            new Outcome.Retry(
                "http://127.0.0.1:"
                    + server.url("/").getPort()
                    + "/ answered 400: \"Throttling: Rate exceeded\""));
  }

  @Test
  void expiredCredentialsAreAskedForAnewOnce() throws Exception {
    server.answer(
        request ->
            request.header("authorization").contains("=AK1/")
                ? CloudWatchRecorder.error("ExpiredTokenException", "expired")
                : aws.apply(request));
    assertThat(send()).isEqualTo(new Outcome.Delivered());
    server.answer(r -> CloudWatchRecorder.error("UnrecognizedClientException", "bad token"));
    assertHeld("Check the AWS credentials of this destination.");
  }

  @Test
  void aWrongClockIsSaid() throws Exception {
    server.answer(
        r ->
            CloudWatchRecorder.error(
                "InvalidSignatureException",
                "Signature expired: 20260130T120000Z is now earlier than 20260131T115500Z"));
    assertHeld(
        "20260130T120000Z is now earlier than 20260131T115500Z\"."
            + " Set the clock of this host: it is off by too much.");
  }

  @Test
  void aWrongKeyAndAMissingPermissionAreSaid() throws Exception {
    server.answer(r -> CloudWatchRecorder.error("InvalidSignatureException", "does not match"));
    assertHeld("Check the AWS secret key of this destination.");
    server.answer(r -> CloudWatchRecorder.error("AccessDeniedException", "no"));
    assertHeld("Allow logs:PutLogEvents to the user or role of this destination.");
  }

  @Test
  void aPageOfAProxyIsReadByItsStatus() throws Exception {
    server.answer(r -> Answer.of(503, "<html>busy</html>"));
    assertThat(send()).isInstanceOf(Outcome.Retry.class);
    server.answer(r -> Answer.of(407, ""));
    assertThat(send()).isInstanceOf(Outcome.Held.class);
  }

  private void assertHeld(String end) throws Exception {
    assertThat(send())
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).endsWith(end));
  }

  private Outcome send() throws Exception {
    return OutputRig.send(output(), TestBatches.logs(List.of(Line.of(NOON, "a", "x"))));
  }

  private Output output(LogGroupRule... rules) {
    keys = 0;
    CredentialCache credentials =
        new CredentialCache(
            () -> Optional.of(AwsCredentials.lasting("AK" + ++keys, "sk")), new SystemTimeSource());
    return rig.open(
        server.url("/"),
        new LogEventsProtocol(List.of(rules)),
        new AwsAuthorizer(
            new SigV4("eu-west-1", "logs"),
            credentials,
            HttpEndpoint.of(server.url("/")).authority(),
            new SystemTimeSource()),
        Compression.GZIP);
  }
}
