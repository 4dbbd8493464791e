package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import oshi.spi.SystemInfoProvider;

/**
 * Makes the collectors of the inputs that the CloudWatch Agent does not have. All but {@code
 * system} and {@code sensors} read what only Linux has; elsewhere they say so once.
 */
final class OwnCollectors {
  /** As long as an answer over D-Bus may take on a busy host. */
  private static final Duration SYSTEMCTL_PATIENCE = Duration.ofSeconds(5);

  private final String namespace;
  private final Dimensions base;
  private final HostRoots roots;
  private final Path ownRoot;
  private final boolean linux;
  private final SystemInfoProvider oshi;
  private final TimeSource time;

  /**
   * Reads the kernel's files below {@code roots}.
   *
   * @param ownRoot below which the agent's own cgroup is looked for, even in a container that sees
   *     its host: {@code /}
   */
  OwnCollectors(
      String namespace,
      Dimensions base,
      HostRoots roots,
      Path ownRoot,
      boolean linux,
      SystemInfoProvider oshi,
      TimeSource time) {
    this.namespace = namespace;
    this.base = base;
    this.roots = roots;
    this.ownRoot = ownRoot;
    this.linux = linux;
    this.oshi = oshi;
    this.time = time;
  }

  /** The collector of one input. */
  Collector collector(HostInputConfig input) {
    return switch (input.name()) {
      case "system" -> SystemCollector.of(input, namespace, base, system(input));
      case "sensors" -> new SensorsCollector(input, namespace, base, sensors(input));
      default ->
          linux ? ofLinux(input) : new AbsentCollector(input.name(), "only Linux tells these");
    };
  }

  private Collector ofLinux(HostInputConfig input) {
    return switch (input.name()) {
      case "psi" -> PsiCollector.of(input, namespace, base, new ProcPressure(roots));
      case "conntrack" -> new ConntrackCollector(input, namespace, base, new ProcConntrack(roots));
      case "tcp" -> TcpCollector.of(input, namespace, base, new ProcSnmp(roots));
      case "udp" -> UdpCollector.of(input, namespace, base, new ProcSnmp(roots));
      case "io_errors" ->
          IoErrorsCollector.of(
              input, namespace, base, new SysIoErrors(roots, new ProcMounts(roots)));
      case "cgroup" -> new CgroupCollector(input, namespace, base, new OwnCgroup(ownRoot, time));
      case "systemd" -> new SystemdCollector(input, namespace, base, systemd(input));
      default -> throw new IllegalArgumentException("input: " + input.name() + " (unknown)");
    };
  }

  private Source<SystemReading> system(HostInputConfig input) {
    Set<String> wanted = wanted(input);
    return linux ? new ProcSystem(roots, wanted) : new OshiSystem(oshi, wanted);
  }

  /** OSHI knows of Linux what is in hwmon, and beyond it thermal zones. */
  private List<Source<List<SensorReading>>> sensors(HostInputConfig input) {
    OshiSensors any = new OshiSensors(oshi);
    return linux ? List.of(new HwmonSensors(roots, wanted(input)), any) : List.of(any);
  }

  private Source<SystemdReading> systemd(HostInputConfig input) {
    return new Systemctl(
        List.of("systemctl"),
        input.resources().orElse(List.of()),
        new HostCommand(SYSTEMCTL_PATIENCE));
  }

  private static Set<String> wanted(HostInputConfig input) {
    return input.measurements().stream()
        .map(Measurement::field)
        .collect(Collectors.toUnmodifiableSet());
  }
}
