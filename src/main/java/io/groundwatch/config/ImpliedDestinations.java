package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from a file that names no destination where the CloudWatch Agent would send with it: to
 * CloudWatch, or with metrics to Amazon Managed Service for Prometheus. Source: that agent's
 * configuration schema, {@code credentials}, {@code endpoint_override}, {@code
 * metrics_destinations}.
 */
final class ImpliedDestinations {
  static final String CLOUDWATCH = "cloudwatch";
  private static final String AMP = "amp";
  private static final int MAX_ARN = 2048;
  private static final int MAX_WORKSPACE = 255;
  private final Faults faults;

  ImpliedDestinations(Faults faults) {
    this.faults = faults;
  }

  /** One a kind of signal, since each section has an endpoint and a role of its own. */
  List<DestinationConfig> read(ObjectReader document) {
    Optional<ObjectReader> agent = document.object("agent");
    Optional<String> role = agent.flatMap(this::role);
    boolean dualStack = agent.flatMap(a -> a.bool("use_dualstack_endpoint")).orElse(false);
    ProtocolConfig protocol =
        new ProtocolConfig.CloudWatch(Optional.empty(), dualStack, false, List.of());
    List<DestinationConfig> all = new ArrayList<>();
    Optional<ObjectReader> metrics = document.object("metrics");
    Optional<ObjectReader> named = metrics.flatMap(m -> m.object("metrics_destinations"));
    if (named.isEmpty() || named.get().has(CLOUDWATCH)) {
      all.add(cloudWatch(SignalKind.METRICS, metrics, role, protocol));
    }
    named
        .flatMap(
            destinations -> amp(destinations, metrics.flatMap(this::role).or(() -> role), agent))
        .ifPresent(all::add);
    all.add(cloudWatch(SignalKind.LOGS, document.object("logs"), role, protocol));
    return all;
  }

  private DestinationConfig cloudWatch(
      SignalKind kind,
      Optional<ObjectReader> section,
      Optional<String> agentRole,
      ProtocolConfig protocol) {
    int publishers = section.flatMap(s -> s.integer("concurrency", 1, Integer.MAX_VALUE)).orElse(1);
    return destination(
        CLOUDWATCH,
        DestinationConfig.Type.CLOUDWATCH,
        kind,
        section.flatMap(s -> new UrlReader(faults).readHost(s, ProtocolReader.ENDPOINT)),
        aws(section.flatMap(this::role).or(() -> agentRole), Optional.empty(), Optional.empty()),
        Math.min(publishers, DestinationConfig.MAX_CONCURRENCY),
        protocol);
  }

  private Optional<DestinationConfig> amp(
      ObjectReader destinations, Optional<String> role, Optional<ObjectReader> agent) {
    destinations.known(Set.of(CLOUDWATCH));
    Optional<ObjectReader> amp = destinations.object(AMP);
    destinations.finish(Severity.ERROR);
    if (amp.isEmpty()) {
      return Optional.empty();
    }
    amp.get().required("workspace_id", "the id of a workspace, such as \"ws-…\"");
    Optional<String> workspace = amp.get().string("workspace_id", 1, MAX_WORKSPACE);
    amp.get().finish(Severity.ERROR);
    Optional<String> region = agent.flatMap(a -> a.string("region", 1, MAX_WORKSPACE));
    if (region.isEmpty()) {
      destinations.warn(AMP, "no metrics go to this workspace: set \"region\" under \"agent\"");
      return Optional.empty();
    }
    return workspace.map(
        id ->
            destination(
                AMP,
                DestinationConfig.Type.PROMETHEUS_REMOTE_WRITE,
                SignalKind.METRICS,
                UrlReader.parse(
                    "https://aps-workspaces.%s.amazonaws.com/workspaces/%s/api/v1/remote_write"
                        .formatted(region.get(), id)),
                aws(role, region, Optional.of("aps")),
                DestinationConfig.DEFAULT_CONCURRENCY,
                new ProtocolConfig.RemoteWrite(ProtocolConfig.RemoteWrite.Version.V1, Map.of())));
  }

  private Optional<String> role(ObjectReader section) {
    Optional<ObjectReader> credentials = section.object("credentials");
    Optional<String> role = credentials.flatMap(c -> c.string("role_arn", 0, MAX_ARN));
    credentials.ifPresent(c -> c.finish(Severity.ERROR));
    return role.filter(arn -> !arn.isEmpty());
  }

  private static AuthConfig aws(
      Optional<String> role, Optional<String> region, Optional<String> service) {
    return new AuthConfig.Aws(
        region, service, Optional.empty(), Optional.empty(), role, Optional.empty());
  }

  private static DestinationConfig destination(
      String name,
      DestinationConfig.Type type,
      SignalKind kind,
      Optional<URI> url,
      AuthConfig auth,
      int concurrency,
      ProtocolConfig protocol) {
    return new DestinationConfig(
        name,
        type,
        url,
        Set.of(kind),
        Optional.of(auth),
        TlsConfig.NONE,
        Compression.GZIP,
        BatchSettings.UNSET,
        BufferSettings.UNSET,
        new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX),
        DestinationConfig.DEFAULT_TIMEOUT,
        concurrency,
        Optional.empty(),
        Map.of(),
        new ProxyConfig.OfEnvironment(),
        protocol);
  }
}
