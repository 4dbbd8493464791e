package io.groundwatch.aws;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.JsonTree;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials of IAM Identity Center: those of a role, for the token of somebody who has run {@code
 * aws sso login} (AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider").
 * The token is renewed while it can be, in the file that AWS's tools read too. Any thread; waits
 * for the network.
 */
final class SingleSignOn {
  private static final Logger log = LoggerFactory.getLogger(SingleSignOn.class);

  /** AWS's tools renew a token so long before it expires. */
  private static final long EARLY_NANOS = TimeUnit.MINUTES.toNanos(15);

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final AwsHttp http;
  private final Map<String, String> environment;
  private final TimeSource time;

  SingleSignOn(AwsHttp http, Map<String, String> environment, TimeSource time) {
    this.http = http;
    this.environment = environment;
    this.time = time;
  }

  /**
   * Those of a profile.
   *
   * @param keys what the files say of it
   */
  AwsCredentials of(String profile, Map<String, String> keys, ProfileFiles files)
      throws IOException {
    String session = keys.getOrDefault("sso_session", "");
    Map<String, String> portal = session.isEmpty() ? keys : files.session(session);
    String place = "the profile " + profile + ": single sign-on";
    String account = needed(keys, "sso_account_id", place);
    String role = needed(keys, "sso_role_name", place);
    String start = needed(portal, "sso_start_url", place);
    String region = needed(portal, "sso_region", place);
    Path file =
        SsoToken.file(
            Path.of(environment.getOrDefault("HOME", "/")), session.isEmpty() ? start : session);
    SsoToken token = token(file, region, profile, place);
    String query = "?role_name=" + encoded(role) + "&account_id=" + encoded(account);
    Answer answer =
        http.look(
            at("SSO", "portal.sso", region, "/federation/credentials" + query),
            Map.of("x-amz-sso_bearer_token", token.accessToken()));
    if (answer.status() == 401) {
      throw loginNeeded(place + ": the token is not accepted any more", profile);
    }
    return read(answer, place);
  }

  private static AwsCredentials read(Answer answer, String place) throws IOException {
    JsonTree json = JsonTree.of(answer.bodyStart());
    JsonTree found = json.at("roleCredentials");
    String id = found.text("accessKeyId");
    String secret = found.text("secretAccessKey");
    if (answer.status() != 200 || id.isEmpty() || secret.isEmpty()) {
      throw new IOException(
          "%s: no credentials: the portal answered %d %s"
              .formatted(place, answer.status(), json.text("message"))
              .strip());
    }
    Optional<Long> millis = found.at("expiration").number();
    return new AwsCredentials(
        id,
        secret,
        Optional.of(found.text("sessionToken")).filter(text -> !text.isEmpty()),
        millis.isPresent()
            ? OptionalLong.of(millis.get() * NANOS_PER_MILLI)
            : OptionalLong.empty());
  }

  private SsoToken token(Path file, String region, String profile, String place)
      throws IOException {
    SsoToken token =
        SsoToken.read(file)
            .orElseThrow(() -> loginNeeded(place + ": there is no token in " + file, profile));
    if (token.holds(time.wallNanos(), EARLY_NANOS, place)) {
      return token;
    }
    try {
      Optional<SsoToken> next = renewed(token, file, region, place);
      if (next.isPresent()) {
        return next.get();
      }
    } catch (IOException e) {
      if (!token.holds(time.wallNanos(), 0, place)) {
        throw e;
      }
      log.warn("{} is not renewed: {}.", place, FileFailure.text(e));
    }
    // Another lane, or a tool of AWS's, may have been faster: a token is renewed only once.
    SsoToken latest = SsoToken.read(file).orElse(token);
    if (!latest.holds(time.wallNanos(), 0, place)) {
      throw loginNeeded(place + ": the token has expired", profile);
    }
    return latest;
  }

  private Optional<SsoToken> renewed(SsoToken token, Path file, String region, String place)
      throws IOException {
    if (!token.isRenewable(time.wallNanos(), place)) {
      return Optional.empty();
    }
    if (!Files.isWritable(file.getParent())) {
      // The old refresh token may be good for nothing then, and nobody would have the new one.
      log.warn("{} is not renewed: {} cannot be written.", place, file.getParent());
      return Optional.empty();
    }
    Answer answer = http.post(at("SSO_OIDC", "oidc", region, "/token"), JSON, request(token));
    JsonTree json = JsonTree.of(answer.bodyStart());
    Optional<Long> seconds = json.at("expiresIn").number();
    if (answer.status() != 200 || json.text("accessToken").isEmpty() || seconds.isEmpty()) {
      log.warn(
          "{} is not renewed: the server answered {} {}.",
          place,
          answer.status(),
          json.text("error"));
      return Optional.empty();
    }
    String expires =
        Instant.ofEpochSecond(0, time.wallNanos())
            .plusSeconds(seconds.get())
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    SsoToken next = token.next(json.text("accessToken"), expires, json.text("refreshToken"));
    next.write(file);
    return Optional.of(next);
  }

  private static byte[] request(SsoToken token) {
    JsonBytes json = new JsonBytes();
    json.raw("{\"grantType\":\"refresh_token\"");
    for (String name : new String[] {"clientId", "clientSecret", "refreshToken"}) {
      json.raw(",").string(name).raw(":").string(token.get(name));
    }
    return json.raw("}").toByteArray();
  }

  /** At the service's usual address, unless the environment names another. */
  private URI at(String service, String label, String region, String path) {
    String usual = "https://" + new AwsEndpoint(region, false, false).host(label);
    String base = environment.getOrDefault("AWS_ENDPOINT_URL_" + service, usual);
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static String needed(Map<String, String> keys, String key, String place)
      throws IOException {
    String value = keys.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new IOException(place + " needs " + key);
    }
    return value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static IOException loginNeeded(String what, String profile) {
    return new IOException(
        what + ": run aws sso login --profile " + profile + ", as the agent's user");
  }
}
