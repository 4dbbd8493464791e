package io.groundwatch.aws;

import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.NetLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Asks for small things, such as credentials, one request at a time on a connection of its own, and
 * waits for the answer. Any thread but the loop's.
 */
public final class AwsHttp {
  private static final int KEPT_BYTES = 64 << 10;
  private static final byte[] NO_BODY = {};

  private final NetLoop loop;
  private final Function<HttpEndpoint, HttpClientSettings> settings;

  /** Reaches an endpoint as {@code settings} says. */
  public AwsHttp(NetLoop loop, Function<HttpEndpoint, HttpClientSettings> settings) {
    this.loop = loop;
    this.settings = settings;
  }

  /** The body of what is found there. */
  String get(URI url, Map<String, String> headers) throws IOException {
    return body(url, ask("GET", url, headers, NO_BODY));
  }

  /** The answer to a {@code GET}, whatever its status. */
  Answer look(URI url, Map<String, String> headers) throws IOException {
    return ask("GET", url, headers, NO_BODY);
  }

  /** The body of the answer to a {@code PUT} of nothing. */
  String put(URI url, Map<String, String> headers) throws IOException {
    return body(url, ask("PUT", url, headers, NO_BODY));
  }

  /** The answer to a {@code POST}, whatever its status. */
  Answer post(URI url, Map<String, String> headers, byte[] body) throws IOException {
    return ask("POST", url, headers, body);
  }

  private static String body(URI url, Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException(url.getRawAuthority() + " answered " + answer.status());
    }
    return answer.bodyStart();
  }

  private Answer ask(String method, URI url, Map<String, String> headers, byte[] body)
      throws IOException {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    CompletableFuture<HttpResult> result = new CompletableFuture<>();
    try (HttpClient client = new HttpClient(loop, settings.apply(HttpEndpoint.of(url)))) {
      client.send(new HttpRequestSpec(method, target, headers, body, KEPT_BYTES), result::complete);
      HttpResult known = result.get();
      if (known instanceof HttpResult.Failure failure) {
        throw new IOException(failure.reason());
      }
      return (Answer) known;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: " + url.getRawAuthority());
    } catch (ExecutionException e) {
      throw new IOException(url.getRawAuthority() + ": " + e.getMessage(), e);
    }
  }
}
