package io.groundwatch.output.splunk;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.Reply;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the error codes of a collector mean ("Troubleshoot HTTP Event Collector", possible error
 * codes). An error about one event names it; whether those before it were taken is not promised, so
 * they are sent again with those after it.
 */
final class HecErrors {
  static final String NO_ACK =
      "Allow indexer acknowledgement for the token, or set \"acknowledgement\" of this destination"
          + " to false.";
  private static final String TOKEN = "Check the token under \"auth\" of this destination.";
  private static final String INDEX =
      "Create the index, allow it to the token, or check \"index\" of this destination.";

  private HecErrors() {}

  static Reply reply(int[] records, Answer answer, JsonTree body, AnswerWords said) {
    String text = body.text("text").isEmpty() ? answer.bodyStart() : body.text("text");
    if (answer.status() == 401 || answer.status() == 403) {
      return new Reply.Unauthorized(said.held(text, TOKEN));
    }
    if (answer.status() != 400) {
      return new Reply.Done(said.usual());
    }
    return switch (body.text("code")) {
      case "7" -> new Reply.Done(said.held(text, INDEX));
      case "10", "11", "14" -> new Reply.Done(said.held(text, NO_ACK));
      default -> refused(records, body, text, said);
    };
  }

  private static Reply refused(int[] records, JsonTree body, String text, AnswerWords said) {
    Optional<Long> event = body.at("invalid-event-number").number();
    Outcome rejected = new Outcome.Rejected(said.text(text));
    if (event.isEmpty() || event.get() < 0 || event.get() >= records.length) {
      return new Reply.Done(rejected);
    }
    Refusal refusal = new Refusal(records[event.get().intValue()], said.text(text));
    return new Reply.Some(
        new int[0], List.of(refusal), records.length == 1 ? new Outcome.Delivered() : rejected);
  }
}
