package io.groundwatch.output.otlp;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.ProtoReader;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.SignalKind;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over HTTP (OpenTelemetry Protocol Specification 1.x): a part is one request.
 *
 * <p>As it demands, only 429, 502, 503 and 504 are tried again, and what an answer calls a partial
 * success is not. It says how many records were rejected and not which; they are counted in the
 * log. Any other refusal counts as one of the records, so that they are kept as dead letters at
 * least.
 */
public final class OtlpProtocol implements Protocol {
  private static final Logger log = LoggerFactory.getLogger(OtlpProtocol.class);

  private final String target;
  private final SignalKind kind;
  private final boolean json;
  private final String hostName;

  /**
   * For one kind of signal.
   *
   * @param target the path of the kind, such as {@code /v1/logs}
   * @param hostName of this host, for lines
   */
  public OtlpProtocol(String target, SignalKind kind, boolean json, String hostName) {
    this.target = target;
    this.kind = kind;
    this.json = json;
    this.hostName = hostName;
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    Supplier<FieldWriter> writer = json ? JsonFields::new : ProtoFields::new;
    List<Integer> indexes = new ArrayList<>();
    byte[] body;
    if (kind == SignalKind.METRICS) {
      MetricsEncoder encoder = new MetricsEncoder();
      records.metrics(
          record -> {
            indexes.add(record.index());
            encoder.add(record);
          });
      body = encoder.finish(writer.get());
    } else {
      LogsEncoder encoder = new LogsEncoder(hostName, records.batch().createdNanos());
      records.logs(
          record -> {
            indexes.add(record.index());
            encoder.add(record);
          });
      body = encoder.finish(writer.get());
    }
    return new PartRequests(
        indexes.isEmpty() ? List.of() : List.of(request(body, indexes)), List.of());
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    int status = answer.status();
    String message = message(answer);
    return switch (status) {
      case 429, 502, 503, 504 -> new Reply.Done(said.retry(message));
      case 401, 403 -> new Reply.Unauthorized(said.usual());
      case 404, 405, 407, 413, 415 -> new Reply.Done(said.usual());
      default -> {
        if (status >= 200 && status < 300) {
          yield taken(request, answer, said);
        }
        yield new Reply.Done(
            status >= 300 && status < 400
                ? said.usual()
                : new Outcome.Rejected(said.text(message)));
      }
    };
  }

  private WireRequest request(byte[] body, List<Integer> indexes) {
    return new WireRequest(
        target,
        Map.of("Content-Type", json ? "application/json" : "application/x-protobuf"),
        body,
        false,
        HttpRequestSpec.USUAL_KEPT_BYTES,
        indexes.stream().mapToInt(Integer::intValue).toArray(),
        "");
  }

  private Reply taken(WireRequest request, Answer answer, AnswerWords said) {
    Rejected rejected = rejected(answer);
    if (rejected.count() >= request.records().length) {
      String reason = said.text(rejected.message());
      return new Reply.Done(
          new Outcome.PartlyDelivered(
              IntStream.of(request.records()).mapToObj(i -> new Refusal(i, reason)).toList()));
    }
    if (rejected.count() > 0) {
      log.error(
          "{} of {} records were rejected, and which is not said: {}",
          rejected.count(),
          request.records().length,
          said.text(rejected.message()));
    } else if (!rejected.message().isBlank()) {
      log.warn("All was taken, with a warning: {}", said.text(rejected.message()));
    }
    return Reply.delivered();
  }

  /** What a partial success says. */
  private record Rejected(long count, String message) {}

  /** Its fields have the same numbers for metrics and logs. */
  private Rejected rejected(Answer answer) {
    if (isJson(answer)) {
      JsonTree partial = JsonTree.of(answer.bodyStart()).at("partialSuccess");
      String name = kind == SignalKind.METRICS ? "rejectedDataPoints" : "rejectedLogRecords";
      return new Rejected(partial.at(name).number().orElse(0L), partial.text("errorMessage"));
    }
    ProtoReader partial = new ProtoReader(answer.body()).message(1);
    return new Rejected(partial.number(1), partial.text(2));
  }

  /** The words of an error: those of a {@code google.rpc.Status}, where it is one. */
  private static String message(Answer answer) {
    String words =
        isJson(answer)
            ? JsonTree.of(answer.bodyStart()).text("message")
            : isProtobuf(answer) ? new ProtoReader(answer.body()).text(2) : "";
    return words.isEmpty() ? answer.bodyStart() : words;
  }

  private static boolean isJson(Answer answer) {
    return answer.header("Content-Type").orElse("").startsWith("application/json");
  }

  private static boolean isProtobuf(Answer answer) {
    return answer.header("Content-Type").orElse("").startsWith("application/x-protobuf");
  }
}
