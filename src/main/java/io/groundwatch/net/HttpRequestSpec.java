package io.groundwatch.net;

import java.util.Map;

/**
 * A request to send.
 *
 * @param method in capitals
 * @param target path and query, percent-encoded
 * @param headers without {@code Host}, {@code Content-Length} and {@code Connection}, which the
 *     client adds
 * @param body sent as it is, never copied, never written; must not change until the answer
 * @param keptBytes how much of the answer's body is wanted
 */
@SuppressWarnings("ArrayRecordComponent") // the body is carried, never compared
public record HttpRequestSpec(
    String method, String target, Map<String, String> headers, byte[] body, int keptBytes) {
  /** Enough of an answer for its words. */
  public static final int USUAL_KEPT_BYTES = 8 << 10;

  private static final String NAME_CHARACTERS = "!#$%&'*+-.^_`|~";

  /**
   * Keeps its own copy of the headers.
   *
   * @throws IllegalArgumentException where a header cannot be sent (RFC 9110 §5.1 and §5.5); the
   *     text names it, and never repeats its value
   */
  public HttpRequestSpec {
    headers = Map.copyOf(headers);
    headers.forEach(HttpRequestSpec::checkHeader);
  }

  /** A request whose answer is read for its words alone. */
  public HttpRequestSpec(String method, String target, Map<String, String> headers, byte[] body) {
    this(method, target, headers, body, USUAL_KEPT_BYTES);
  }

  private static void checkHeader(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(HttpRequestSpec::isNameCharacter)) {
      throw new IllegalArgumentException("header name: \"" + name + "\" (expected: an HTTP token)");
    }
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
      throw new IllegalArgumentException(
          "value of header "
              + name
              + ": holds a line break or another character that no header may hold"
              + " (expected: printable ASCII)");
    }
  }

  private static boolean isNameCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || NAME_CHARACTERS.indexOf(c) >= 0;
  }

  /** Without header values and body: they are secret. */
  @Override
  public String toString() {
    return method + " " + headers.keySet() + " " + body.length + " bytes";
  }
}
