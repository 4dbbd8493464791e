package io.groundwatch.output.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.codec.ProtoReader;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.OutputRig;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.RecordingServer.Request;
import io.groundwatch.output.TestBatches;
import io.groundwatch.output.WireRequest;
import io.groundwatch.output.prometheus.RemoteWriteProtocol.Version;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The negotiation, and 2.0 by its published definition: Debian's Prometheus does not know it yet.
 */
class RemoteWriteProtocolTest {
  private static final StoredBatch BATCH =
      TestBatches.metrics(
          List.of(
              new MetricSample(
                  new MetricSeries(
                      "Own",
                      "disk.io-time",
                      Unit.BYTES_PER_SECOND,
                      new Dimensions(Map.of("9a", "x", "empty", "", "__a", "y")),
                      MetricKind.CUMULATIVE,
                      10),
                  1_700_000_000_123_000_000L,
                  1_600_000_000_000_000_000L,
                  2.5)));
  private static final Answer WROTE =
      new Answer(204, Map.of("X-Prometheus-Remote-Write-Samples-Written", "1"), "");

  private final OutputRig rig = new OutputRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aReceiverThatSaysWhatItWroteGetsVersion2() throws Exception {
    try (RecordingServer server = RecordingServer.answering(WROTE)) {
      Output output = open(server, Version.NEGOTIATED);
      assertThat(OutputRig.send(output, BATCH)).isEqualTo(new Outcome.Delivered());
      assertThat(versions(server)).containsExactly("2.0.0");
      Request request = server.request(0);
      assertThat(request.header("content-encoding")).isEqualTo("snappy");
      assertThat(request.header("content-type"))
          .isEqualTo("application/x-protobuf;proto=io.prometheus.write.v2.Request");

      ProtoReader message = new ProtoReader(decoded(request));
      assertThat(message.text(4)).as("the first symbol").isEmpty();
      ProtoReader series = message.message(5);
      assertThat(series.message(2).number(2)).isEqualTo(1_700_000_000_123L);
      assertThat(series.message(2).number(3)).isEqualTo(1_600_000_000_000L);
      assertThat(series.message(5).number(1)).as("a counter").isEqualTo(1);
      assertThat(new String(decoded(request), java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("disk_io_time", "bytes_per_second", "_9a", "label__a", "namespace", "Own")
          .doesNotContain("empty");
    }
  }

  @Test
  void aReceiverThatSaysNothingGetsVersion1FromThenOn() throws Exception {
    for (Answer other : List.of(Answer.of(204, ""), Answer.of(415, ""))) {
      try (RecordingServer server =
          RecordingServer.answering(other, Answer.of(204, ""), Answer.of(204, ""))) {
        Output output = open(server, Version.NEGOTIATED);
        assertThat(OutputRig.send(output, BATCH)).isEqualTo(new Outcome.Delivered());
        assertThat(OutputRig.send(output, BATCH)).isEqualTo(new Outcome.Delivered());
        assertThat(versions(server)).containsExactly("2.0.0", "0.1.0", "0.1.0");
        assertThat(server.request(1).header("content-type")).isEqualTo("application/x-protobuf");
      }
    }
  }

  @Test
  void aRefusalIsAskedAboutInVersion1UntilVersion2WasTaken() throws Exception {
    try (RecordingServer server =
        RecordingServer.answering(
            Answer.of(400, "what?"), Answer.of(400, "bad"), WROTE, Answer.of(400, "bad"))) {
      Output output = open(server, Version.NEGOTIATED);
      assertThat(OutputRig.send(output, BATCH)).isInstanceOf(Outcome.Rejected.class);
      OutputRig.send(output, BATCH);
      assertThat(OutputRig.send(output, BATCH)).isInstanceOf(Outcome.Rejected.class);
      assertThat(versions(server)).containsExactly("2.0.0", "0.1.0", "2.0.0", "2.0.0");
    }
  }

  @Test
  void aVersionThatIsAskedForIsKept() throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(204, ""))) {
      OutputRig.send(open(server, Version.V1), BATCH);
      assertThat(OutputRig.send(open(server, Version.V2), BATCH))
          .isInstanceOfSatisfying(
              Outcome.Held.class,
              held -> assertThat(held.reason()).contains("set \"protocol_version\""));
      assertThat(versions(server)).containsExactly("0.1.0", "2.0.0");
    }
  }

  @Test
  void statusesAreReadAsTheSpecificationSays() throws Exception {
    assertThat(outcome(500)).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(429)).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome(401)).isInstanceOf(Outcome.Held.class);
    assertThat(outcome(404)).isInstanceOf(Outcome.Held.class);
  }

  /** A record of several numbers is five samples. */
  @Test
  void theSamplesOfARecordStayTogetherWithinTheLimit() throws Exception {
    StoredBatch batch =
        TestBatches.metrics(
            IntStream.range(0, 401)
                .mapToObj(i -> TestBatches.several("m" + i, Unit.SECONDS, 1_000_000, 1, 2))
                .toList());
    List<WireRequest> requests = requests(batch);
    assertThat(requests).extracting(request -> request.records().length).containsExactly(400, 1);
    assertThat(requests.get(1).records()).containsExactly(400);
    assertThat(samples(requests.get(0))).isEqualTo(RemoteWriteProtocol.MAX_SAMPLES);
    assertThat(samples(requests.get(1))).isEqualTo(5);
  }

  /** A second value of one moment of one series is refused by some receivers. */
  @Test
  void aMetricThatIsCalledLikeAStatisticGoesBeforeIt() throws Exception {
    StoredBatch batch =
        TestBatches.metrics(
            List.of(
                TestBatches.several("request", Unit.SECONDS, 1_000_000, 2, 4),
                TestBatches.gauge(
                    "request.count", Unit.COUNT, Map.of("host", "web1"), 1_000_000, 7),
                TestBatches.gauge(
                    "request.sum", Unit.COUNT, Map.of("host", "web2"), 1_000_000, 7)));
    assertThat(samples(requests(batch).get(0))).as("without request_count of web1").isEqualTo(6);
  }

  /** What was written is counted in samples, and more than there are records. */
  @Test
  void aReceiverThatWroteAllSamplesIsBelieved() throws Exception {
    StoredBatch batch =
        TestBatches.metrics(List.of(TestBatches.several("m", Unit.SECONDS, 1_000_000, 1, 2)));
    Logger logger = Logger.getLogger(RemoteWriteProtocol.class.getName());
    List<LogRecord> said = new CopyOnWriteArrayList<>();
    Handler handler = keeping(said);
    logger.addHandler(handler);
    try (RecordingServer server = RecordingServer.answering(wrote(5), wrote(4))) {
      Output output = open(server, Version.V2);
      assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
      assertThat(said).isEmpty();
      assertThat(OutputRig.send(output, batch)).isEqualTo(new Outcome.Delivered());
      assertThat(said).hasSize(1);
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static Handler keeping(List<LogRecord> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        said.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static Answer wrote(int samples) {
    return new Answer(204, Map.of("X-Prometheus-Remote-Write-Samples-Written", "" + samples), "");
  }

  private static List<WireRequest> requests(StoredBatch batch) throws Exception {
    return new RemoteWriteProtocol("/api/v1/write", Version.V2, Map.of())
        .requests(new RecordReader(batch, batch.whole(), index -> true))
        .requests();
  }

  /** Counted in the message. */
  private static int samples(WireRequest request) throws Exception {
    byte[] message = decoded(request.body());
    ProtoCursor series = new ProtoCursor().of(message, 0, message.length);
    int samples = 0;
    while (series.next(5)) {
      ProtoCursor inside = new ProtoCursor().of(series);
      while (inside.next(2)) {
        samples++;
      }
    }
    return samples;
  }

  private Outcome outcome(int status) throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(status, "words"))) {
      return OutputRig.send(open(server, Version.V1), BATCH);
    }
  }

  private Output open(RecordingServer server, Version version) {
    return rig.open(
        server.url("/"),
        new RemoteWriteProtocol("/api/v1/write", version, Map.of()),
        AuthHeaders.NONE);
  }

  private static List<String> versions(RecordingServer server) {
    return server.requests().stream()
        .map(r -> r.header("x-prometheus-remote-write-version"))
        .toList();
  }

  private static byte[] decoded(Request request) {
    return decoded(request.body());
  }

  private static byte[] decoded(byte[] body) {
    ByteBuf out = Unpooled.buffer();
    new Snappy().decode(Unpooled.wrappedBuffer(body), out);
    return ByteBufUtil.getBytes(out);
  }
}
