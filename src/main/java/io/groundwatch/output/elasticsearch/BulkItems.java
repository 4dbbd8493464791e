package io.groundwatch.output.elasticsearch;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.Reply;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a bulk answer says about each document (Bulk API, "Response body"): its items are in
 * the order of the request.
 *
 * <pre>
 * 200 201          stored
 * 409              stored before: the id is there
 * 429 5xx          again
 * 401 403 404      a person has to act: permission, or an index that nothing makes
 * the rest         refused for good
 * </pre>
 */
final class BulkItems {
  private BulkItems() {}

  static Reply reply(int[] records, Answer answer, AnswerWords said) {
    JsonTree body = JsonTree.of(answer.bodyStart());
    if (body.text("errors").equals("false")) {
      return Reply.delivered();
    }
    if (body.text("errors").isEmpty()) {
      return new Reply.Done(
          said.held(
              answer.bodyStart(), "That is no answer of a bulk API: check \"url\" and \"type\"."));
    }
    List<Integer> decided = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    Outcome rest = new Outcome.Delivered();
    List<JsonTree> items = body.at("items").elements();
    for (int i = 0; i < records.length; i++) {
      // An answer that was cut off says nothing about the last documents: they are asked for again.
      JsonTree item = i < items.size() ? result(items.get(i)) : JsonTree.EMPTY;
      int status = item.at("status").number().orElse(503L).intValue();
      if (status == 409 || (status >= 200 && status < 300)) {
        decided.add(records[i]);
      } else if (status == 429 || status >= 500) {
        rest = rest instanceof Outcome.Held ? rest : said.retry(words(status, item));
      } else if (status == 401 || status == 403 || status == 404) {
        rest = said.held(words(status, item), remedy(status));
      } else {
        refused.add(new Refusal(records[i], said.text(words(status, item))));
      }
    }
    int[] stored = decided.stream().mapToInt(Integer::intValue).toArray();
    return new Reply.Some(stored, refused, rest);
  }

  private static JsonTree result(JsonTree item) {
    return item.members().values().stream().findFirst().orElse(JsonTree.EMPTY);
  }

  private static String words(int status, JsonTree item) {
    String type = item.text("error", "type");
    return status + " " + type + ": " + item.text("error", "reason");
  }

  private static String remedy(int status) {
    return status == 404
        ? "Create the index or data stream, allow it to be created, or check \"index\" of this"
            + " destination."
        : "Allow the user or key of this destination to create documents there.";
  }
}
