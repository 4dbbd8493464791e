package io.groundwatch.output.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.ScriptedServer;
import io.groundwatch.net.ScriptedServer.Script;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpOutputTest {
  private static final Outcome DELIVERED = new Outcome.Delivered();
  private static final String OK = "HTTP/1.1 204 No Content\r\n\r\n";
  private static final String DENIED = "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
  private static final String NOT_SO = "HTTP/1.1 415 Nope\r\nContent-Length: 0\r\n\r\n";
  private static final String NDJSON = "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private NetLoop loop;

  @BeforeEach
  void open() {
    loop = NetLoop.open("net");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void sendsTheStoredBytesUnderTheBatchId() throws Exception {
    StoredBatch batch = batch(Compression.ZSTD);
    try (ScriptedServer server = new ScriptedServer(answering(OK));
        HttpOutput output = output(server, Compression.ZSTD)) {
      assertThat(send(output, batch, batch.whole())).isEqualTo(DELIVERED);
    }
    assertThat(requests.get(0))
        .startsWith("POST /in?x=1 HTTP/1.1\r\n")
        .contains("\r\nContent-Type: application/x-ndjson\r\n")
        .contains("\r\nContent-Encoding: zstd\r\n")
        .contains("\r\nIdempotency-Key: " + batch.id() + "\r\n")
        .contains("\r\nUser-Agent: groundwatch/test\r\n")
        .contains("\r\nAuthorization: Bearer s3cret\r\n")
        .endsWith("\r\n\r\n" + new String(batch.payload(), ISO_8859_1));
  }

  @Test
  void sendsAPartUnderItsOwnIdAndWithoutEncodingWhereNoneIsWanted() throws Exception {
    StoredBatch batch = batch(Compression.ZSTD);
    try (ScriptedServer server = new ScriptedServer(answering(OK));
        HttpOutput output = output(server, Compression.NONE)) {
      assertThat(send(output, batch, new RecordRange(1, 3))).isEqualTo(DELIVERED);
    }
    assertThat(requests.get(0))
        .contains("\r\nIdempotency-Key: " + batch.id() + ".1-3\r\n")
        .doesNotContain("Content-Encoding")
        .endsWith("\r\n\r\n{\"b\":2}\n{\"c\":3}\n");
  }

  @Test
  void stepsDownToACompressionThatTheServerTakesAndRemembersIt() throws Exception {
    StoredBatch batch = batch(Compression.ZSTD);
    try (ScriptedServer server = new ScriptedServer(answering(NOT_SO, NOT_SO, OK, OK));
        HttpOutput output = output(server, Compression.ZSTD)) {
      assertThat(send(output, batch, batch.whole())).isEqualTo(DELIVERED);
      assertThat(send(output, batch, batch.whole())).isEqualTo(DELIVERED);
    }
    assertThat(encodings()).containsExactly("zstd", "gzip", "", "");
    assertThat(requests.get(2)).endsWith("\r\n\r\n" + NDJSON);
    assertThat(requests).allSatisfy(r -> assertThat(r).contains("Idempotency-Key: " + batch.id()));
  }

  @Test
  void aServerThatTakesNoCompressionAndNoPlainTextHoldsAndIsAskedAnew() throws Exception {
    StoredBatch batch = batch(Compression.GZIP);
    try (ScriptedServer server = new ScriptedServer(answering(NOT_SO, NOT_SO, OK));
        HttpOutput output = output(server, Compression.GZIP)) {
      assertThat(send(output, batch, batch.whole())).isInstanceOf(Outcome.Held.class);
      assertThat(send(output, batch, batch.whole())).isEqualTo(DELIVERED);
    }
    assertThat(encodings()).containsExactly("gzip", "", "gzip");
  }

  @Test
  void noAnswerIsTriedAgain() throws Exception {
    StoredBatch batch = batch(Compression.GZIP);
    try (ScriptedServer server = new ScriptedServer(ScriptedServer::readRequest);
        HttpOutput output = output(server, Compression.GZIP)) {
      assertThat(send(output, batch, batch.whole()))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> assertThat(retry.reason()).contains("closed the connection"));
    }
  }

  @Test
  void heldTextShowsTheUrlWithoutItsQueryAndTheWordsWithoutTheSecret() throws Exception {
    StoredBatch batch = batch(Compression.GZIP);
    String denied = "HTTP/1.1 401 No\r\nContent-Length: 18\r\n\r\ns3cret is not good";
    try (ScriptedServer server = new ScriptedServer(answering(denied));
        HttpOutput output = output(server, Compression.GZIP)) {
      assertThat(send(output, batch, batch.whole()))
          .isEqualTo(
              new Outcome.Held(
                  "http://127.0.0.1:"
                      + server.port()
                      + "/in answered 401: \"*** is not good\". Check the credentials under"
                      + " \"auth\" of this destination."));
    }
  }

  @Test
  void credentialsThatCannotBeReadHold() throws Exception {
    AuthHeaders missing =
        () -> {
          throw new IOException("bearer_file: /x (no such file)");
        };
    try (ScriptedServer server = new ScriptedServer();
        HttpOutput output = output(server, Compression.GZIP, missing)) {
      StoredBatch batch = batch(Compression.GZIP);
      assertThat(send(output, batch, batch.whole()))
          .isInstanceOfSatisfying(
              Outcome.Held.class,
              held -> assertThat(held.reason()).endsWith("bearer_file: /x (no such file)"));
    }
  }

  @Test
  void credentialsThatNoHeaderMayHoldAreHeldAndNotRepeated() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        HttpOutput output =
            output(server, Compression.GZIP, () -> Map.of("Authorization", "Bearer s3\ncret"))) {
      StoredBatch batch = batch(Compression.GZIP);
      assertThat(send(output, batch, batch.whole()))
          .isInstanceOfSatisfying(
              Outcome.Held.class,
              held -> assertThat(held.reason()).contains("Authorization").doesNotContain("cret"));
    }
  }

  @Test
  void credentialsAreReadForEachRequest() throws Exception {
    List<String> tokens = new ArrayList<>(List.of("one", "two"));
    StoredBatch batch = batch(Compression.GZIP);
    try (ScriptedServer server = new ScriptedServer(answering(OK, OK));
        HttpOutput output =
            output(server, Compression.GZIP, () -> Map.of("Authorization", tokens.remove(0)))) {
      send(output, batch, batch.whole());
      send(output, batch, batch.whole());
    }
    assertThat(requests.get(0)).contains("Authorization: one\r\n");
    assertThat(requests.get(1)).contains("Authorization: two\r\n");
  }

  @Test
  void aRepeatIsByteForByteTheSameRequest() throws Exception {
    StoredBatch batch = batch(Compression.ZSTD);
    try (ScriptedServer server = new ScriptedServer(answering(OK, OK));
        HttpOutput output = output(server, Compression.GZIP)) {
      send(output, batch, new RecordRange(0, 2));
      send(output, batch, new RecordRange(0, 2));
    }
    assertThat(requests.get(1)).isEqualTo(requests.get(0));
  }

  @Test
  void aTokenThatWasRenewedMeanwhileIsUsedAtOnce() throws Exception {
    for (String denied : List.of(DENIED, DENIED.replace("401", "403"))) {
      requests.clear();
      Queue<String> tokens = new ConcurrentLinkedQueue<>(List.of("old", "new"));
      StoredBatch batch = batch(Compression.GZIP);
      try (ScriptedServer server = new ScriptedServer(answering(denied, OK));
          HttpOutput output =
              output(server, Compression.GZIP, () -> Map.of("Authorization", tokens.remove()))) {
        assertThat(send(output, batch, batch.whole())).isEqualTo(DELIVERED);
      }
      assertThat(requests).hasSize(2);
      assertThat(requests.get(1))
          .isEqualTo(requests.get(0).replace("Authorization: old", "Authorization: new"));
    }
  }

  @Test
  void aTokenThatWasRenewedIsTriedOnce() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    StoredBatch batch = batch(Compression.GZIP);
    try (ScriptedServer server = new ScriptedServer(answering(DENIED, DENIED, OK));
        HttpOutput output =
            output(
                server,
                Compression.GZIP,
                () -> Map.of("Authorization", "token " + reads.incrementAndGet()))) {
      assertThat(send(output, batch, batch.whole())).isInstanceOf(Outcome.Held.class);
    }
    assertThat(requests).hasSize(2);
  }

  @Test
  void aTokenThatDidNotChangeOrIsGoneIsNotTriedAgainAtOnce() throws Exception {
    Queue<String> tokens = new ConcurrentLinkedQueue<>(List.of("same", "same", "gone"));
    AuthHeaders auth =
        () -> {
          String token = tokens.poll();
          if (token == null) {
            throw new IOException("bearer_file: /x (no such file)");
          }
          return Map.of("Authorization", token);
        };
    StoredBatch batch = batch(Compression.GZIP);
    try (ScriptedServer server = new ScriptedServer(answering(DENIED, DENIED, OK));
        HttpOutput output = output(server, Compression.GZIP, auth)) {
      for (int i = 0; i < 2; i++) {
        assertThat(send(output, batch, batch.whole()))
            .isInstanceOfSatisfying(
                Outcome.Held.class, held -> assertThat(held.reason()).contains("answered 401"));
      }
    }
    assertThat(requests).hasSize(2);
  }

  @Test
  void sendsMayOverlapAndNoneUndoesWhatAnotherFoundOut() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    CompletableFuture<Boolean> both = new CompletableFuture<>();
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    Script late =
        socket -> {
          requests.add(ScriptedServer.readRequest(socket));
          arrived.countDown();
          goOn.join();
          ScriptedServer.write(socket, OK);
          answering(OK).run(socket);
        };
    Script strict =
        socket -> {
          requests.add(ScriptedServer.readRequest(socket));
          arrived.countDown();
          both.join();
          ScriptedServer.write(socket, NOT_SO);
          answering(OK, OK).run(socket);
        };
    StoredBatch batch = batch(Compression.ZSTD);
    try (ScriptedServer server = new ScriptedServer(late, strict);
        HttpOutput output = output(server, Compression.ZSTD, AuthHeaders.NONE, 2)) {
      CompletableFuture<Outcome> first = begin(output, batch, new RecordRange(0, 1));
      CompletableFuture<Outcome> second = begin(output, batch, new RecordRange(1, 2));
      assertThat(arrived.await(40, TimeUnit.SECONDS)).isTrue();
      both.complete(true);
      // One of them was told that zstd is not understood; only then may the other one go through.
      CompletableFuture.anyOf(first, second).get(40, TimeUnit.SECONDS);
      goOn.complete(true);
      assertThat(first.get(40, TimeUnit.SECONDS)).isEqualTo(DELIVERED);
      assertThat(second.get(40, TimeUnit.SECONDS)).isEqualTo(DELIVERED);
      assertThat(send(output, batch, new RecordRange(2, 3))).isEqualTo(DELIVERED);
    }
    assertThat(encodings().subList(0, 2)).containsExactly("zstd", "zstd");
    assertThat(encodings().subList(2, 4)).containsExactly("gzip", "gzip");
  }

  @Test
  void whatAPersonMustMendOnThisSideIsHeld() throws Exception {
    URI url = URI.create("https://127.0.0.1:9/in?key=hidden");
    TlsFiles files =
        new TlsFiles(Optional.of(Path.of("/no/such/ca")), Optional.empty(), Optional.empty());
    HttpTimeouts timeouts = HttpTimeouts.ofRequest(Duration.ofSeconds(20));
    StoredBatch batch = batch(Compression.GZIP);
    try (HttpOutput output =
        new HttpOutput(
            new HttpClient(loop, HttpEndpoint.of(url), timeouts, files),
            new HttpTarget(url, Compression.GZIP, "groundwatch/test"),
            AuthHeaders.NONE,
            new SystemTimeSource())) {
      assertThat(send(output, batch, batch.whole()))
          .isEqualTo(
              new Outcome.Held(
                  "https://127.0.0.1:9/in: tls.ca_file: /no/such/ca: no such file or folder"));
    }
  }

  private Script answering(String... answers) {
    return socket -> {
      for (String answer : answers) {
        requests.add(ScriptedServer.readRequest(socket));
        ScriptedServer.write(socket, answer);
      }
    };
  }

  private List<String> encodings() {
    List<String> encodings = new ArrayList<>();
    for (String request : requests) {
      String marker = "content-encoding: ";
      int at = request.toLowerCase(Locale.ROOT).indexOf(marker);
      int from = at + marker.length();
      encodings.add(at < 0 ? "" : request.substring(from, request.indexOf('\r', from)));
    }
    return encodings;
  }

  private HttpOutput output(ScriptedServer server, Compression compression) {
    return output(server, compression, () -> Map.of("Authorization", "Bearer s3cret"));
  }

  private HttpOutput output(ScriptedServer server, Compression compression, AuthHeaders auth) {
    return output(server, compression, auth, 1);
  }

  private HttpOutput output(
      ScriptedServer server, Compression compression, AuthHeaders auth, int connections) {
    URI url = URI.create("http://127.0.0.1:" + server.port() + "/in?x=1");
    HttpClient client =
        new HttpClient(
            loop,
            new HttpClientSettings(
                HttpEndpoint.of(url),
                HttpTimeouts.ofRequest(Duration.ofSeconds(20)),
                TlsFiles.NONE,
                Optional.empty(),
                Optional.empty(),
                connections));
    return new HttpOutput(
        client, new HttpTarget(url, compression, "groundwatch/test"), auth, new SystemTimeSource());
  }

  private static Outcome send(HttpOutput output, StoredBatch batch, RecordRange range)
      throws Exception {
    return begin(output, batch, range).get(40, TimeUnit.SECONDS);
  }

  private static CompletableFuture<Outcome> begin(
      HttpOutput output, StoredBatch batch, RecordRange range) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    output.send(batch, range, outcome::complete);
    return outcome;
  }

  private static StoredBatch batch(Compression compression) throws IOException {
    byte[] raw = NDJSON.getBytes(UTF_8);
    byte[] payload = Compressor.compress(compression, raw, 0, raw.length);
    assertThat(Compressor.reading(compression, new ByteArrayInputStream(payload)).readAllBytes())
        .isEqualTo(raw);
    return new StoredBatch(
        1, new BatchId(1, 2), SignalKind.LOGS, 0, 3, raw.length, List.of(), compression, payload);
  }
}
