package io.groundwatch.app;

import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.SecretRef;
import io.groundwatch.output.AuthHeaders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a destination's headers out of its {@code headers} and {@code auth}. What is written out in
 * {@code headers} is no secret, and what the server says about it may be shown; whatever is found
 * in a file, in the environment or under {@code auth} is one, and is read anew each time.
 */
final class ConfiguredHeaders implements AuthHeaders {
  private final Map<String, SecretRef> secret = new LinkedHashMap<>();
  private final Map<String, String> open = new LinkedHashMap<>();
  private final AuthHeaders auth;
  private final Map<String, String> environment;

  ConfiguredHeaders(
      Map<String, SecretRef> headers, Optional<AuthConfig> auth, Map<String, String> environment) {
    headers.forEach(
        (name, value) -> {
          if (value instanceof SecretRef.OfText text && text.isPlain()) {
            open.put(name, text.template());
          } else {
            secret.put(name, value);
          }
        });
    this.auth =
        auth.map(a -> (AuthHeaders) new ConfiguredAuth(a, environment)).orElse(AuthHeaders.NONE);
    this.environment = environment;
  }

  /** Those that anybody may see. */
  Map<String, String> open() {
    return open;
  }

  /** Those that nobody may see. */
  @Override
  public Map<String, String> read() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(auth.read());
    for (Map.Entry<String, SecretRef> header : secret.entrySet()) {
      all.put(header.getKey(), header.getValue().read(environment));
    }
    return all;
  }
}
