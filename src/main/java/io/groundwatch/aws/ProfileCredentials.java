package io.groundwatch.aws;

import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The credentials of a profile of the shared files: keys, those of single sign-on or of a command,
 * or a role that is taken with those of another profile, of another place, or with a web identity.
 * Any thread; may wait for the network or the command.
 */
final class ProfileCredentials implements CredentialSource {
  /** A profile may name another as its source; a chain is not endless. */
  private static final int MAX_SOURCES = 5;

  private final ProfileFiles files;
  private final String profile;
  private final boolean named;
  private final Ways ways;

  /**
   * What it takes to get at those that are not in the files.
   *
   * @param places what {@code credential_source} may name
   * @param sts gives those of roles
   * @param sso gives those of single sign-on
   * @param process runs commands that give some
   */
  record Ways(
      Map<String, CredentialSource> places,
      SecurityTokenService sts,
      SingleSignOn sso,
      CredentialProcess process) {}

  /**
   * The credentials of {@code profile}.
   *
   * @param named whether somebody asked for it, so that it is a fault when it is not there
   */
  ProfileCredentials(ProfileFiles files, String profile, boolean named, Ways ways) {
    this.files = files;
    this.profile = profile;
    this.named = named;
    this.ways = ways;
  }

  @Override
  public Optional<AwsCredentials> find() throws IOException {
    Optional<AwsCredentials> found = of(profile, MAX_SOURCES);
    if (found.isEmpty() && named) {
      throw new IOException(
          "the profile "
              + profile
              + " of the shared AWS files gives no credentials (expected: aws_access_key_id and"
              + " aws_secret_access_key, credential_process, sso_session with sso_account_id and"
              + " sso_role_name, or role_arn with source_profile, credential_source or"
              + " web_identity_token_file)");
    }
    return found;
  }

  private Optional<AwsCredentials> of(String name, int left) throws IOException {
    Map<String, String> keys = files.profile(name);
    String role = keys.getOrDefault("role_arn", "");
    boolean ofItself = name.equals(keys.get("source_profile")) && left < MAX_SOURCES;
    if (!role.isEmpty() && !ofItself) {
      return Optional.of(taken(role(keys, role), name, keys, left));
    }
    String id = keys.getOrDefault("aws_access_key_id", "");
    String secret = keys.getOrDefault("aws_secret_access_key", "");
    return id.isEmpty() || secret.isEmpty()
        ? ofOthers(name, keys)
        : Optional.of(
            new AwsCredentials(
                id,
                secret,
                Optional.ofNullable(keys.get("aws_session_token")),
                OptionalLong.empty()));
  }

  /** In the order of AWS's SDKs. */
  private Optional<AwsCredentials> ofOthers(String name, Map<String, String> keys)
      throws IOException {
    if (keys.containsKey("sso_account_id") || keys.containsKey("sso_role_name")) {
      return Optional.of(ways.sso().of(name, keys, files));
    }
    String command = keys.getOrDefault("credential_process", "");
    return command.isEmpty() ? Optional.empty() : Optional.of(ways.process().run(name, command));
  }

  private AwsCredentials taken(AwsRole role, String name, Map<String, String> keys, int left)
      throws IOException {
    String token = keys.getOrDefault("web_identity_token_file", "");
    if (!token.isEmpty()) {
      return ways.sts().assumeRoleWithWebIdentity(role, token(Path.of(token)));
    }
    Optional<AwsCredentials> with = source(name, keys, left);
    if (with.isEmpty()) {
      throw new IOException(
          "the profile " + name + " names a role, and nothing to take it with that is there");
    }
    return ways.sts().assumeRole(role, with.get());
  }

  private Optional<AwsCredentials> source(String name, Map<String, String> keys, int left)
      throws IOException {
    String place = keys.getOrDefault("credential_source", "");
    if (!place.isEmpty()) {
      CredentialSource source = ways.places().get(place);
      if (source == null) {
        throw new IOException(
            "the profile %s has an unknown credential_source (expected: one of %s)"
                .formatted(name, String.join(", ", ways.places().keySet())));
      }
      return source.find();
    }
    if (left == 0) {
      throw new IOException("the profile " + profile + " has too many source_profiles in a row");
    }
    String next = keys.getOrDefault("source_profile", "");
    return next.isEmpty() ? Optional.empty() : of(next, left - 1);
  }

  private static AwsRole role(Map<String, String> keys, String arn) {
    return new AwsRole(
        arn,
        Optional.ofNullable(keys.get("external_id")),
        keys.getOrDefault("role_session_name", AwsRole.DEFAULT_SESSION_NAME));
  }

  /** The token of a web identity; renewed in its file by whoever gave it. */
  static String token(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IOException("the web identity token: " + FileFailure.text(e), e);
    }
  }
}
