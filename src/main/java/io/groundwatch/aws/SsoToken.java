package io.groundwatch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The token that {@code aws sso login} leaves in {@code ~/.aws/sso/cache}, in the file and with the
 * names of AWS's own tools, which share it. Immutable, any thread.
 *
 * @param fields all of them are secret but the times, the region and the start URL
 */
record SsoToken(Map<String, String> fields) {
  private static final String ACCESS_TOKEN = "accessToken";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String REFRESH_TOKEN = "refreshToken";

  /** Keeps its own copy. */
  SsoToken {
    fields = Map.copyOf(fields);
  }

  /** The file of a session, or of the start URL where a profile names no session. */
  static Path file(Path home, String sessionOrUrl) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(sessionOrUrl.getBytes(UTF_8));
      return home.resolve(".aws/sso/cache").resolve(HexFormat.of().formatHex(hash) + ".json");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** What is in the file; empty where there is none, or no token in it. */
  static Optional<SsoToken> read(Path file) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      JsonTree.of(Files.readString(file))
          .members()
          .forEach((name, value) -> fields.put(name, value.text()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(file + ": " + FileFailure.reason(e), e);
    }
    return fields.getOrDefault(ACCESS_TOKEN, "").isEmpty()
        ? Optional.empty()
        : Optional.of(new SsoToken(fields));
  }

  /** Puts it into the file in one step, for its owner alone. */
  void write(Path file) throws IOException {
    JsonBytes json = new JsonBytes();
    String before = "{";
    for (Map.Entry<String, String> field : fields.entrySet()) {
      json.raw(before).string(field.getKey()).raw(":").string(field.getValue());
      before = ",";
    }
    json.raw("}");
    Path fresh = Files.createTempFile(file.getParent(), "groundwatch", ".tmp");
    try {
      write(fresh, ByteBuffer.wrap(json.toByteArray()));
      StateFiles.replace(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out = StateFiles.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    }
  }

  /** Goes with requests for credentials. */
  String accessToken() {
    return get(ACCESS_TOKEN);
  }

  /** A field; empty where there is none. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Whether it still is good in {@code nanos} from {@code wallNanos}. */
  boolean holds(long wallNanos, long nanos, String place) throws IOException {
    return until(EXPIRES_AT, place) - wallNanos > nanos;
  }

  /** Whether there is all that it takes to ask for the next one. */
  boolean isRenewable(long wallNanos, String place) throws IOException {
    return !get(REFRESH_TOKEN).isEmpty()
        && !get("clientId").isEmpty()
        && !get("clientSecret").isEmpty()
        && until("registrationExpiresAt", place) > wallNanos;
  }

  /** The next one; the server may give a new refresh token with it or let the old one be. */
  SsoToken next(String accessToken, String expiresAt, String refreshToken) {
    Map<String, String> next = new LinkedHashMap<>(fields);
    next.put(ACCESS_TOKEN, accessToken);
    next.put(EXPIRES_AT, expiresAt);
    if (!refreshToken.isEmpty()) {
      next.put(REFRESH_TOKEN, refreshToken);
    }
    return new SsoToken(next);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SsoToken[" + get(EXPIRES_AT) + "]";
  }

  /** AWS's tools have written {@code UTC} for {@code Z} before. */
  private long until(String field, String place) throws IOException {
    return CredentialJson.time(get(field).replaceFirst("UTC$", "Z"), place).orElse(0);
  }
}
