package io.groundwatch.aws;

import io.groundwatch.codec.JsonTree;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads credentials as the metadata services of instances and containers write them. */
final class CredentialJson {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private CredentialJson() {}

  static AwsCredentials read(String json, String place) throws IOException {
    JsonTree tree = JsonTree.of(json);
    String id = tree.text("AccessKeyId");
    String secret = tree.text("SecretAccessKey");
    if (id.isEmpty() || secret.isEmpty()) {
      String said = tree.text("Message").isEmpty() ? tree.text("Code") : tree.text("Message");
      throw new IOException(place + ": no credentials" + (said.isEmpty() ? "" : ": " + said));
    }
    return new AwsCredentials(
        id,
        secret,
        Optional.of(tree.text("Token")).filter(token -> !token.isEmpty()),
        time(tree.text("Expiration"), place));
  }

  /** ISO 8601, as nanoseconds since the epoch. */
  static OptionalLong time(String text, String place) throws IOException {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(text).toEpochMilli() * NANOS_PER_MILLI);
    } catch (DateTimeException e) {
      throw new IOException(place + ": expires at no time that is known: " + text, e);
    }
  }
}
