package io.groundwatch.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials endpoint of ECS tasks and EKS pods (AWS SDKs and Tools Reference Guide,
 * "Container credential provider"). Any thread; waits for the network.
 */
final class ContainerCredentials implements CredentialSource {
  private static final String ECS = "http://169.254.170.2";

  /** Those to which a token may go without TLS. */
  private static final Set<String> OF_THIS_HOST =
      Set.of("localhost", "127.0.0.1", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23");

  private final AwsHttp http;
  private final Map<String, String> environment;

  ContainerCredentials(AwsHttp http, Map<String, String> environment) {
    this.http = http;
    this.environment = environment;
  }

  @Override
  public Optional<AwsCredentials> find() throws IOException {
    String relative = environment.getOrDefault("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
    String full = environment.getOrDefault("AWS_CONTAINER_CREDENTIALS_FULL_URI", "");
    if (relative.isEmpty() && full.isEmpty()) {
      return Optional.empty();
    }
    URI url = url(relative.isEmpty() ? full : ECS + relative);
    String json = http.get(url, authorization());
    return Optional.of(CredentialJson.read(json, "the container credentials endpoint"));
  }

  private static URI url(String text) throws IOException {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("AWS_CONTAINER_CREDENTIALS_FULL_URI: not an address", e);
    }
    String host = String.valueOf(url.getHost()).replaceAll("[\\[\\]]", "");
    if (!"https".equalsIgnoreCase(url.getScheme()) && !OF_THIS_HOST.contains(host)) {
      throw new IOException(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI: neither https: nor an address of this host");
    }
    return url;
  }

  private Map<String, String> authorization() throws IOException {
    String file = environment.getOrDefault("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "");
    String token =
        file.isEmpty()
            ? environment.getOrDefault("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")
            : Files.readString(Path.of(file));
    return token.isBlank() ? Map.of() : Map.of("Authorization", token.strip());
  }
}
