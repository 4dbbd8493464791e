package io.groundwatch.app;

import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.SecretRef;
import io.groundwatch.output.AuthHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a destination's headers out of its {@code auth}, reading each secret anew. */
final class ConfiguredAuth implements AuthHeaders {
  private static final String AUTHORIZATION = "Authorization";

  private final AuthConfig auth;
  private final Map<String, String> environment;

  ConfiguredAuth(AuthConfig auth, Map<String, String> environment) {
    this.auth = auth;
    this.environment = environment;
  }

  @Override
  public Map<String, String> read() throws IOException {
    if (auth instanceof AuthConfig.Bearer bearer) {
      return Map.of(AUTHORIZATION, "Bearer " + bearer.token().read(environment));
    }
    if (auth instanceof AuthConfig.Basic basic) {
      String pair = basic.user() + ":" + basic.password().read(environment);
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return Map.of(AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (auth instanceof AuthConfig.Headers named) {
      for (Map.Entry<String, SecretRef> header : named.headers().entrySet()) {
        headers.put(header.getKey(), header.getValue().read(environment));
      }
    }
    return headers;
  }
}
