package io.groundwatch.output;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests one after another until one fails. Where the server answers 415, the same is sent
 * again with the next weaker compression, and what was accepted is used from then on. Where the
 * credentials are refused, it is sent once more with new ones.
 *
 * <p>Any thread begins; the client's thread goes on.
 */
final class RequestSender {
  private static final Logger log = LoggerFactory.getLogger(RequestOutput.class);

  /** A protocol that always wants something else first is one that we got wrong. */
  private static final int MAX_REQUESTS = 100_000;

  private final HttpClient client;
  private final HttpTarget target;
  private final Authorizer authorizer;
  private final Protocol protocol;
  private final HttpOutcomes outcomes;
  private final TakenCompression compression;

  RequestSender(
      HttpClient client,
      HttpTarget target,
      Authorizer authorizer,
      Protocol protocol,
      TimeSource time) {
    this.client = client;
    this.target = target;
    this.authorizer = authorizer;
    this.protocol = protocol;
    this.outcomes = new HttpOutcomes(target.answering(), time);
    this.compression = new TakenCompression(target, log);
  }

  /** Requests on their way, the head under way. One thread at a time. */
  private static final class Sending {
    private final Deque<WireRequest> left;
    private final PartProgress progress;
    private final Consumer<Outcome> completion;
    private boolean renewed;
    private int sent;

    Sending(List<WireRequest> requests, PartProgress progress, Consumer<Outcome> completion) {
      this.left = new ArrayDeque<>(requests);
      this.progress = progress;
      this.completion = completion;
    }
  }

  /**
   * Sends all of {@code requests}; the completion is called once: with {@code Delivered} when the
   * destination decided about every record, else with the first failure.
   */
  void send(List<WireRequest> requests, PartProgress progress, Consumer<Outcome> completion) {
    next(new Sending(requests, progress, completion));
  }

  private void next(Sending sending) {
    WireRequest request = sending.left.peek();
    if (request == null) {
      sending.completion.accept(new Outcome.Delivered());
    } else if (sending.sent++ > MAX_REQUESTS) {
      sending.completion.accept(new Outcome.Retry(target.shown() + " wants requests without end"));
    } else {
      attempt(sending, request, compression.now());
    }
  }

  /** Makes an attempt where the credentials may be waited for. */
  private void aside(Sending sending, Compression encoding, Outcome otherwise) {
    try {
      client.aside(() -> attempt(sending, sending.left.element(), encoding, true));
    } catch (RejectedExecutionException e) {
      sending.completion.accept(otherwise);
    }
  }

  /** On any thread. */
  private void attempt(Sending sending, WireRequest request, Compression encoding) {
    attempt(sending, request, encoding, false);
  }

  private void attempt(
      Sending sending, WireRequest request, Compression encoding, boolean mayWait) {
    Map<String, String> secrets;
    HttpRequestSpec spec;
    try {
      HttpRequestSpec open = spec(request, request.encoded() ? Compression.NONE : encoding);
      Optional<Map<String, String>> now =
          mayWait ? Optional.of(authorizer.headers(open)) : authorizer.headersNow(open);
      if (now.isEmpty()) {
        aside(
            sending,
            encoding,
            new Outcome.Retry(target.shown() + ": too much waits for credentials"));
        return;
      }
      secrets = Map.copyOf(now.get());
      spec = with(open, secrets);
    } catch (IOException e) {
      sending.completion.accept(
          new Outcome.Held(
              target.shown() + ": the credentials cannot be had: " + FileFailure.text(e)));
      return;
    } catch (IllegalArgumentException e) {
      sending.completion.accept(new Outcome.Held(target.shown() + ": " + e.getMessage()));
      return;
    }
    client.send(spec, result -> answered(sending, request, encoding, secrets, result));
  }

  private HttpRequestSpec spec(WireRequest request, Compression encoding) {
    Map<String, String> headers = new HashMap<>(target.headers());
    headers.putAll(request.headers());
    headers.put("User-Agent", target.userAgent());
    if (encoding != Compression.NONE) {
      headers.put("Content-Encoding", encoding.contentEncoding());
    }
    byte[] body = Compressor.compress(encoding, request.body(), 0, request.body().length);
    return new HttpRequestSpec("POST", request.target(), headers, body, request.keptBytes());
  }

  private static HttpRequestSpec with(HttpRequestSpec open, Map<String, String> secrets) {
    Map<String, String> headers = new HashMap<>(open.headers());
    headers.putAll(secrets);
    return new HttpRequestSpec(
        open.method(), open.target(), headers, open.body(), open.keptBytes());
  }

  private void answered(
      Sending sending,
      WireRequest request,
      Compression encoding,
      Map<String, String> secrets,
      HttpResult result) {
    if (result instanceof HttpResult.Failure failure) {
      sending.completion.accept(
          failure.actionNeeded()
              ? new Outcome.Held(target.shown() + ": " + failure.reason())
              : new Outcome.Retry(failure.reason()));
    } else if (result instanceof Answer answer) {
      answered(sending, request, encoding, answer, words(secrets));
    }
  }

  private void answered(
      Sending sending,
      WireRequest request,
      Compression encoding,
      Answer answer,
      ServerWords words) {
    if (!request.encoded() && TakenCompression.isRefused(answer.status(), encoding)) {
      attempt(sending, request, encoding.weaker());
      return;
    }
    if (!request.encoded()) {
      compression.answered(answer.status(), encoding);
    }
    AnswerWords said = new AnswerWords(outcomes, words, answer);
    Reply reply = protocol.reply(request, answer, said);
    if (reply instanceof Reply.Instead instead) {
      sending.left.remove();
      for (int i = instead.requests().size() - 1; i >= 0; i--) {
        sending.left.push(instead.requests().get(i));
      }
      next(sending);
    } else if (reply instanceof Reply.Later later) {
      sending.left.remove();
      sending.left.push(later.request());
      client.later(later.after(), () -> next(sending));
    } else if (reply instanceof Reply.Unauthorized unauthorized) {
      renew(sending, unauthorized.otherwise());
    } else if (reply instanceof Reply.Some some) {
      sending.progress.decided(some.stored());
      sending.progress.refused(some.refused());
      done(sending, request, some.rest());
    } else if (reply instanceof Reply.Done done) {
      done(sending, request, done.outcome());
    }
  }

  private void done(Sending sending, WireRequest request, Outcome outcome) {
    boolean through = outcome instanceof Outcome.Delivered;
    if (outcome instanceof Outcome.PartlyDelivered partly) {
      sending.progress.refused(partly.refusals());
      through = true;
    }
    if (through) {
      sending.progress.decided(request.records());
      sending.left.remove();
      next(sending);
    } else {
      sending.completion.accept(outcome);
    }
  }

  /** A token may be renewed between its being read and its being checked. */
  private void renew(Sending sending, Outcome otherwise) {
    if (sending.renewed) {
      sending.completion.accept(otherwise);
      return;
    }
    sending.renewed = true;
    authorizer.refused();
    aside(sending, compression.now(), otherwise);
  }

  private ServerWords words(Map<String, String> secrets) {
    Map<String, String> secret = new HashMap<>(secrets);
    secret.remove("X-Amz-Date"); // no secret, and of use in what AWS says about a wrong clock
    return new ServerWords(secret, Objects.requireNonNullElse(target.url().getRawQuery(), ""));
  }
}
