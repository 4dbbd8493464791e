package io.groundwatch.output;

import io.groundwatch.net.HttpRequestSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Proves with each request who we are. Any thread. */
public interface Authorizer {
  /**
   * The headers to add to a request; their values are secret. What may wait for the network does so
   * here, where {@link #mayWait} said so.
   *
   * @param request as it will be sent, but for these headers
   * @throws IOException where a secret cannot be had; its text says which, and holds no secret
   */
  Map<String, String> headers(HttpRequestSpec request) throws IOException;

  /** Whether {@link #headers} may wait for the network now: not for the loop or a lane then. */
  default boolean mayWait() {
    return false;
  }

  /** The destination refused what was made before: the next headers are made of new secrets. */
  default void refused() {}

  /** Proves it in two ways at once. */
  static Authorizer both(AuthHeaders headers, Authorizer second) {
    return new Authorizer() {
      @Override
      public Map<String, String> headers(HttpRequestSpec request) throws IOException {
        Map<String, String> all = new HashMap<>(headers.read());
        all.putAll(second.headers(request));
        return all;
      }

      @Override
      public boolean mayWait() {
        return second.mayWait();
      }

      @Override
      public void refused() {
        second.refused();
      }
    };
  }

  /** Of headers that are the same for every request. */
  static Authorizer of(AuthHeaders headers) {
    return request -> headers.read();
  }
}
