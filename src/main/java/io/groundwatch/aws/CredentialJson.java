package io.groundwatch.aws;

import io.groundwatch.codec.JsonTree;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads credentials as the metadata services of instances and containers write them, and commands.
 */
final class CredentialJson {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LAST_MILLI = Long.MAX_VALUE / NANOS_PER_MILLI;

  private CredentialJson() {}

  static AwsCredentials read(String json, String place) throws IOException {
    return of(JsonTree.of(json), "Token", place);
  }

  /** As a {@code credential_process} writes them. */
  static AwsCredentials ofProcess(String json, String place) throws IOException {
    JsonTree tree = JsonTree.of(json);
    String version = tree.text("Version");
    if (!version.equals("1")) {
      throw new IOException(
          place
              + (version.isEmpty() ? " wrote no Version" : " wrote another Version")
              + " (expected: JSON with \"Version\": 1)");
    }
    return of(tree, "SessionToken", place);
  }

  private static AwsCredentials of(JsonTree tree, String token, String place) throws IOException {
    String id = tree.text("AccessKeyId");
    String secret = tree.text("SecretAccessKey");
    if (id.isEmpty() || secret.isEmpty()) {
      String said = tree.text("Message").isEmpty() ? tree.text("Code") : tree.text("Message");
      throw new IOException(place + ": no credentials" + (said.isEmpty() ? "" : ": " + said));
    }
    return new AwsCredentials(
        id,
        secret,
        Optional.of(tree.text(token)).filter(text -> !text.isEmpty()),
        time(tree.text("Expiration"), place));
  }

  /** ISO 8601, as nanoseconds since the epoch; some write the year 9999 for never. */
  static OptionalLong time(String text, String place) throws IOException {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long millis = Instant.parse(text).toEpochMilli();
      return OptionalLong.of(Math.min(millis, LAST_MILLI) * NANOS_PER_MILLI);
    } catch (DateTimeException e) {
      throw new IOException(place + ": expires at no time that is known: " + text, e);
    }
  }
}
