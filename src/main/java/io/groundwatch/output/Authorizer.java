package io.groundwatch.output;

import io.groundwatch.net.HttpRequestSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Proves with each request who we are. Any thread. */
public interface Authorizer {
  /**
   * The headers to add to a request; their values are secret. May wait for the network or a
   * command: not for the loop or a lane.
   *
   * @param request as it will be sent, but for these headers
   * @throws IOException where a secret cannot be had; its text says which, and holds no secret
   */
  Map<String, String> headers(HttpRequestSpec request) throws IOException;

  /** The same without waiting; empty where only {@link #headers} can tell. */
  default Optional<Map<String, String>> headersNow(HttpRequestSpec request) throws IOException {
    return Optional.of(headers(request));
  }

  /** The destination refused what was made before: the next headers are made of new secrets. */
  default void refused() {}

  /** Proves it in two ways at once. */
  static Authorizer both(AuthHeaders headers, Authorizer second) {
    return new Authorizer() {
      @Override
      public Map<String, String> headers(HttpRequestSpec request) throws IOException {
        return merged(headers.read(), second.headers(request));
      }

      @Override
      public Optional<Map<String, String>> headersNow(HttpRequestSpec request) throws IOException {
        Optional<Map<String, String>> now = second.headersNow(request);
        return now.isPresent() ? Optional.of(merged(headers.read(), now.get())) : Optional.empty();
      }

      @Override
      public void refused() {
        second.refused();
      }
    };
  }

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new HashMap<>(first);
    all.putAll(second);
    return all;
  }

  /** Of headers that are the same for every request. */
  static Authorizer of(AuthHeaders headers) {
    return request -> headers.read();
  }
}
