package io.groundwatch.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.LogRecord;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.TestBatches.Line;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestOutputTest {
  private static final StoredBatch BATCH =
      TestBatches.logs(IntStream.range(0, 6).mapToObj(i -> Line.of(i, "s", "m" + i)).toList());

  private final OutputRig rig = new OutputRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Sends two records a request, one a line, and reads refusals from the answer. */
  private static final class Pairs implements Protocol {
    @Override
    public PartRequests requests(RecordReader records) throws IOException {
      List<LogRecord> all = new ArrayList<>();
      records.logs(all::add);
      List<WireRequest> requests = new ArrayList<>();
      for (int i = 0; i < all.size(); i += 2) {
        List<LogRecord> pair = all.subList(i, Math.min(all.size(), i + 2));
        requests.add(
            request(
                pair.stream().map(LogRecord::message).collect(Collectors.joining(",")),
                pair.stream().mapToInt(LogRecord::index).toArray()));
      }
      return new PartRequests(requests, List.of());
    }

    @Override
    public Reply reply(WireRequest request, HttpResult.Answer answer, AnswerWords said) {
      if (answer.status() == 200 && answer.bodyStart().startsWith("first ")) {
        return new Reply.Instead(List.of(request("prepare"), request));
      }
      if (answer.status() == 200 && answer.bodyStart().startsWith("not ")) {
        int index = Integer.parseInt(answer.bodyStart().substring(4));
        return new Reply.Done(
            new Outcome.PartlyDelivered(List.of(new Refusal(index, "not this one"))));
      }
      return answer.status() == 401
          ? new Reply.Unauthorized(said.usual())
          : new Reply.Done(said.usual());
    }

    private static WireRequest request(String body, int... records) {
      return new WireRequest(
          "/in",
          Map.of("Content-Type", "text/plain"),
          body.getBytes(UTF_8),
          false,
          HttpRequestSpec.USUAL_KEPT_BYTES,
          records,
          "");
    }
  }

  @Test
  void requestsGoOneAfterAnotherUntilAllIsDelivered() throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(204, ""))) {
      assertThat(OutputRig.send(open(server), BATCH)).isEqualTo(new Outcome.Delivered());
      assertThat(bodies(server)).containsExactly("m0,m1", "m2,m3", "m4,m5");
      assertThat(server.request(0).header("content-encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void afterAFailureInTheMiddleOnlyTheRestIsSentAgain() throws Exception {
    try (RecordingServer server =
        RecordingServer.answering(
            Answer.of(200, "not 1"), Answer.of(503, "busy"), Answer.of(204, ""))) {
      Output output = open(server);
      assertThat(OutputRig.send(output, BATCH)).isInstanceOf(Outcome.Retry.class);
      assertThat(OutputRig.send(output, BATCH))
          .isEqualTo(new Outcome.PartlyDelivered(List.of(new Refusal(1, "not this one"))));
      assertThat(bodies(server)).containsExactly("m0,m1", "m2,m3", "m2,m3", "m4,m5");
    }
  }

  @Test
  void afterASplitToo() throws Exception {
    try (RecordingServer server =
        RecordingServer.answering(Answer.of(204, ""), Answer.of(413, ""), Answer.of(204, ""))) {
      Output output = open(server);
      assertThat(OutputRig.send(output, BATCH)).isInstanceOf(Outcome.TooLarge.class);
      assertThat(OutputRig.send(output, BATCH, new RecordRange(0, 3)))
          .isEqualTo(new Outcome.Delivered());
      assertThat(OutputRig.send(output, BATCH, new RecordRange(3, 6)))
          .isEqualTo(new Outcome.Delivered());
      assertThat(bodies(server)).containsExactly("m0,m1", "m2,m3", "m2", "m3,m4", "m5");
    }
  }

  @Test
  void whatWasSettledIsSentAnewWhenItIsAskedForAgain() throws Exception {
    try (RecordingServer server = RecordingServer.answering(Answer.of(204, ""))) {
      Output output = open(server);
      RecordRange two = new RecordRange(0, 2);
      OutputRig.send(output, BATCH, two);
      OutputRig.send(output, BATCH, two);
      assertThat(bodies(server)).containsExactly("m0,m1", "m0,m1");
    }
  }

  @Test
  void whatMustComeFirstIsSentFirst() throws Exception {
    try (RecordingServer server =
        RecordingServer.answering(Answer.of(200, "first prepare"), Answer.of(204, ""))) {
      assertThat(OutputRig.send(open(server), BATCH, new RecordRange(0, 2)))
          .isEqualTo(new Outcome.Delivered());
      assertThat(bodies(server)).containsExactly("m0,m1", "prepare", "m0,m1");
    }
  }

  @Test
  void refusedCredentialsAreMadeAnewOnce() throws Exception {
    AtomicInteger tokens = new AtomicInteger();
    AuthHeaders auth = () -> Map.of("X-Token", "t" + tokens.incrementAndGet());
    try (RecordingServer server =
        RecordingServer.answering(
            Answer.of(401, ""), Answer.of(204, ""), Answer.of(401, "t9"), Answer.of(401, ""))) {
      Output output = rig.open(server.url("/"), new Pairs(), auth);
      RecordRange two = new RecordRange(0, 2);
      assertThat(OutputRig.send(output, BATCH, two)).isEqualTo(new Outcome.Delivered());
      assertThat(OutputRig.send(output, BATCH, two)).isInstanceOf(Outcome.Held.class);
      assertThat(server.requests())
          .extracting(r -> r.header("x-token"))
          .containsExactly("t1", "t2", "t3", "t4");
    }
  }

  /** The first of them hold; the next ones have to be waited for, each on a thread that may. */
  @Test
  void credentialsThatGetOldMeanwhileAreWaitedForWhereThatHurtsNobody() throws Exception {
    List<String> waited = new CopyOnWriteArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    Authorizer auth =
        new Authorizer() {
          @Override
          public Map<String, String> headers(HttpRequestSpec request) {
            waited.add(Thread.currentThread().getName());
            return Map.of();
          }

          @Override
          public Optional<Map<String, String>> headersNow(HttpRequestSpec request) {
            return asked.getAndIncrement() == 0 ? Optional.of(Map.of()) : Optional.empty();
          }
        };
    try (RecordingServer server =
        RecordingServer.answering(Answer.of(415, ""), Answer.of(204, ""))) {
      Output output = rig.open(server.url("/"), new Pairs(), auth, Compression.GZIP);
      assertThat(OutputRig.send(output, BATCH)).isEqualTo(new Outcome.Delivered());
    }
    assertThat(waited).hasSize(3).containsOnly("net-lookup");
  }

  @Test
  void aWeakerCompressionIsTriedAndKept() throws Exception {
    try (RecordingServer server =
        RecordingServer.answering(Answer.of(415, ""), Answer.of(204, ""))) {
      OutputRig.send(open(server), BATCH, new RecordRange(0, 4));
      assertThat(server.requests())
          .extracting(r -> r.header("content-encoding"))
          .containsExactly("gzip", "", "");
    }
  }

  @Test
  void aDamagedBatchIsHeld() throws Exception {
    StoredBatch damaged =
        new StoredBatch(
            1, BATCH.id(), BATCH.kind(), 0, 3, 3, List.of(), Compression.NONE, new byte[3]);
    try (RecordingServer server = RecordingServer.answering(Answer.of(204, ""))) {
      assertThat(OutputRig.send(open(server), damaged))
          .isInstanceOfSatisfying(
              Outcome.Held.class, held -> assertThat(held.reason()).contains("is damaged"));
    }
  }

  private Output open(RecordingServer server) {
    return rig.open(server.url("/"), new Pairs(), AuthHeaders.NONE);
  }

  private static List<String> bodies(RecordingServer server) {
    return server.requests().stream().map(RecordingServer.Request::text).toList();
  }
}
