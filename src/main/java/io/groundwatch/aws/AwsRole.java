package io.groundwatch.aws;

import java.util.Optional;

/**
 * A role to take.
 *
 * @param arn its name, {@code arn:aws:iam::…:role/…}
 * @param externalId that its owner may ask for
 * @param sessionName what audit logs call us
 */
public record AwsRole(String arn, Optional<String> externalId, String sessionName) {
  static final String DEFAULT_SESSION_NAME = "groundwatch";

  /** Under the usual session name. */
  public AwsRole(String arn, Optional<String> externalId) {
    this(arn, externalId, DEFAULT_SESSION_NAME);
  }
}
