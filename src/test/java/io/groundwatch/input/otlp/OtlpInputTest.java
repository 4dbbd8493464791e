package io.groundwatch.input.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpInputTest {
  private static final String PROTO = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final OtlpRig rig = new OtlpRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aRequestIsAnsweredWhenItIsOnDiskAndNotBefore() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> answer =
        rig.post("/v1/logs", PROTO, request(record("hello")).toByteArray());
    rig.await(() -> !rig.logs.batches().isEmpty());
    assertThat(answer).isNotDone();
    rig.logs.store();
    rig.await(answer::isDone);
    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(ExportLogsServiceResponse.parseFrom(answer.join().body()).hasPartialSuccess())
        .isFalse();
    assertThat(rig.logs.messages()).containsExactly("hello");
  }

  @Test
  void aRecordIsFiledByItsServiceWithAllThatIsSaidOfIt() {
    LogRecord record =
        record("GET /")
            .setTimeUnixNano(1_700_000_000_123_456_789L)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN2)
            .setTraceId(ByteString.fromHex("0123456789abcdef0123456789abcdef"))
            .setSpanId(ByteString.fromHex("00000000000000ff"))
            .addAttributes(pair("http.status", AnyValue.newBuilder().setIntValue(200)))
            .addAttributes(pair("ok", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(pair("share", AnyValue.newBuilder().setDoubleValue(0.25)))
            .build();
    rig.exchange("/v1/logs", PROTO, request(record.toBuilder()).toByteArray());
    assertThat(rig.logs.origins())
        .singleElement()
        .satisfies(
            origin -> {
              assertThat(origin.group()).isEqualTo("shop");
              assertThat(origin.stream()).isEqualTo("shop-1");
              assertThat(origin.attributes())
                  .containsEntry("service.name", "shop")
                  .containsEntry("otel.scope.name", "till");
            });
    assertThat(rig.logs.times()).containsExactly(1_700_000_000_123_456_789L);
    assertThat(rig.logs.attributes())
        .containsExactly(
            Map.of(
                "severity", "WARN",
                "trace_id", "0123456789abcdef0123456789abcdef",
                "span_id", "00000000000000ff",
                "http.status", "200",
                "ok", "true",
                "share", "0.25"));
  }

  @Test
  void aBodyThatIsNoTextIsJson() {
    AnyValue.Builder body =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(pair("a", AnyValue.newBuilder().setStringValue("x\"y")))
                    .addValues(
                        pair(
                            "b",
                            AnyValue.newBuilder()
                                .setArrayValue(
                                    ArrayValue.newBuilder()
                                        .addValues(AnyValue.newBuilder().setIntValue(-3))
                                        .addValues(AnyValue.newBuilder())
                                        .addValues(
                                            AnyValue.newBuilder()
                                                .setBytesValue(ByteString.copyFromUtf8("hi")))))));
    rig.exchange("/v1/logs", PROTO, request(LogRecord.newBuilder().setBody(body)).toByteArray());
    assertThat(rig.logs.messages()).containsExactly("{\"a\":\"x\\\"y\",\"b\":[-3,null,\"aGk=\"]}");
    assertThat(rig.logs.times()).as("no time of its own").containsExactly(rig.time.wallNanos());
  }

  @Test
  void jsonSaysTheSame() {
    String json =
        """
        {"resourceLogs":[{"resource":{"attributes":[
            {"key":"service.name","value":{"stringValue":"shop"}},
            {"key":"aws.log.group.names","value":{"arrayValue":{"values":[{"stringValue":"/own"}]}}}]},
          "scopeLogs":[{"scope":{"name":"till"},"unknown":{"a":[1,{"b":2}]},"logRecords":[
            {"timeUnixNano":"1700000000000000001","severityNumber":17,"traceId":"0123456789abcdef0123456789abcdef",
             "body":{"stringValue":"gr\\u00fcn"},
             "attributes":[{"key":"n","value":{"intValue":"7"}}]}]}]}]}
        """;
    HttpResponse<byte[]> answer = rig.exchange("/v1/logs", JSON, json.getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
    assertThat(rig.logs.messages()).containsExactly("grün");
    assertThat(rig.logs.origins().get(0).group()).isEqualTo("/own");
    assertThat(rig.logs.times()).containsExactly(1_700_000_000_000_000_001L);
    assertThat(rig.logs.attributes().get(0))
        .containsEntry("severity", "ERROR")
        .containsEntry("n", "7")
        .containsEntry("trace_id", "0123456789abcdef0123456789abcdef");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void bodiesMayBeCompressed(Compression compression) throws Exception {
    byte[] raw = request(record("packed")).toByteArray();
    byte[] packed = Compressor.compress(compression, raw, 0, raw.length);
    String encoding = compression == Compression.NONE ? "identity" : compression.key();
    HttpResponse<byte[]> answer =
        rig.exchange("/v1/logs", PROTO, packed, "Content-Encoding", encoding);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(rig.logs.messages()).containsExactly("packed");
  }

  @Test
  void oneWaitForTheDiskServesAllWhoCameMeanwhile() {
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    answers.add(rig.post("/v1/logs", PROTO, request(record("first")).toByteArray()));
    rig.await(() -> rig.logs.batches().size() == 1);
    for (int i = 0; i < 20; i++) {
      answers.add(rig.post("/v1/logs", PROTO, request(record("later " + i)).toByteArray()));
    }
    rig.await(() -> rig.count("agent_otlp_requests_total") == 21);
    assertThat(rig.logs.batches()).as("while the disk works").hasSize(1);
    rig.logs.store();
    rig.await(() -> rig.logs.batches().size() == 2);
    assertThat(rig.logs.batches().get(1).records()).isEqualTo(20);
    rig.logs.store();
    rig.await(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThat(answers).allSatisfy(a -> assertThat(a.join().statusCode()).isEqualTo(200));
  }

  @Test
  void whileALaneTakesNothingSendersKeepWhatTheyHave() {
    rig.logs.close(true);
    CompletableFuture<HttpResponse<byte[]>> first =
        rig.post("/v1/logs", PROTO, request(record("waits")).toByteArray());
    rig.await(
        () -> {
          rig.time.advance(Duration.ofMillis(1));
          return first.isDone();
        });
    assertThat(rig.time.nanos()).isGreaterThan(Duration.ofSeconds(2).toNanos());
    assertThat(first.join().statusCode()).isEqualTo(429);
    assertThat(first.join().headers().firstValue("Retry-After")).contains("5");
    HttpResponse<byte[]> second =
        rig.exchange("/v1/logs", PROTO, request(record("at once")).toByteArray());
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(rig.count("agent_otlp_refused_total", "reason", "full")).isEqualTo(2);
    HttpResponse<byte[]> metrics = rig.exchange("/v1/metrics", PROTO, new byte[0]);
    assertThat(metrics.statusCode()).as("the other kind goes on").isEqualTo(200);
    rig.logs.close(false);
    assertThat(rig.exchange("/v1/logs", PROTO, request(record("again")).toByteArray()).statusCode())
        .isEqualTo(200);
    assertThat(rig.logs.messages()).containsExactly("again");
  }

  @Test
  void aRequestLargerThanABatchGoesOnWhenThereIsRoom() {
    LogRecord.Builder[] records = new LogRecord.Builder[20];
    Arrays.setAll(records, i -> record(i + "x".repeat(200_000)));
    rig.logs.takeAtMost(1);
    CompletableFuture<HttpResponse<byte[]>> answer =
        rig.post("/v1/logs", PROTO, request(records).toByteArray());
    rig.await(() -> rig.logs.batches().size() == 1);
    rig.logs.store();
    assertThat(answer).as("a part of it is stored").isNotDone();
    rig.logs.takeAtMost(100);
    rig.await(
        () -> {
          rig.logs.store();
          return answer.isDone();
        });
    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(rig.logs.messages()).hasSize(20);
    assertThat(rig.logs.batches()).hasSizeGreaterThan(3);
  }

  @Test
  void whatWasTakenIsStoredWhenTheInputEnds() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> answer =
        rig.post("/v1/logs", PROTO, request(record("last")).toByteArray());
    rig.await(() -> !rig.logs.batches().isEmpty());
    Thread lane = new Thread(rig.logs::store);
    lane.start();
    rig.end();
    lane.join();
    assertThat(rig.logs.messages()).containsExactly("last");
    assertThat(answer.handle((a, e) -> a == null ? 0 : a.statusCode()).join()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/logs, text/plain, , 415, Content-Type",
    "/v1/logs, application/json, '[]', 400, no JSON object",
    "/v1/logs, application/json, '{\"resourceLogs\":[3]}', 400, not an object",
    "/v1/logs, application/json, '{\"resourceLogs\":', 400, no JSON",
    "/v1/logs, application/x-protobuf, garbage, 400, protobuf",
    "/v1/traces, application/json, '{}', 404, served here",
    "/, application/json, '{}', 404, served here"
  })
  void whatIsNotTakenSaysWhy(String path, String type, String body, int status, String why) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
    HttpResponse<byte[]> answer = rig.exchange(path, type, bytes);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new String(answer.body(), UTF_8)).contains(why);
    assertThat(rig.logs.messages()).isEmpty();
  }

  @Test
  void aBodyThatUnpacksToTooMuchIsRefused() throws Exception {
    byte[] zeros = new byte[RequestLimits.within(OtlpRig.HEAP_BYTES).unpackedBytes() + 1];
    byte[] packed = Compressor.compress(Compression.ZSTD, zeros, 0, zeros.length);
    HttpResponse<byte[]> answer =
        rig.exchange("/v1/logs", PROTO, packed, "Content-Encoding", "zstd");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(rig.exchange("/v1/logs", PROTO, new byte[5 << 20]).statusCode()).isEqualTo(413);
    assertThat(rig.count("agent_otlp_refused_total", "reason", "size")).isEqualTo(1);
  }

  @Test
  void aTextLongerThanBackendsTakeIsCutBetweenCharacters() {
    String text = "ä".repeat(200_000);
    rig.exchange("/v1/logs", PROTO, request(record(text)).toByteArray());
    assertThat(String.join("", rig.logs.messages())).isEqualTo(text);
    assertThat(rig.logs.messages()).hasSize(2);
    assertThat(rig.logs.attributes().get(0)).containsEntry("log.cut", "too_long");
    assertThat(rig.logs.attributes().get(1)).isEmpty();
  }

  @Test
  void damagedRequestsAreRefusedAsAWholeAndEndNothing() {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("OtlpInputTest: seed " + seed);
    Random random = new Random(seed);
    byte[] model = request(record("some text"), record("more")).toByteArray();
    for (int i = 0; i < 300; i++) {
      byte[] body = model.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      byte[] sent =
          random.nextInt(4) == 0 ? Arrays.copyOf(body, random.nextInt(body.length)) : body;
      int before = rig.logs.messages().size();
      HttpResponse<byte[]> answer = rig.exchange("/v1/logs", PROTO, sent);
      assertThat(answer.statusCode()).isIn(200, 400);
      if (answer.statusCode() == 400) {
        assertThat(rig.logs.messages()).as("none of it").hasSize(before);
      }
    }
    assertThat(rig.exchange("/v1/logs", PROTO, model).statusCode()).isEqualTo(200);
  }

  private static ExportLogsServiceRequest request(LogRecord.Builder... records) {
    ScopeLogs.Builder scope =
        ScopeLogs.newBuilder().setScope(InstrumentationScope.newBuilder().setName("till"));
    for (LogRecord.Builder record : records) {
      scope.addLogRecords(record);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            pair("service.name", AnyValue.newBuilder().setStringValue("shop")))
                        .addAttributes(
                            pair(
                                "service.instance.id",
                                AnyValue.newBuilder().setStringValue("shop-1"))))
                .addScopeLogs(scope))
        .build();
  }

  private static LogRecord.Builder record(String text) {
    return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(text));
  }

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
