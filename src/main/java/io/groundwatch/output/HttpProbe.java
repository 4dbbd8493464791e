package io.groundwatch.output;

import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.runtime.FileFailure;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks whether a destination answers, on the way and with the headers that its batches take, and by
 * a request that changes nothing there (OPTIONS, RFC 9110 §9.3.7).
 */
public final class HttpProbe implements Closeable {
  private static final String METHOD = "OPTIONS";
  private static final byte[] NO_BODY = {};

  private final HttpClient client;
  private final HttpTarget target;
  private final AuthHeaders auth;

  /**
   * What came of it.
   *
   * @param answered whether the destination answered, whatever it said
   * @param status of HTTP; 0 where it did not answer
   * @param words what a person reads; without secrets
   * @param date the time that it says it is, as HTTP writes it
   */
  public record Answer(boolean answered, int status, String words, Optional<String> date) {
    private static Answer failure(String words) {
      return new Answer(false, 0, words, Optional.empty());
    }
  }

  /** Owns {@code client} from now on. */
  public HttpProbe(HttpClient client, HttpTarget target, AuthHeaders auth) {
    this.client = client;
    this.target = target;
    this.auth = auth;
  }

  /** Asks once. The completion is called once, by this thread or the client's. */
  public void ask(Consumer<Answer> completion) {
    HttpRequestSpec request;
    try {
      Map<String, String> headers = new HashMap<>(target.headers());
      headers.putAll(auth.read());
      headers.put("User-Agent", target.userAgent());
      request = new HttpRequestSpec(METHOD, target.requestTarget(), headers, NO_BODY);
    } catch (IOException e) {
      completion.accept(Answer.failure("the credentials cannot be read: " + FileFailure.text(e)));
      return;
    } catch (IllegalArgumentException e) {
      completion.accept(Answer.failure(String.valueOf(e.getMessage())));
      return;
    }
    client.send(request, result -> completion.accept(answer(result)));
  }

  @Override
  public void close() {
    client.close();
  }

  private static Answer answer(HttpResult result) {
    return result instanceof HttpResult.Answer answer
        ? new Answer(
            true,
            answer.status(),
            "answers (status " + answer.status() + " to " + METHOD + ")",
            answer.header("Date"))
        : Answer.failure("does not answer: " + ((HttpResult.Failure) result).reason());
  }
}
