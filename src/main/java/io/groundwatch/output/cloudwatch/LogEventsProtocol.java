package io.groundwatch.output.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.codec.LogRecord;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import io.groundwatch.output.cloudwatch.LogStep.Kind;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PutLogEvents} of the CloudWatch Logs API, version 2014-03-28, in AWS JSON 1.1: a request a
 * stream, its events by time, within {@link LogEventsBody}'s limits. Groups and streams that are
 * missing are made. Events that are too old or too new are refused by the service one by one, and
 * nothing else of the request is.
 */
public final class LogEventsProtocol implements Protocol {
  private static final Logger log = LoggerFactory.getLogger(LogEventsProtocol.class);

  private final LogGroups groups;

  /** Makes groups as the first rule says that covers them. */
  public LogEventsProtocol(List<LogGroupRule> rules) {
    this.groups = new LogGroups(rules);
  }

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    Map<LogStep, List<LogRecord>> byStream = new LinkedHashMap<>();
    List<Refusal> refused = new ArrayList<>();
    records.logs(
        record -> {
          int bytes = record.message().getBytes(UTF_8).length;
          if (bytes > LogEventsBody.MAX_MESSAGE_BYTES) {
            refused.add(
                new Refusal(
                    record.index(),
                    "a line of %d bytes (CloudWatch Logs takes at most %d)"
                        .formatted(bytes, LogEventsBody.MAX_MESSAGE_BYTES)));
          } else {
            byStream.computeIfAbsent(step(record), s -> new ArrayList<>()).add(record);
          }
        });
    List<WireRequest> requests = new ArrayList<>();
    byStream.forEach(
        (step, lines) -> {
          groups.setRetention(step).ifPresent(requests::add);
          addRequests(step, lines, requests);
        });
    return new PartRequests(requests, refused);
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    LogStep step = (LogStep) request.note();
    if (answer.status() == 200) {
      return taken(request, step, answer, said);
    }
    String code = AwsErrors.code(answer);
    return switch (code) {
      case "ResourceAlreadyExists", "DataAlreadyAccepted" -> Reply.delivered();
      case "ResourceNotFound" -> missing(request, step, answer, said);
      default ->
          step.kind() == Kind.SET_RETENTION && answer.status() == 400
              ? withoutRetention(step, answer, said)
              : AwsErrors.reply(answer, said, step.kind().action());
    };
  }

  private static LogStep step(LogRecord record) {
    return new LogStep(Kind.PUT, LogNames.group(record.group()), LogNames.stream(record.stream()));
  }

  /** The service wants its events by time; those of one moment stay in their order. */
  private static void addRequests(LogStep step, List<LogRecord> lines, List<WireRequest> requests) {
    List<LogRecord> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingLong(LogRecord::timeNanos));
    LogEventsBody body = new LogEventsBody(step);
    for (LogRecord line : sorted) {
      if (!body.takes(line)) {
        requests.add(body.finish());
        body = new LogEventsBody(step);
      }
      body.add(line);
    }
    requests.add(body.finish());
  }

  private Reply taken(WireRequest request, LogStep step, Answer answer, AnswerWords said) {
    if (step.kind() == Kind.SET_RETENTION) {
      groups.retentionIsSet(step.group());
    }
    JsonTree rejected = JsonTree.of(answer.bodyStart()).at("rejectedLogEventsInfo");
    if (rejected.members().isEmpty()) {
      return Reply.delivered();
    }
    List<Refusal> refusals = RejectedEvents.of(rejected, request.records(), said);
    return refusals.isEmpty()
        ? Reply.delivered()
        : new Reply.Done(new Outcome.PartlyDelivered(refusals));
  }

  private Reply missing(WireRequest request, LogStep step, Answer answer, AnswerWords said) {
    return switch (step.kind()) {
      case PUT ->
          new Reply.Instead(
              List.of(
                  groups.createStream(step, Kind.CREATE_STREAM),
                  LogGroups.put(request.body(), request.records(), step.as(Kind.PUT_AGAIN))));
      case CREATE_STREAM -> {
        List<WireRequest> requests = new ArrayList<>();
        requests.add(groups.createGroup(step));
        groups.setRetention(step).ifPresent(requests::add);
        requests.add(groups.createStream(step, Kind.CREATE_STREAM_AGAIN));
        yield new Reply.Instead(requests);
      }
      // The group may be missing still; it is made with the stream.
      case SET_RETENTION -> Reply.delivered();
      // What was just made is not seen everywhere at once.
      default -> new Reply.Done(said.retry(AwsErrors.message(answer)));
    };
  }

  /** Lines are worth more than their retention: it is said, and they go on. */
  private Reply withoutRetention(LogStep step, Answer answer, AnswerWords said) {
    Reply reply = AwsErrors.reply(answer, said, step.kind().action());
    if (reply instanceof Reply.Done done
        && (done.outcome() instanceof Outcome.Held || done.outcome() instanceof Outcome.Rejected)) {
      log.warn(
          "The retention of the log group {} is not set: {}. Allow {} to the user or role of this"
              + " destination.",
          step.group(),
          said.text(AwsErrors.message(answer)),
          step.kind().action());
      groups.retentionIsSet(step.group());
      return Reply.delivered();
    }
    return reply;
  }
}
