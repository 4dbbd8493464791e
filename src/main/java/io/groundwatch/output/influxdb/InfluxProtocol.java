package io.groundwatch.output.influxdb;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.RecordReader;
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
import java.util.TreeMap;

/**
 * The write endpoints of InfluxDB 1, 2 and 3. A point that comes again replaces itself, so that
 * what is refused can be bisected; version 3 names the lines that it refused, and took all others.
 */
public final class InfluxProtocol implements Protocol {
  private static final int KEPT_BYTES = 64 << 10;

  private final String target;

  /** Writes to {@code target}, path and query, with times in nanoseconds. */
  public InfluxProtocol(String target) {
    this.target = target;
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    JsonBytes body = new JsonBytes();
    List<Integer> indexes = new ArrayList<>();
    records.metrics(
        record -> {
          LineProtocol.write(body, record.sample());
          indexes.add(record.index());
        });
    WireRequest request =
        new WireRequest(
            target,
            Map.of("Content-Type", "text/plain; charset=utf-8"),
            body.toByteArray(),
            false,
            KEPT_BYTES,
            indexes.stream().mapToInt(Integer::intValue).toArray(),
            "");
    return new PartRequests(indexes.isEmpty() ? List.of() : List.of(request), List.of());
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    return switch (answer.status()) {
      case 400 -> refused(request, answer, said);
      case 401, 403 -> new Reply.Unauthorized(said.usual());
      case 404 ->
          new Reply.Done(
              said.held(
                  answer.bodyStart(),
                  "Create the database or bucket, or check \"database\", \"bucket\" and \"url\" of"
                      + " this destination."));
      default -> new Reply.Done(said.usual());
    };
  }

  /** Version 3 lists the refused lines, counted from 1. */
  private static Reply refused(WireRequest request, Answer answer, AnswerWords said) {
    Map<Integer, Refusal> refusals = new TreeMap<>();
    for (JsonTree line : JsonTree.of(answer.bodyStart()).at("data").elements()) {
      long number = line.at("line_number").number().orElse(0L);
      if (number >= 1 && number <= request.records().length) {
        int record = request.records()[(int) number - 1];
        refusals.put(record, new Refusal(record, said.text(line.text("error_message"))));
      }
    }
    boolean taken = answer.bodyStart().contains("partial write") && !refusals.isEmpty();
    return taken
        ? new Reply.Done(new Outcome.PartlyDelivered(List.copyOf(refusals.values())))
        : new Reply.Done(said.usual());
  }
}
