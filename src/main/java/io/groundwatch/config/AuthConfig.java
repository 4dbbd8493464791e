package io.groundwatch.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How requests to a destination are authenticated. Holds references to secrets, not secrets. */
public sealed interface AuthConfig {
  /** {@code Authorization: Bearer …} (RFC 6750). */
  record Bearer(SecretRef token) implements AuthConfig {}

  /** {@code Authorization: Basic …} (RFC 7617). */
  record Basic(String user, SecretRef password) implements AuthConfig {}

  /**
   * AWS Signature Version 4, with the credentials that AWS's own tools would find.
   *
   * @param region that signatures name; empty = what the environment or the shared files say
   * @param service that signatures name, such as {@code aps}; empty = the type's own
   * @param profile of the shared files; empty = the usual order of places
   * @param credentialsFile in place of {@code ~/.aws/credentials}
   * @param roleArn the role to take in the end
   * @param externalId that the role's owner asks for
   */
  record Aws(
      Optional<String> region,
      Optional<String> service,
      Optional<String> profile,
      Optional<Path> credentialsFile,
      Optional<String> roleArn,
      Optional<String> externalId)
      implements AuthConfig {
    /** Nothing said: credentials are found by themselves. */
    public static final Aws UNSET =
        new Aws(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** Headers of any name, in the order of the file. */
  record Headers(Map<String, SecretRef> headers) implements AuthConfig {
    /** Keeps its own copy. */
    public Headers {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }
}
