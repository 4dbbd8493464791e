package io.groundwatch.output;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.TimeSource;
import java.net.URI;
import java.time.Duration;

/**
 * What a status means for a batch.
 *
 * <pre>
 * 2xx                               Delivered
 * 408 425 429, 5xx but 501          Retry, not before what Retry-After says
 * 413                               TooLarge
 * 400 422                           Rejected
 * 3xx 401 403 404 407 501, the rest Held: a person has to act
 * </pre>
 *
 * <p>415 is answered by the output itself, which tries a weaker compression; what arrives here is
 * one that was answered without any. Immutable, any thread.
 */
public final class HttpOutcomes {
  private final String shownUrl;
  private final TimeSource time;

  /** For answers of the destination that is shown as {@code shownUrl}. */
  public HttpOutcomes(String shownUrl, TimeSource time) {
    this.shownUrl = shownUrl;
    this.time = time;
  }

  /** What an answer means. */
  public Outcome of(Answer answer, ServerWords words) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered();
    }
    String said = said(answer, words);
    return switch (status) {
      case 408, 425, 429 -> retry(answer, said);
      case 413 -> new Outcome.TooLarge(said);
      case 400, 422 -> new Outcome.Rejected(said);
      case 501 -> held(said, status, answer);
      default -> status >= 500 ? retry(answer, said) : held(said, status, answer);
    };
  }

  private Outcome retry(Answer answer, String said) {
    return new Outcome.Retry(said, retryAfter(answer));
  }

  String shownUrl() {
    return shownUrl;
  }

  Duration retryAfter(Answer answer) {
    return answer
        .header("Retry-After")
        .map(header -> RetryAfter.parse(header, time.wallNanos()))
        .orElse(Duration.ZERO);
  }

  private static Outcome held(String said, int status, Answer answer) {
    return new Outcome.Held(said + ". " + remedy(status, answer));
  }

  private String said(Answer answer, ServerWords words) {
    String quoted = words.quote(answer.bodyStart());
    return shownUrl + " answered " + answer.status() + (quoted.isEmpty() ? "" : ": " + quoted);
  }

  private static String remedy(int status, Answer answer) {
    return switch (status) {
      case 401 -> "Check the credentials under \"auth\" of this destination.";
      case 403 -> "The credentials are known but may not write here: grant that, or use others.";
      case 404, 405, 410 -> "Check the path in \"url\" of this destination.";
      case 407 -> "A proxy on the way asks for credentials.";
      case 415 -> "It takes no such content, compressed or not: check \"url\" and \"type\".";
      case 501 -> "It does not support POST: check \"url\" of this destination.";
      default ->
          status >= 300 && status < 400
              ? redirected(answer)
              : "Check \"url\" and what listens there.";
    };
  }

  private static String redirected(Answer answer) {
    String location = answer.header("Location").map(HttpOutcomes::shownLocation).orElse("");
    return location.isEmpty()
        ? "Redirects are not followed: check \"url\" of this destination."
        : "Redirects are not followed: set \"url\" of this destination to " + location + ".";
  }

  /** Empty where it is not a URL: it is foreign text. */
  private static String shownLocation(String location) {
    try {
      return HttpTarget.shown(URI.create(location));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
