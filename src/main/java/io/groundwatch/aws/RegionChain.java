package io.groundwatch.aws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds out which region is meant, where AWS's own tools do. Any thread. */
public final class RegionChain {
  private final Optional<String> profile;
  private final InstanceMetadata instance;
  private final Map<String, String> environment;

  /** Looks in this order: environment, shared files, instance metadata. */
  public RegionChain(Optional<String> profile, AwsHttp near, Map<String, String> environment) {
    this.profile = profile;
    this.instance = new InstanceMetadata(near, environment);
    this.environment = environment;
  }

  /** Without the network; empty where only the instance can tell. */
  public Optional<String> local() throws IOException {
    return local(profile, environment);
  }

  /** The same, of a profile or else the usual ones. */
  public static Optional<String> local(Optional<String> profile, Map<String, String> environment)
      throws IOException {
    for (String variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String region = environment.getOrDefault(variable, "").strip();
      if (!region.isEmpty()) {
        return Optional.of(region);
      }
    }
    ProfileFiles files = new ProfileFiles(Optional.<Path>empty(), environment);
    for (String name : ProfileFiles.names(profile, environment)) {
      String region = files.profile(name).get("region");
      if (region != null) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  /**
   * The instance's own; may wait for the network.
   *
   * @throws IOException where it cannot be known; the text says what to do
   */
  public String ofInstance() throws IOException {
    try {
      return instance
          .region()
          .orElseThrow(() -> new IOException("the instance metadata service is switched off"));
    } catch (IOException e) {
      throw new IOException(
          "no AWS region is known: set \"region\" of this destination or AWS_REGION ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
