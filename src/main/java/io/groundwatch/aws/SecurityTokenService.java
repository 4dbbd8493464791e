package io.groundwatch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks AWS STS for the credentials of a role (API version 2011-06-15, query protocol). Any thread;
 * waits for the network.
 */
final class SecurityTokenService {
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private final AwsHttp http;
  private final URI url;
  private final String region;
  private final TimeSource time;

  /** At the endpoint of {@code region}, unless the environment names another. */
  SecurityTokenService(
      AwsHttp http, Map<String, String> environment, String region, TimeSource time) {
    String usual = "https://" + new AwsEndpoint(region, false, false).host("sts") + "/";
    this.http = http;
    this.url = URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_STS", usual));
    this.region = region;
    this.time = time;
  }

  /** {@code AssumeRole}, asked for with credentials that may take the role. */
  AwsCredentials assumeRole(AwsRole role, AwsCredentials with) throws IOException {
    Map<String, String> form = form("AssumeRole", role);
    role.externalId().ifPresent(id -> form.put("ExternalId", id));
    byte[] body = encoded(form);
    String authority = HttpEndpoint.of(url).authority();
    String target = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    Map<String, String> headers = new LinkedHashMap<>(FORM);
    headers.putAll(
        new SigV4(region, "sts")
            .sign(
                new SigV4.Request("POST", authority, target, FORM, body), with, time.wallNanos()));
    return read(http.post(url, headers, body), role);
  }

  /** {@code AssumeRoleWithWebIdentity}, where the token says who we are. */
  AwsCredentials assumeRoleWithWebIdentity(AwsRole role, String token) throws IOException {
    Map<String, String> form = form("AssumeRoleWithWebIdentity", role);
    form.put("WebIdentityToken", token);
    return read(http.post(url, FORM, encoded(form)), role);
  }

  private static Map<String, String> form(String action, AwsRole role) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", action);
    form.put("Version", "2011-06-15");
    form.put("RoleArn", role.arn());
    form.put("RoleSessionName", role.sessionName());
    return form;
  }

  private static byte[] encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  private static AwsCredentials read(Answer answer, AwsRole role) throws IOException {
    String xml = answer.bodyStart();
    if (answer.status() != 200) {
      throw new IOException(
          "the role %s cannot be taken: STS answered %d: %s: %s"
              .formatted(
                  role.arn(),
                  answer.status(),
                  element(xml, "Code").orElse("no code"),
                  element(xml, "Message").orElse("no message")));
    }
    String place = "STS";
    Optional<String> id = element(xml, "AccessKeyId");
    Optional<String> secret = element(xml, "SecretAccessKey");
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException(place + ": no credentials for the role " + role.arn());
    }
    return new AwsCredentials(
        id.get(),
        secret.get(),
        element(xml, "SessionToken"),
        CredentialJson.time(element(xml, "Expiration").orElse(""), place));
  }

  /** The text of the first element of this name; those that are read hold no markup. */
  private static Optional<String> element(String xml, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }
}
