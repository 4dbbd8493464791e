package io.groundwatch.aws;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks for credentials where AWS's own tools do, in their order: environment, web identity, shared
 * files, container endpoint, instance metadata. Where a profile is asked for, there alone; where a
 * role is, it is taken with what was found.
 */
public final class CredentialChain implements CredentialSource {
  private final Map<String, String> environment;
  private final List<CredentialSource> sources;
  private final SecurityTokenService sts;
  private final Optional<AwsRole> role;

  /**
   * What is asked for.
   *
   * @param profile of the shared files; empty for the usual order
   * @param credentialsFile in place of {@code ~/.aws/credentials}
   * @param role to take in the end
   */
  public record Wanted(
      Optional<String> profile, Optional<Path> credentialsFile, Optional<AwsRole> role) {}

  /**
   * Finds what is wanted.
   *
   * @param near for the services of this host, which no proxy reaches
   * @param far for AWS
   * @param region of the token service
   */
  public CredentialChain(
      Wanted wanted,
      AwsHttp near,
      AwsHttp far,
      String region,
      Map<String, String> environment,
      TimeSource time) {
    this.environment = environment;
    this.sts = new SecurityTokenService(far, environment, region, time);
    this.role = wanted.role();
    CredentialSource instance = new InstanceMetadata(near, environment);
    CredentialSource container = new ContainerCredentials(near, environment);
    Map<String, CredentialSource> places = new LinkedHashMap<>();
    places.put("Environment", this::ofEnvironment);
    places.put("Ec2InstanceMetadata", instance);
    places.put("EcsContainer", container);
    ProfileCredentials.Ways ways =
        new ProfileCredentials.Ways(
            places, sts, new SingleSignOn(far, environment, time), new CredentialProcess(time));
    List<CredentialSource> files = files(wanted, ways);
    if (wanted.profile().isPresent() || wanted.credentialsFile().isPresent()) {
      this.sources = files;
    } else {
      List<CredentialSource> all =
          new ArrayList<>(List.of(this::ofEnvironment, this::ofWebIdentity));
      all.addAll(files);
      all.addAll(List.of(container, instance));
      this.sources = List.copyOf(all);
    }
  }

  private List<CredentialSource> files(Wanted wanted, ProfileCredentials.Ways ways) {
    ProfileFiles files = new ProfileFiles(wanted.credentialsFile(), environment);
    boolean asked = wanted.profile().isPresent() || environment.containsKey("AWS_PROFILE");
    return ProfileFiles.names(wanted.profile(), environment).stream()
        .<CredentialSource>map(name -> new ProfileCredentials(files, name, asked, ways))
        .toList();
  }

  /**
   * The first that is there.
   *
   * @throws IOException where none is, or the one that is set up gives none
   */
  @Override
  public Optional<AwsCredentials> find() throws IOException {
    AwsCredentials found = first();
    return Optional.of(role.isPresent() ? sts.assumeRole(role.get(), found) : found);
  }

  private AwsCredentials first() throws IOException {
    for (int i = 0; i < sources.size(); i++) {
      Optional<AwsCredentials> found;
      try {
        found = sources.get(i).find();
      } catch (IOException e) {
        if (sources.size() > 1 && i == sources.size() - 1) {
          throw none(" (the instance metadata service: " + e.getMessage() + ")", e);
        }
        throw e;
      }
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw none("", null);
  }

  private static IOException none(String why, @Nullable IOException e) {
    return new IOException(
        "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, write"
            + " ~/.aws/credentials, or give this host a role"
            + why,
        e);
  }

  private Optional<AwsCredentials> ofEnvironment() {
    String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
    String token = environment.getOrDefault("AWS_SESSION_TOKEN", "").strip();
    return id.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AwsCredentials(
                id,
                secret,
                Optional.of(token).filter(text -> !text.isEmpty()),
                OptionalLong.empty()));
  }

  private Optional<AwsCredentials> ofWebIdentity() throws IOException {
    String file = environment.getOrDefault("AWS_WEB_IDENTITY_TOKEN_FILE", "");
    String arn = environment.getOrDefault("AWS_ROLE_ARN", "");
    if (file.isEmpty() || arn.isEmpty()) {
      return Optional.empty();
    }
    String session =
        environment.getOrDefault("AWS_ROLE_SESSION_NAME", AwsRole.DEFAULT_SESSION_NAME);
    return Optional.of(
        sts.assumeRoleWithWebIdentity(
            new AwsRole(arn, Optional.empty(), session), ProfileCredentials.token(Path.of(file))));
  }
}
