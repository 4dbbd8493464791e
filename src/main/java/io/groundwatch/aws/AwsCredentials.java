package io.groundwatch.aws;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who we are to AWS.
 *
 * @param accessKeyId the name of the key; no secret
 * @param secretAccessKey the key
 * @param sessionToken that goes with keys that expire
 * @param expiresNanos when they do, in nanoseconds since the epoch; empty where they do not
 */
public record AwsCredentials(
    String accessKeyId,
    String secretAccessKey,
    Optional<String> sessionToken,
    OptionalLong expiresNanos) {
  /** Keys that do not expire. */
  public static AwsCredentials lasting(String accessKeyId, String secretAccessKey) {
    return new AwsCredentials(accessKeyId, secretAccessKey, Optional.empty(), OptionalLong.empty());
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "AwsCredentials[" + accessKeyId + "]";
  }
}
