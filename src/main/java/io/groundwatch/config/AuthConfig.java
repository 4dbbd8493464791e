package io.groundwatch.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How requests to a destination are authenticated. Holds references to secrets, not secrets. */
public sealed interface AuthConfig {
  /** {@code Authorization: Bearer …} (RFC 6750). */
  record Bearer(SecretRef token) implements AuthConfig {}

  /** {@code Authorization: Basic …} (RFC 7617). */
  record Basic(String user, SecretRef password) implements AuthConfig {}

  /** Headers of any name, in the order of the file. */
  record Headers(Map<String, SecretRef> headers) implements AuthConfig {
    /** Keeps its own copy. */
    public Headers {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }
}
