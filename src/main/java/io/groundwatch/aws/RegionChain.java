package io.groundwatch.aws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds out which region is meant, where AWS's own tools do. Any thread. */
public final class RegionChain {
  private final Optional<String> profile;
  private final ProfileFiles files;
  private final InstanceMetadata instance;
  private final Map<String, String> environment;

  /** Looks in this order: environment, shared files, instance metadata. */
  public RegionChain(Optional<String> profile, AwsHttp near, Map<String, String> environment) {
    this.profile = profile;
    this.files = new ProfileFiles(Optional.<Path>empty(), environment);
    this.instance = new InstanceMetadata(near, environment);
    this.environment = environment;
  }

  /** Without the network; empty where only the instance can tell. */
  public Optional<String> local() throws IOException {
    for (String variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String region = environment.getOrDefault(variable, "").strip();
      if (!region.isEmpty()) {
        return Optional.of(region);
      }
    }
    String name = profile.orElse(environment.getOrDefault("AWS_PROFILE", "default"));
    return Optional.ofNullable(files.profile(name).get("region"));
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
