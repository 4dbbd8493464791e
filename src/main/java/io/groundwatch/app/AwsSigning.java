package io.groundwatch.app;

import io.groundwatch.aws.AwsRole;
import io.groundwatch.aws.CredentialCache;
import io.groundwatch.aws.CredentialChain;
import io.groundwatch.aws.CredentialSource;
import io.groundwatch.aws.RegionChain;
import io.groundwatch.aws.SigV4;
import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.output.Authorizer;
import io.groundwatch.output.AwsAuthorizer;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Finds what signatures to AWS need: the region, and credentials. */
final class AwsSigning {
  private final Ways ways;
  private final Map<String, String> environment;
  private final TimeSource time;

  AwsSigning(Ways ways, Map<String, String> environment, TimeSource time) {
    this.ways = ways;
    this.environment = environment;
    this.time = time;
  }

  /** The region of a destination; empty where only the network can tell. */
  Optional<String> region(DestinationConfig config, Optional<String> named) throws IOException {
    return localRegion(config, named, environment);
  }

  /** The same, for whoever does not sign. */
  static Optional<String> localRegion(
      DestinationConfig config, Optional<String> named, Map<String, String> environment)
      throws IOException {
    Optional<String> known = named.or(() -> auth(config).region());
    return known.isPresent() ? known : RegionChain.local(auth(config).profile(), environment);
  }

  /** The region that this instance is in; waits for the network. */
  String regionOfInstance(DestinationConfig config) throws IOException {
    return regions(config).ofInstance();
  }

  /**
   * Signs requests to {@code url}, which its own secret headers go with.
   *
   * @param service that signatures name, where the configuration names none
   */
  Authorizer authorizer(
      DestinationConfig config, URI url, String region, String service, ConfiguredHeaders headers) {
    AuthConfig.Aws auth = auth(config);
    return Authorizer.both(
        headers,
        new AwsAuthorizer(
            new SigV4(auth.region().orElse(region), auth.service().orElse(service)),
            new CredentialCache(credentials(config, region), time),
            HttpEndpoint.of(url).authority(),
            time));
  }

  /** Where the credentials of a destination in {@code region} come from. */
  CredentialSource credentials(DestinationConfig config, String region) {
    AuthConfig.Aws auth = auth(config);
    return new CredentialChain(
        new CredentialChain.Wanted(
            auth.profile(),
            auth.credentialsFile(),
            auth.roleArn().map(arn -> new AwsRole(arn, auth.externalId()))),
        ways.near(),
        ways.far(config),
        region,
        environment,
        time);
  }

  private RegionChain regions(DestinationConfig config) {
    return new RegionChain(auth(config).profile(), ways.near(), environment);
  }

  private static AuthConfig.Aws auth(DestinationConfig config) {
    return config
        .auth()
        .filter(AuthConfig.Aws.class::isInstance)
        .map(AuthConfig.Aws.class::cast)
        .orElse(AuthConfig.Aws.UNSET);
  }
}
