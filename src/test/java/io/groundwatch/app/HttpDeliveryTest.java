package io.groundwatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.ReservedPort;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.output.http.HttpOutput;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.server.receive.ReceiveOptions;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import io.groundwatch.server.receive.Receiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP output against the receiver of {@code groundwatch receive}. */
class HttpDeliveryTest {
  private static final int RECORDS = 5000;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aBatchSentInPartsAndRepeatedArrivesOnce(Compression compression) throws Exception {
    StoredBatch batch = batch();
    try (NetLoop loop = NetLoop.open("net");
        Receiver receiver = receiver(Fail.NO, 0);
        HttpOutput output = output(loop, receiver.address().getPort(), compression)) {
      for (RecordRange range :
          List.of(
              new RecordRange(0, 10),
              new RecordRange(10, 4000),
              new RecordRange(10, 4000),
              new RecordRange(4000, RECORDS))) {
        assertThat(send(output, batch, range)).isEqualTo(new Outcome.Delivered());
      }
    }
    assertThat(printed.toString(UTF_8)).isEqualTo(ndjson());
    assertThat(said.toString(UTF_8)).contains("Received 3 batches, 5000 records").contains("1 rep");
  }

  @Test
  void aReceiverThatFailsAndThenReturnsGetsTheBatch() throws Exception {
    StoredBatch batch = batch();
    try (NetLoop loop = NetLoop.open("net");
        ReservedPort reserved = new ReservedPort();
        HttpOutput output = output(loop, reserved.number(), Compression.ZSTD)) {
      int port = reserved.number();
      try (Receiver failing = receiver(Fail.BUSY, port)) {
        assertThat(failing.address().getPort()).isEqualTo(port);
        assertThat(send(output, batch, batch.whole()))
            .isInstanceOfSatisfying(
                Outcome.Retry.class,
                retry -> assertThat(retry.atLeast()).isEqualTo(Duration.ofSeconds(1)));
      }
      assertThat(send(output, batch, batch.whole())).isInstanceOf(Outcome.Retry.class);
      assertThat(send(output, batch, batch.whole()))
          .isEqualTo(new Outcome.Retry("connection refused: 127.0.0.1:" + port));
      try (Receiver back = receiver(Fail.NO, port)) {
        assertThat(back.address().getPort()).isEqualTo(port);
        assertThat(send(output, batch, batch.whole())).isEqualTo(new Outcome.Delivered());
      }
    }
    assertThat(printed.toString(UTF_8)).isEqualTo(ndjson());
  }

  private Receiver receiver(Fail fail, int port) throws IOException {
    return Receiver.open(
        new ReceiveOptions("127.0.0.1", port, fail, false),
        new PrintStream(printed, false, UTF_8),
        new PrintStream(said, true, UTF_8));
  }

  private static HttpOutput output(NetLoop loop, int port, Compression compression) {
    URI url = URI.create("http://127.0.0.1:" + port + "/ingest");
    HttpTimeouts timeouts = HttpTimeouts.ofRequest(Duration.ofSeconds(20));
    HttpClient client = new HttpClient(loop, HttpEndpoint.of(url), timeouts, TlsFiles.NONE);
    HttpTarget target = new HttpTarget(url, compression, "groundwatch/test");
    return new HttpOutput(client, target, AuthHeaders.NONE, new SystemTimeSource());
  }

  private static Outcome send(HttpOutput output, StoredBatch batch, RecordRange range)
      throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    output.send(batch, range, outcome::complete);
    return outcome.get(40, TimeUnit.SECONDS);
  }

  private static String ndjson() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      text.append("{\"type\":\"log\",\"message\":\"line ").append(i).append("\"}\n");
    }
    return text.toString();
  }

  private static StoredBatch batch() {
    byte[] raw = ndjson().getBytes(UTF_8);
    byte[] payload = Compressor.compress(Compression.ZSTD, raw, 0, raw.length);
    return new StoredBatch(
        1,
        new BatchId(1, 2),
        SignalKind.LOGS,
        0,
        RECORDS,
        raw.length,
        List.of(),
        Compression.ZSTD,
        payload);
  }
}
