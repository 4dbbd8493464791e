package io.groundwatch.output.loki;

import io.groundwatch.codec.RecordReader;
import io.groundwatch.codec.SnappyBlock;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loki's push API: a part is one request, in protobuf with Snappy or in JSON.
 *
 * <p>A 400 is about some of the lines, and others may have been stored: a line that comes again
 * with the same time and labels is stored once, so that the part can be bisected.
 */
public final class LokiProtocol implements Protocol {
  /**
   * A success by its number, and none: an operator blocked ingestion (Loki limits configuration).
   */
  private static final int BLOCKED = 260;

  private static final String NO_METADATA = "structured metadata";

  private final String target;
  private final LokiLabels labels;
  private final boolean json;

  /** Pushes to {@code target}, path and query. */
  public LokiProtocol(String target, LokiLabels labels, boolean json) {
    this.target = target;
    this.labels = labels;
    this.json = json;
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    List<Integer> indexes = new ArrayList<>();
    PushRequest push = new PushRequest(labels);
    records.logs(
        line -> {
          indexes.add(line.index());
          push.add(line);
        });
    return new PartRequests(
        indexes.isEmpty() ? List.of() : List.of(request(push, indexes)), List.of());
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    String words = answer.bodyStart();
    return switch (answer.status()) {
      case BLOCKED ->
          new Reply.Done(said.held(words, "Whoever runs Loki has to let lines in again."));
      case 400 ->
          words.contains(NO_METADATA)
              ? new Reply.Done(
                  said.held(
                      words,
                      "Allow it in Loki, or set \"structured_metadata\" of this destination to"
                          + " false."))
              : new Reply.Done(said.usual());
      case 401, 403 -> new Reply.Unauthorized(said.usual());
      default -> new Reply.Done(said.usual());
    };
  }

  private WireRequest request(PushRequest push, List<Integer> indexes) {
    return new WireRequest(
        target,
        Map.of("Content-Type", json ? "application/json" : "application/x-protobuf"),
        json ? push.json() : SnappyBlock.compress(push.protobuf()),
        !json,
        HttpRequestSpec.USUAL_KEPT_BYTES,
        indexes.stream().mapToInt(Integer::intValue).toArray(),
        "");
  }
}
