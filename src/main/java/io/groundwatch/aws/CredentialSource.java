package io.groundwatch.aws;

import java.io.IOException;
import java.util.Optional;

/** A place where credentials may be found. Any thread; may wait for the network. */
@FunctionalInterface
public interface CredentialSource {
  /**
   * The credentials there; empty where this place is not set up.
   *
   * @throws IOException where it is set up and gives none; the text says why, without secrets
   */
  Optional<AwsCredentials> find() throws IOException;
}
