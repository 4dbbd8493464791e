package io.groundwatch.output.http;

import io.groundwatch.codec.Payloads;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.output.AuthHeaders;
import io.groundwatch.output.HttpOutcomes;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.output.ServerWords;
import io.groundwatch.output.TakenCompression;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends NDJSON or a JSON array by POST, one request a batch or part, with the part's id as {@code
 * Idempotency-Key}.
 *
 * <p>Where the server answers 415, the same part is sent again at once with the next weaker
 * compression, and what was accepted is used from then on. Where it answers 401 or 403 and the
 * credentials have changed since they were read, the part is sent again at once with the new ones.
 * Sends may overlap, as many as the client has connections; what they share, the compression, is
 * changed by the client's thread alone.
 */
public final class HttpOutput implements Output {
  private static final Logger log = LoggerFactory.getLogger(HttpOutput.class);

  private final HttpClient client;
  private final HttpTarget target;
  private final AuthHeaders auth;
  private final HttpOutcomes outcomes;
  private final boolean array;
  private final TakenCompression compression;

  /** Sends NDJSON; owns {@code client} from now on. */
  public HttpOutput(HttpClient client, HttpTarget target, AuthHeaders auth, TimeSource time) {
    this(client, target, auth, time, false);
  }

  /**
   * Owns {@code client} from now on.
   *
   * @param array whether a body is one JSON array in place of NDJSON
   */
  public HttpOutput(
      HttpClient client, HttpTarget target, AuthHeaders auth, TimeSource time, boolean array) {
    this.array = array;
    this.client = client;
    this.target = target;
    this.auth = auth;
    this.outcomes = new HttpOutcomes(target.answering(), time);
    this.compression = new TakenCompression(target, log);
  }

  /** One send, with the credentials it was begun with. */
  private record Part(
      StoredBatch batch,
      RecordRange range,
      Map<String, String> credentials,
      boolean renewed,
      Consumer<Outcome> completion) {
    /** The same with the credentials that are there now. */
    Part renewed(Map<String, String> now) {
      return new Part(batch, range, now, true, completion);
    }
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    Map<String, String> credentials;
    try {
      credentials = Map.copyOf(auth.read());
    } catch (IOException e) {
      completion.accept(
          new Outcome.Held(
              target.shown() + ": the credentials cannot be read: " + FileFailure.text(e)));
      return;
    }
    attempt(new Part(batch, range, credentials, false, completion), compression.now());
  }

  @Override
  public void close() {
    client.close();
  }

  private void attempt(Part part, Compression encoding) {
    HttpRequestSpec request;
    try {
      request = request(part, encoding);
    } catch (IOException e) {
      part.completion()
          .accept(
              new Outcome.Held("Batch " + part.batch().id() + " is damaged: " + e.getMessage()));
      return;
    } catch (IllegalArgumentException e) {
      part.completion().accept(new Outcome.Held(target.shown() + ": " + e.getMessage()));
      return;
    }
    client.send(request, result -> answered(part, encoding, result));
  }

  private HttpRequestSpec request(Part part, Compression encoding) throws IOException {
    Map<String, String> headers = new HashMap<>(target.headers());
    headers.putAll(part.credentials());
    headers.put("Content-Type", array ? "application/json" : "application/x-ndjson");
    headers.put("Idempotency-Key", part.batch().partId(part.range()));
    headers.put("User-Agent", target.userAgent());
    if (encoding != Compression.NONE) {
      headers.put("Content-Encoding", encoding.contentEncoding());
    }
    byte[] body =
        array
            ? Payloads.array(part.batch(), part.range(), encoding)
            : Payloads.slice(part.batch(), part.range(), encoding);
    return new HttpRequestSpec("POST", target.requestTarget(), headers, body);
  }

  private void answered(Part part, Compression encoding, HttpResult result) {
    if (result instanceof HttpResult.Answer answer) {
      if (TakenCompression.isRefused(answer.status(), encoding)) {
        attempt(part, encoding.weaker());
        return;
      }
      compression.answered(answer.status(), encoding);
      Outcome outcome = outcomes.of(answer, words(part));
      if ((answer.status() == 401 || answer.status() == 403) && !part.renewed()) {
        renew(part, encoding, outcome);
      } else {
        part.completion().accept(outcome);
      }
    } else if (result instanceof HttpResult.Failure failure) {
      part.completion()
          .accept(
              failure.actionNeeded()
                  ? new Outcome.Held(target.shown() + ": " + failure.reason())
                  : new Outcome.Retry(failure.reason()));
    }
  }

  /** A token may be renewed between its being read and its being checked. */
  private void renew(Part part, Compression encoding, Outcome outcome) {
    try {
      client.aside(
          () -> {
            Map<String, String> now = credentialsAfter(part);
            if (now.equals(part.credentials())) {
              part.completion().accept(outcome);
            } else {
              attempt(part.renewed(now), encoding);
            }
          });
    } catch (RejectedExecutionException e) {
      part.completion().accept(outcome); // the next attempt reads them anyway
    }
  }

  private Map<String, String> credentialsAfter(Part part) {
    try {
      return Map.copyOf(auth.read());
    } catch (IOException e) {
      return part.credentials(); // the next attempt says what is wrong with them
    }
  }

  private ServerWords words(Part part) {
    return new ServerWords(
        part.credentials(), Objects.requireNonNullElse(target.url().getRawQuery(), ""));
  }
}
