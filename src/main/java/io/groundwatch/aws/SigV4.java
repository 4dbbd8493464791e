package io.groundwatch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as AWS Signature Version 4 (IAM User Guide, "Create a signed AWS API request").
 * Immutable, any thread.
 *
 * <p>Signed are the host, {@code Content-Type} and all headers of Amazon's own, and nothing that a
 * proxy may change. The path is encoded once more than it is sent, as all services but S3 want it.
 */
public final class SigV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DATE_CHARS = 8;
  private static final Set<String> SIGNED = Set.of("host", "content-type");
  private static final String UNRESERVED = "-._~";

  private final String region;
  private final String service;

  /** For requests to {@code service}, by its signing name, in {@code region}. */
  public SigV4(String region, String service) {
    this.region = region;
    this.service = service;
  }

  /**
   * A request as it goes over the wire.
   *
   * @param method in capitals
   * @param host with the port, where it is not the usual one
   * @param target path and query, percent-encoded
   * @param headers those that it has already
   * @param body compressed, if it is
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Request(
      String method, String host, String target, Map<String, String> headers, byte[] body) {}

  /** The headers to add, {@code Authorization} among them. */
  public Map<String, String> sign(Request request, AwsCredentials credentials, long wallNanos) {
    String time = TIME.format(Instant.ofEpochSecond(0, wallNanos));
    Map<String, String> added = new TreeMap<>();
    added.put("X-Amz-Date", time);
    credentials.sessionToken().ifPresent(token -> added.put("X-Amz-Security-Token", token));

    Map<String, String> signed = signedHeaders(request, added);
    String names = String.join(";", signed.keySet());
    String date = time.substring(0, DATE_CHARS);
    String scope = date + "/" + region + "/" + service + "/aws4_request";
    String canonical = canonical(request, signed, names);
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hex(sha256(canonical.getBytes(UTF_8))));
    String signature = hex(hmac(key(credentials.secretAccessKey(), date), toSign));
    added.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, credentials.accessKeyId(), scope, names, signature));
    return added;
  }

  private static Map<String, String> signedHeaders(Request request, Map<String, String> added) {
    Map<String, String> signed = new TreeMap<>();
    signed.put("host", request.host());
    for (Map<String, String> headers : List.of(request.headers(), added)) {
      headers.forEach(
          (name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (SIGNED.contains(lower) || lower.startsWith("x-amz-")) {
              signed.put(lower, value.strip().replaceAll(" +", " "));
            }
          });
    }
    return signed;
  }

  private static String canonical(Request request, Map<String, String> signed, String names) {
    int question = request.target().indexOf('?');
    String path = question < 0 ? request.target() : request.target().substring(0, question);
    String query = question < 0 ? "" : request.target().substring(question + 1);
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path.isEmpty() ? "/" : encodedAgain(path),
        sorted(query),
        headers,
        names,
        hex(sha256(request.body())));
  }

  /** All but letters, digits, {@code -._~} and the slashes; what is encoded is so twice then. */
  private static String encodedAgain(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c == '/'
              || UNRESERVED.indexOf(c) >= 0
              || (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z');
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /** By name, then by value; each name with its equals sign. The query is encoded already. */
  private static String sorted(String query) {
    if (query.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>(Arrays.asList(query.split("&", -1)));
    parts.replaceAll(part -> part.indexOf('=') < 0 ? part + "=" : part);
    parts.sort(
        Comparator.comparing((String part) -> part.substring(0, part.indexOf('=')))
            .thenComparing(part -> part.substring(part.indexOf('='))));
    return String.join("&", parts);
  }

  private byte[] key(String secret, String date) {
    byte[] ofDate = hmac(("AWS4" + secret).getBytes(UTF_8), date);
    return hmac(hmac(hmac(ofDate, region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
