package io.groundwatch.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The instance metadata service of EC2, version 2 (EC2 User Guide, "Use the Instance Metadata
 * Service"): a token is asked for first. Any thread; waits for the network.
 */
public final class InstanceMetadata implements CredentialSource {
  private static final String IPV4 = "http://169.254.169.254";
  private static final String IPV6 = "http://[fd00:ec2::254]";
  private static final String ROLE = "/latest/meta-data/iam/security-credentials/";
  private static final Map<String, String> TOKEN_FOR_ITS_LIFE =
      Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300");

  private final AwsHttp http;
  private final URI base;
  private final boolean disabled;

  /** Where the environment says that it is, else where it always is. */
  public InstanceMetadata(AwsHttp http, Map<String, String> environment) {
    String mode = environment.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "");
    String usual = mode.equalsIgnoreCase("IPv6") ? IPV6 : IPV4;
    String url = environment.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT", usual);
    this.http = http;
    this.base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    this.disabled =
        environment.getOrDefault("AWS_EC2_METADATA_DISABLED", "").equalsIgnoreCase("true");
  }

  @Override
  public Optional<AwsCredentials> find() throws IOException {
    if (disabled) {
      return Optional.empty();
    }
    Map<String, String> token = token();
    String role = http.get(at(ROLE), token).strip();
    if (role.isEmpty()) {
      return Optional.empty();
    }
    String json = http.get(at(ROLE + role.lines().findFirst().orElse("")), token);
    return Optional.of(CredentialJson.read(json, "the instance metadata service"));
  }

  /** The region that the instance is in; empty where it is none. */
  Optional<String> region() throws IOException {
    return disabled
        ? Optional.empty()
        : Optional.of(http.get(at("/latest/meta-data/placement/region"), token()).strip());
  }

  private Map<String, String> token() throws IOException {
    String token = http.put(at("/latest/api/token"), TOKEN_FOR_ITS_LIFE).strip();
    return Map.of("X-aws-ec2-metadata-token", token);
  }

  private URI at(String path) {
    return URI.create(base + path);
  }
}
