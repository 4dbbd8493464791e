package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.Reply;
import io.groundwatch.pipeline.Outcome;
import java.util.Locale;
import java.util.Set;

/**
 * What the errors of AWS's JSON services mean ("Common Errors" of the CloudWatch and CloudWatch
 * Logs API references). The code says it, not the status: a throttled request is answered with 400.
 */
final class AwsErrors {
  private static final Set<String> TRANSIENT =
      Set.of(
          "throttling",
          "throttled",
          "requestlimitexceeded",
          "toomanyrequests",
          "requestthrottled",
          "slowdown",
          "serviceunavailable",
          "internalfailure",
          "internalservicefault",
          "internalserviceerror",
          "internalserver",
          "requesttimeout",
          "operationaborted",
          "limitexceeded");
  private static final Set<String> CREDENTIALS =
      Set.of(
          "expiredtoken",
          "unrecognizedclient",
          "invalidclienttokenid",
          "invalidaccesskeyid",
          "requestexpired",
          "missingauthenticationtoken",
          "incompletesignature",
          "notauthorized");
  private static final Set<String> SIGNATURE =
      Set.of("invalidsignature", "signaturedoesnotmatch", "requesttimetooskewed");
  private static final Set<String> DENIED =
      Set.of("accessdenied", "accountaccessdenied", "optinrequired");

  private AwsErrors() {}

  /** The code of an error without its namespace and without {@code Exception}; or empty. */
  static String code(Answer answer) {
    String type = JsonTree.of(answer.bodyStart()).text("__type");
    String code = type.substring(type.indexOf('#') + 1);
    return code.endsWith("Exception") ? code.substring(0, code.length() - 9) : code;
  }

  /** What AWS says in words. */
  static String message(Answer answer) {
    JsonTree body = JsonTree.of(answer.bodyStart());
    String lower = body.text("message");
    String text = lower.isEmpty() ? body.text("Message") : lower;
    String code = code(answer);
    if (code.isEmpty()) {
      return answer.bodyStart();
    }
    return text.isEmpty() ? code : code + ": " + text;
  }

  /**
   * What an answer to {@code action} means that is no success.
   *
   * @param action as policies name it, such as {@code logs:PutLogEvents}
   */
  static Reply reply(Answer answer, AnswerWords said, String action) {
    String code = code(answer).toLowerCase(Locale.ROOT);
    String message = message(answer);
    if (TRANSIENT.contains(code)) {
      return new Reply.Done(said.retry(message));
    }
    if (CREDENTIALS.contains(code)) {
      return new Reply.Unauthorized(
          said.held(message, "Check the AWS credentials of this destination."));
    }
    if (SIGNATURE.contains(code)) {
      boolean clock = !code.startsWith("signature") && message.contains("xpired");
      boolean early = message.contains("not yet current") || code.equals("requesttimetooskewed");
      return new Reply.Unauthorized(
          clock || early
              ? said.held(message, "Set the clock of this host: it is off by too much.")
              : said.held(message, "Check the AWS secret key of this destination."));
    }
    if (DENIED.contains(code)) {
      return new Reply.Done(
          said.held(message, "Allow " + action + " to the user or role of this destination."));
    }
    if (code.equals("requestentitytoolarge")) {
      return new Reply.Done(new Outcome.TooLarge(said.text(message)));
    }
    boolean ofRecords = answer.status() == 400 && !code.isEmpty();
    return new Reply.Done(ofRecords ? new Outcome.Rejected(said.text(message)) : said.usual());
  }
}
