package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code auth} of a destination: one of {@code bearer}, {@code basic}, {@code headers}. A
 * secret is named by {@code <key>_file} or is {@code "${env:NAME}"}. No fault shows a value.
 */
final class AuthReader {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final String HEADERS = "headers";
  private static final String FILE = "_file";
  private static final int MAX_USER = 255;

  /** RFC 9110 §5.6.2: a token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,255}");

  private final Faults faults;

  AuthReader(Faults faults) {
    this.faults = faults;
  }

  Optional<AuthConfig> read(ObjectReader auth) {
    List<String> named =
        List.of(BEARER, BEARER + FILE, BASIC, HEADERS).stream().filter(auth::has).toList();
    if (named.size() != 1) {
      String found = named.isEmpty() ? "names no way" : String.join(" and ", named);
      faults.error(auth.place(), found + " (expected: one of bearer_file, bearer, basic, headers)");
    }
    Optional<AuthConfig> bearer = secret(auth, BEARER).map(AuthConfig.Bearer::new);
    Optional<AuthConfig> basic = auth.object(BASIC).flatMap(this::basic);
    Optional<AuthConfig> headers = auth.object(HEADERS).flatMap(this::headers);
    auth.finish(Severity.ERROR);
    return bearer.or(() -> basic).or(() -> headers);
  }

  private Optional<AuthConfig> basic(ObjectReader basic) {
    basic.required("user", "a user name");
    Optional<String> user = basic.string("user", 1, MAX_USER);
    if (user.isPresent() && user.get().indexOf(':') >= 0) {
      basic.error("user", "holds a colon (expected: a user name without one, RFC 7617)");
    }
    if (!basic.has("password") && !basic.has("password" + FILE)) {
      basic.missing("password" + FILE, "a file that holds the password");
    }
    Optional<SecretRef> password = secret(basic, "password");
    basic.finish(Severity.ERROR);
    return user.flatMap(name -> password.map(secret -> new AuthConfig.Basic(name, secret)));
  }

  private Optional<AuthConfig> headers(ObjectReader reader) {
    Map<String, SecretRef> headers = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    var entries = reader.entries();
    if (entries.isEmpty()) {
      faults.error(reader.place(), "empty (expected: at least one header)");
    }
    entries.forEach(
        (key, member) -> {
          boolean isFile = key.endsWith(FILE);
          String name = isFile ? key.substring(0, key.length() - FILE.length()) : key;
          if (!HEADER_NAME.matcher(name).matches()) {
            faults.error(
                member.namePlace(), "not a header's name (expected: letters, digits, hyphens)");
          }
          if (!seen.add(name)) {
            faults.error(member.namePlace(), "a second value for this header (expected: one)");
          }
          (isFile ? file(reader, key) : text(reader, key))
              .ifPresent(secret -> headers.put(name, secret));
        });
    return headers.isEmpty() ? Optional.empty() : Optional.of(new AuthConfig.Headers(headers));
  }

  private static Optional<SecretRef> file(ObjectReader reader, String key) {
    return reader.path(key).map(SecretRef.OfFile::new);
  }

  private static Optional<SecretRef> text(ObjectReader reader, String key) {
    Optional<String> text = reader.string(key, 1, ValueReader.MAX_TEXT);
    if (text.isPresent() && SecretRef.OfText.hasOtherPlaceholder(text.get())) {
      reader.error(key, "an unknown placeholder (expected: ${env:NAME})");
    }
    return text.map(SecretRef.OfText::new);
  }

  /** The secret that {@code <key>_file} or {@code <key>} names. */
  private Optional<SecretRef> secret(ObjectReader reader, String key) {
    Optional<SecretRef> file = file(reader, key + FILE);
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
