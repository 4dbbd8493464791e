package io.groundwatch.app;

import io.groundwatch.aws.RegionChain;
import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.BatchSettings;
import io.groundwatch.config.BufferSettings;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProxyConfig;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.config.TlsConfig;
import io.groundwatch.model.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where records go when the configuration names no destination: where the CloudWatch Agent sends
 * them, if there is a region of AWS to send them to; else to standard output. The network is not
 * asked: an agent starts at once.
 */
final class Implied {
  private static final String STDOUT = "stdout";

  /** Addresses of services that only AWS's hosts and containers are told. */
  private static final List<String> TOLD_BY_AWS =
      List.of(
          "AWS_EC2_METADATA_SERVICE_ENDPOINT",
          "ECS_CONTAINER_METADATA_URI_V4",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

  /** EC2 User Guide, "Identify EC2 instances": the vendor since Nitro, the hypervisor before. */
  private static final Map<String, String> MARKS_OF_EC2 =
      Map.of("sys/class/dmi/id/sys_vendor", "Amazon EC2", "sys/hypervisor/uuid", "ec2");

  private final boolean mayLeave;
  private final Map<String, String> environment;
  private final Path root;

  private Implied(boolean mayLeave, Map<String, String> environment, Path root) {
    this.mayLeave = mayLeave;
    this.environment = environment;
    this.root = root;
  }

  /** That of this process. With no configuration, nothing leaves the host. */
  static Implied of(LoadedConfig loaded) {
    return new Implied(!BuiltInConfig.is(loaded), System.getenv(), Path.of("/"));
  }

  /**
   * That of a host.
   *
   * @param root of its file system
   */
  static Implied of(Map<String, String> environment, Path root) {
    return new Implied(true, environment, root);
  }

  /** The destinations that the configuration names, else those that are implied. */
  List<DestinationConfig> inForce(AgentConfig config) {
    return config.destinations().isEmpty() ? destinations(config) : config.destinations();
  }

  /** The destinations, none of which the configuration names. */
  List<DestinationConfig> destinations(AgentConfig config) {
    return isAwsMeant(config) ? config.implied() : List.of(standardOutput());
  }

  private boolean isAwsMeant(AgentConfig config) {
    return mayLeave
        && (config.agent().region().isPresent()
            || isRegionNamed()
            || TOLD_BY_AWS.stream().anyMatch(name -> !environment.getOrDefault(name, "").isEmpty())
            || MARKS_OF_EC2.entrySet().stream().anyMatch(this::isThere));
  }

  private boolean isRegionNamed() {
    try {
      return RegionChain.local(Optional.empty(), environment).isPresent();
    } catch (IOException e) {
      // Whoever wrote files for AWS's tools means AWS; what is wrong with them is said by a send.
      return true;
    }
  }

  private boolean isThere(Map.Entry<String, String> mark) {
    try {
      return Files.readString(root.resolve(mark.getKey())).startsWith(mark.getValue());
    } catch (IOException e) {
      return false; // no such mark on this host, or none that this user may read
    }
  }

  static DestinationConfig standardOutput() {
    return new DestinationConfig(
        STDOUT,
        DestinationConfig.Type.STDOUT,
        Optional.empty(),
        Set.of(SignalKind.values()),
        Optional.empty(),
        TlsConfig.NONE,
        DestinationConfig.DEFAULT_COMPRESSION,
        BatchSettings.UNSET,
        BufferSettings.UNSET,
        new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX),
        DestinationConfig.DEFAULT_TIMEOUT,
        DestinationConfig.DEFAULT_CONCURRENCY,
        Optional.empty(),
        Map.of(),
        new ProxyConfig.None(),
        new ProtocolConfig.Plain());
  }
}
