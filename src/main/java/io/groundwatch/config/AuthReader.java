package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code auth} of a destination: one of {@code bearer}, {@code basic}, {@code headers},
 * {@code aws}. A secret is named by {@code <key>_file} or is {@code "${env:NAME}"}. No fault shows
 * a value.
 */
final class AuthReader {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final String HEADERS = "headers";
  private static final String AWS = "aws";
  private static final String FILE = "_file";
  private static final int MAX_USER = 255;
  private static final int MAX_NAME = 255;
  private static final int MAX_ARN = 2048;

  private final Faults faults;

  AuthReader(Faults faults) {
    this.faults = faults;
  }

  Optional<AuthConfig> read(ObjectReader auth) {
    List<String> named =
        List.of(BEARER, BEARER + FILE, BASIC, HEADERS, AWS).stream().filter(auth::has).toList();
    if (named.size() != 1) {
      String found = named.isEmpty() ? "names no way" : String.join(" and ", named);
      faults.error(
          auth.place(), found + " (expected: one of bearer_file, bearer, basic, headers, aws)");
    }
    Optional<AuthConfig> bearer = secret(auth, BEARER).map(AuthConfig.Bearer::new);
    Optional<AuthConfig> basic = auth.object(BASIC).flatMap(this::wholeBasic);
    Optional<AuthConfig> headers =
        auth.object(HEADERS)
            .map(new HeadersReader(faults)::read)
            .filter(all -> !all.isEmpty())
            .map(AuthConfig.Headers::new);
    Optional<AuthConfig> aws = auth.object(AWS).map(AuthReader::aws);
    auth.finish(Severity.ERROR);
    return bearer.or(() -> basic).or(() -> headers).or(() -> aws);
  }

  private static AuthConfig aws(ObjectReader reader) {
    AuthConfig aws =
        new AuthConfig.Aws(
            reader.string("region", 1, MAX_NAME),
            reader.string("service", 1, MAX_NAME),
            reader.string("profile", 1, MAX_NAME),
            reader.path("shared_credential_file"),
            reader.string("role_arn", 1, MAX_ARN),
            reader.string("external_id", 1, MAX_ARN));
    if (reader.has("external_id") && !reader.has("role_arn")) {
      reader.error("external_id", "means nothing without role_arn");
    }
    reader.finish(Severity.ERROR);
    return aws;
  }

  private Optional<AuthConfig> wholeBasic(ObjectReader reader) {
    Optional<AuthConfig.Basic> basic = basic(reader);
    reader.finish(Severity.ERROR);
    return basic.map(b -> b);
  }

  /** Reads {@code user} and {@code password} or {@code password_file}, among other members. */
  Optional<AuthConfig.Basic> basic(ObjectReader basic) {
    basic.required("user", "a user name");
    Optional<String> user = basic.string("user", 1, MAX_USER);
    if (user.isPresent() && user.get().indexOf(':') >= 0) {
      basic.error("user", "holds a colon (expected: a user name without one, RFC 7617)");
    }
    if (!basic.has("password") && !basic.has("password" + FILE)) {
      basic.missing("password" + FILE, "a file that holds the password");
    }
    Optional<SecretRef> password = secret(basic, "password");
    return user.flatMap(name -> password.map(secret -> new AuthConfig.Basic(name, secret)));
  }

  /** The secret that {@code <key>_file} or {@code <key>} names. */
  private Optional<SecretRef> secret(ObjectReader reader, String key) {
    Optional<SecretRef> file = reader.path(key + FILE).map(SecretRef.OfFile::new);
    Optional<String> text = reader.string(key, 1, ValueReader.MAX_TEXT);
    boolean literal = text.isPresent() && !SecretRef.OfText.isVariable(text.get());
    if (literal) {
      reader.error(
          key,
          "a secret in the file itself (expected: \"${env:NAME}\", or "
              + key
              + "_file in its place)");
    }
    if (reader.has(key) && reader.has(key + FILE)) {
      reader.error(key, "named twice (expected: " + key + " or " + key + FILE + ")");
    }
    return file.or(() -> literal ? Optional.empty() : text.map(SecretRef.OfText::variable));
  }
}
