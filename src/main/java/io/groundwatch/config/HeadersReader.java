package io.groundwatch.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads an object of headers: each value a text, in which {@code ${env:NAME}} stands for a
 * variable, or under {@code <name>_file} the file that holds it. No fault shows a value.
 */
final class HeadersReader {
  private static final String FILE = "_file";

  /** RFC 9110 §5.6.2: a token. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,255}");

  /** What the request itself decides; another value would break it. */
  private static final Set<String> OURS =
      caseless(
          Set.of(
              "Connection",
              "Content-Encoding",
              "Content-Length",
              "Content-Type",
              "Expect",
              "Host",
              "Idempotency-Key",
              "Keep-Alive",
              "Proxy-Authorization",
              "TE",
              "Trailer",
              "Transfer-Encoding",
              "Upgrade",
              "User-Agent"));

  private final Faults faults;

  HeadersReader(Faults faults) {
    this.faults = faults;
  }

  /** The headers in the order of the file. */
  Map<String, SecretRef> read(ObjectReader reader) {
    Map<String, SecretRef> headers = new LinkedHashMap<>();
    Set<String> seen = caseless(Set.of());
    var entries = reader.entries();
    if (entries.isEmpty()) {
      faults.error(reader.place(), "empty (expected: at least one header)");
    }
    entries.forEach(
        (key, member) -> {
          boolean isFile = key.endsWith(FILE);
          String name = isFile ? key.substring(0, key.length() - FILE.length()) : key;
          nameFault(name, seen).ifPresent(fault -> faults.error(member.namePlace(), fault));
          seen.add(name);
          (isFile ? file(reader, key) : text(reader, key))
              .ifPresent(value -> headers.put(name, value));
        });
    return headers;
  }

  private static Optional<String> nameFault(String name, Set<String> seen) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("not a header's name (expected: letters, digits, hyphens)");
    }
    if (OURS.contains(name)) {
      return Optional.of("is set by the agent itself (expected: another header)");
    }
    return seen.contains(name)
        ? Optional.of("a second value for this header (expected: one)")
        : Optional.empty();
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

  private static Set<String> caseless(Set<String> names) {
    Set<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    caseless.addAll(names);
    return caseless;
  }
}
