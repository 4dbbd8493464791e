package io.groundwatch.server.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.server.receive.ReceiveOptions.Fail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
  private static final String TWO = "{\"a\":1}\n{\"b\":2}\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private NetLoop loop;

  @BeforeEach
  void open() {
    loop = NetLoop.open("net");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void printsTheRecordsOfEveryEncoding(Compression compression) throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer = answer(post(receiver, "id-1", TWO, compression));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bodyStart()).isEqualTo("{\"accepted\":2}\n");
      assertThat(receiver.counts())
          .isEqualTo(new ReceiveReport.Counts(1, 2, TWO.length(), 0, 0, 0));
    }
    assertThat(out.toString(UTF_8)).isEqualTo(TWO);
  }

  @Test
  void aRepeatIsCountedAndNotPrintedAgainWhateverItsEncoding() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      post(receiver, "id-1", TWO, Compression.ZSTD);
      HttpResult.Answer again = answer(post(receiver, "id-1", TWO, Compression.GZIP));
      assertThat(again.bodyStart()).isEqualTo("{\"accepted\":2}\n");
      assertThat(receiver.counts().repeats()).isEqualTo(1);
      assertThat(receiver.counts().batches()).isEqualTo(1);
    }
    assertThat(out.toString(UTF_8)).isEqualTo(TWO);
  }

  @Test
  void anIdThatComesBackWithOtherContentIsSaidLoudly() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      post(receiver, "id-1", TWO, Compression.NONE);
      post(receiver, "id-1", "{\"c\":3}\n", Compression.NONE);
      assertThat(receiver.counts().conflicts()).isEqualTo(1);
    }
    assertThat(err.toString(UTF_8)).contains("SAME ID, DIFFERENT CONTENT: id-1");
    assertThat(out.toString(UTF_8)).isEqualTo(TWO + "{\"c\":3}\n");
  }

  @Test
  void withoutAnIdNothingIsARepeat() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      post(receiver, "", TWO, Compression.NONE);
      post(receiver, "", TWO, Compression.NONE);
      assertThat(receiver.counts().batches()).isEqualTo(2);
    }
  }

  @Test
  void quietCountsAndPrintsNoRecord() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, true)) {
      post(receiver, "id-1", TWO, Compression.GZIP);
    }
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8))
        .contains("Listening on http://127.0.0.1:")
        .endsWith(
            "Received 1 batches, 2 records, 16 bytes; 0 repeats, 0 with the same id and different"
                + " content, 0 refused.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\n", "{\"a\":1}\n[1]\n", "{\"a\":1}\n{\"b\":"})
  void whatIsNotNdjsonIsRefusedWithoutPrintingAnyOfIt(String body) throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer = answer(post(receiver, "id-1", body, Compression.NONE));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.bodyStart()).contains("is not a JSON object");
      assertThat(receiver.counts().refused()).isEqualTo(1);
    }
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBodyThatDoesNotDecompressIsRefused(String encoding) throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer =
          answer(send(receiver, "POST", Map.of("Content-Encoding", encoding), TWO.getBytes(UTF_8)));
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void aBodyThatSwellsBeyondTheLimitIsRefused() throws Exception {
    byte[] huge = new byte[(int) BatchBody.MAX_RAW_BYTES + 1];
    java.util.Arrays.fill(huge, (byte) ' ');
    byte[] small = Compressor.compress(Compression.ZSTD, huge, 0, huge.length);
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer =
          answer(send(receiver, "POST", Map.of("Content-Encoding", "zstd"), small));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.bodyStart()).contains("more than");
    }
  }

  @Test
  void anEncodingThatIsNotKnownIsAnswered415() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer =
          answer(send(receiver, "POST", Map.of("Content-Encoding", "br"), TWO.getBytes(UTF_8)));
      assertThat(answer.status()).isEqualTo(415);
    }
  }

  @Test
  void aBrowserIsToldWhatThisIs() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, false)) {
      HttpResult.Answer answer = answer(send(receiver, "GET", Map.of(), new byte[0]));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bodyStart()).contains("groundwatch receive");
      assertThat(answer(send(receiver, "DELETE", Map.of(), new byte[0])).status()).isEqualTo(405);
    }
  }

  @Test
  void failsOnPurposeWithAStatus() throws Exception {
    try (Receiver receiver = receiver(Fail.UNAVAILABLE, false)) {
      assertThat(answer(post(receiver, "id-1", TWO, Compression.GZIP)).status()).isEqualTo(503);
    }
    try (Receiver receiver = receiver(Fail.BUSY, false)) {
      HttpResult.Answer busy = answer(post(receiver, "id-1", TWO, Compression.GZIP));
      assertThat(busy.status()).isEqualTo(429);
      assertThat(busy.header("Retry-After")).contains("1");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void failsOnPurposeWithoutAnAnswer() throws Exception {
    try (Receiver receiver = receiver(Fail.RESET, false)) {
      assertThat(post(receiver, "id-1", TWO, Compression.GZIP))
          .isInstanceOf(HttpResult.Failure.class)
          .asString()
          .contains("reset");
    }
    try (Receiver receiver = receiver(Fail.HANG, false)) {
      HttpTimeouts brief = HttpTimeouts.ofRequest(Duration.ofMillis(150));
      assertThat(send(receiver, "POST", Map.of(), TWO.getBytes(UTF_8), brief))
          .isInstanceOf(HttpResult.Failure.class);
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (Receiver receiver = receiver(Fail.NO, true)) {
      int port = receiver.address().getPort();
      ReceiveOptions same = new ReceiveOptions("127.0.0.1", port, Fail.NO, true);
      PrintStream unused = new PrintStream(err, true, UTF_8);
      assertThatThrownBy(() -> Receiver.open(same, unused, unused).close())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
    }
  }

  @Test
  void forgetsTheOldestIdsAndNoOthers() {
    SeenBatches seen = new SeenBatches();
    for (int i = 0; i <= SeenBatches.MAX_IDS; i++) {
      assertThat(seen.note("id-" + i, i)).isEqualTo(SeenBatches.Sighting.FIRST);
    }
    assertThat(seen.note("id-1", 1)).isEqualTo(SeenBatches.Sighting.REPEAT);
    assertThat(seen.note("id-2", 7)).isEqualTo(SeenBatches.Sighting.CONFLICT);
    assertThat(seen.note("id-0", 7)).isEqualTo(SeenBatches.Sighting.FIRST);
  }

  private Receiver receiver(Fail fail, boolean quiet) throws IOException {
    return Receiver.open(
        new ReceiveOptions("127.0.0.1", 0, fail, quiet),
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  private HttpResult post(Receiver receiver, String id, String text, Compression compression)
      throws Exception {
    byte[] raw = text.getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>();
    if (!id.isEmpty()) {
      headers.put("Idempotency-Key", id);
    }
    if (compression != Compression.NONE) {
      headers.put("Content-Encoding", compression.contentEncoding());
    }
    return send(receiver, "POST", headers, Compressor.compress(compression, raw, 0, raw.length));
  }

  private HttpResult send(
      Receiver receiver, String method, Map<String, String> headers, byte[] body) throws Exception {
    HttpTimeouts patient = HttpTimeouts.ofRequest(Duration.ofSeconds(20));
    return send(receiver, method, headers, body, patient);
  }

  private HttpResult send(
      Receiver receiver,
      String method,
      Map<String, String> headers,
      byte[] body,
      HttpTimeouts timeouts)
      throws Exception {
    HttpEndpoint endpoint = new HttpEndpoint("127.0.0.1", receiver.address().getPort(), false);
    CompletableFuture<HttpResult> result = new CompletableFuture<>();
    try (HttpClient client = new HttpClient(loop, endpoint, timeouts, TlsFiles.NONE)) {
      client.send(new HttpRequestSpec(method, "/any", headers, body), result::complete);
      return result.get(40, TimeUnit.SECONDS);
    }
  }

  private static HttpResult.Answer answer(HttpResult result) {
    assertThat(result).isInstanceOf(HttpResult.Answer.class);
    return (HttpResult.Answer) result;
  }
}
