package io.groundwatch.output.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.SignalKind;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import io.groundwatch.pipeline.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Splunk's HTTP Event Collector. With a channel, what was taken counts as delivered only once it is
 * indexed, which is asked for every two seconds, for five minutes; after that it is sent again.
 */
public final class HecProtocol implements Protocol {
  /** What Splunk Cloud takes at once. */
  static final int MAX_BYTES = 1_000_000;

  static final Duration POLL = Duration.ofSeconds(2);
  static final int MAX_POLLS = 150;

  private final String base;
  private final SignalKind kind;
  private final HecSettings settings;

  /** What a request for acknowledgements is about. */
  private record Polling(long ackId, int number) {}

  /**
   * Sends to a collector.
   *
   * @param base the path of its endpoints, {@code /services/collector}
   */
  public HecProtocol(String base, SignalKind kind, HecSettings settings) {
    this.base = base;
    this.kind = kind;
    this.settings = settings;
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    HecEvent event = new HecEvent(settings);
    Bodies bodies = new Bodies();
    if (kind == SignalKind.LOGS) {
      records.logs(line -> bodies.add(line.index(), out -> event.write(out, line)));
    } else {
      records.metrics(
          record -> bodies.add(record.index(), out -> event.write(out, record.sample())));
    }
    return new PartRequests(bodies.finish(), List.of());
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    JsonTree body = JsonTree.of(answer.bodyStart());
    if (answer.status() != 200) {
      return HecErrors.reply(request.records(), answer, body, said);
    }
    return request.note() instanceof Polling polling
        ? polled(request, polling, body, said)
        : taken(request, body, said);
  }

  private Reply taken(WireRequest request, JsonTree body, AnswerWords said) {
    if (settings.channel().isEmpty()) {
      return Reply.delivered();
    }
    return body.at("ackId")
        .number()
        .<Reply>map(id -> poll(request, new Polling(id, 1)))
        .orElseGet(() -> new Reply.Done(said.held(body.text("text"), HecErrors.NO_ACK)));
  }

  private Reply polled(WireRequest request, Polling polling, JsonTree body, AnswerWords said) {
    if (body.text("acks", Long.toString(polling.ackId())).equals("true")) {
      return Reply.delivered();
    }
    return polling.number() < MAX_POLLS
        ? poll(request, new Polling(polling.ackId(), polling.number() + 1))
        : new Reply.Done(new Outcome.Retry(said.text("taken, and not indexed for too long")));
  }

  private Reply poll(WireRequest request, Polling polling) {
    return new Reply.Later(
        POLL,
        new WireRequest(
            base + "/ack?channel=" + settings.channel().orElseThrow(),
            headers(),
            ("{\"acks\":[" + polling.ackId() + "]}").getBytes(UTF_8),
            true,
            HttpRequestSpec.USUAL_KEPT_BYTES,
            request.records(),
            polling));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    settings.channel().ifPresent(channel -> headers.put("X-Splunk-Request-Channel", channel));
    return headers;
  }

  /** Collects events into bodies within the limit. */
  private final class Bodies {
    private static final int INITIAL_RECORDS = 64;

    private final List<WireRequest> requests = new ArrayList<>();
    private final JsonBytes body = new JsonBytes();
    private final JsonBytes one = new JsonBytes();
    private int[] records = new int[INITIAL_RECORDS];
    private int count;

    void add(int record, Consumer<JsonBytes> event) {
      one.clear();
      event.accept(one);
      if (count > 0 && body.length() + one.length() > MAX_BYTES) {
        close();
      }
      body.raw(one.array(), 0, one.length());
      if (count == records.length) {
        records = Arrays.copyOf(records, 2 * count);
      }
      records[count++] = record;
    }

    List<WireRequest> finish() {
      if (count > 0) {
        close();
      }
      return requests;
    }

    private void close() {
      requests.add(
          new WireRequest(
              kind == SignalKind.LOGS ? base + "/event" : base,
              headers(),
              body.toByteArray(),
              false,
              HttpRequestSpec.USUAL_KEPT_BYTES,
              Arrays.copyOf(records, count),
              ""));
      body.clear();
      count = 0;
    }
  }
}
