package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.spi.SystemInfoFactory;
import oshi.spi.SystemInfoProvider;
import oshi.util.GlobalConfig;

/**
 * Makes the collectors that a configuration names: the one list of them. To add one, write it, add
 * its fields to {@link io.groundwatch.config.HostFields} and a line to {@link #plain}.
 *
 * <p>OSHI takes the best backend on the class path: JNA where oshi-core is there, else the one
 * without native code, which serves Linux. It is made once, since remaking it is dear.
 */
public final class HostCollectors {
  private static final Logger log = LoggerFactory.getLogger(HostCollectors.class);
  private static final String LINUX = "Linux";
  private static final Path OWN_ROOT = Path.of("/");

  /** Inputs that may hang, and the thread beside: file systems, processes, drivers, commands. */
  private static final Map<String, String> ASIDE =
      Map.of(
          "disk", "disk",
          "processes", "processes",
          "procstat", "processes",
          "netstat", "net",
          "ethtool", "net",
          "nvidia_smi", "gpu",
          "systemd", "systemd",
          "sensors", "sensors");

  /** Inputs that read what other systems do not have. */
  private static final Set<String> LINUX_ALONE = Set.of("procstat", "ethtool");

  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

  private final String namespace;
  private final Dimensions base;
  private final HostRoots roots;
  private final boolean linux;
  private final SystemInfoProvider oshi;
  private final ProcessTable processes;
  private int procstatEntries;
  private final TimeSource time;

  /** Reads the kernel's files below {@code roots}. */
  HostCollectors(
      String namespace,
      Dimensions base,
      HostRoots roots,
      boolean linux,
      SystemInfoProvider oshi,
      TimeSource time) {
    this.namespace = namespace;
    this.base = base;
    this.roots = roots;
    this.linux = linux;
    this.oshi = oshi;
    this.processes = new ProcessTable(roots);
    this.time = time;
  }

  /**
   * Makes the collectors of {@code inputs} for this host.
   *
   * @param namespace of every metric
   * @param base the dimensions of every series: the host and what is appended to all
   * @param roots where the host's own files are
   * @throws IllegalArgumentException if an input or a field is not one of {@code HostFields}
   */
  public static List<CollectorSchedule> open(
      List<HostInputConfig> inputs,
      String namespace,
      Dimensions base,
      HostRoots roots,
      TimeSource time) {
    boolean linux = System.getProperty("os.name", "").startsWith(LINUX);
    if (linux && !roots.proc().equals(HostRoots.OWN.proc())) {
      GlobalConfig.set(GlobalConfig.OSHI_UTIL_PROC_PATH, roots.proc().toString());
      GlobalConfig.set(GlobalConfig.OSHI_UTIL_SYS_PATH, roots.sys().toString());
    }
    HostCollectors collectors =
        new HostCollectors(namespace, base, roots, linux, SystemInfoFactory.create(), time);
    return inputs.stream()
        .filter(collectors::isServed)
        .map(
            input ->
                new CollectorSchedule(
                    collectors.collector(input),
                    input.intervalSeconds(),
                    Optional.ofNullable(ASIDE.get(input.name()))))
        .toList();
  }

  private boolean isServed(HostInputConfig input) {
    boolean served = linux || !LINUX_ALONE.contains(input.name());
    if (!served) {
      log.warn("Of {} nothing is collected: it is served on Linux alone.", input.name());
    }
    return served;
  }

  /** The collector of one input. */
  Collector collector(HostInputConfig input) {
    boolean mayMeet = !input.rollUps().isEmpty() || input.process().isPresent();
    return mayMeet ? new ValueSets(plain(input)) : plain(input);
  }

  private Collector plain(HostInputConfig input) {
    return switch (input.name()) {
      case "cpu" -> cpu(input);
      case "mem" ->
          MemCollector.of(input, namespace, base, linux ? new ProcMem(roots) : new OshiMem(oshi));
      case "swap" ->
          SwapCollector.of(
              input, namespace, base, linux ? new ProcSwap(roots) : new OshiSwap(oshi));
      case "disk" -> disk(input);
      case "diskio" ->
          new DiskIoCollector(
              input, namespace, base, linux ? new ProcDisks(roots) : new OshiDisks(oshi));
      case "net" -> net(input);
      case "netstat" ->
          NetstatCollector.of(
              input, namespace, base, linux ? new ProcSockets(roots) : new OshiSockets(oshi));
      case "processes" ->
          ProcessesCollector.of(
              input, namespace, base, linux ? new ProcProcesses(roots) : new OshiProcesses(oshi));
      case "procstat" ->
          new ProcstatCollector(
              "procstat/" + procstatEntries++, input, namespace, base, roots, processes);
      case "ethtool" ->
          new EthtoolCollector(
              input,
              namespace,
              base,
              new SysLinks(input, roots),
              new HostCommand(COMMAND_PATIENCE),
              "ethtool");
      case "nvidia_smi" ->
          new GpuCollector(input, namespace, base, new HostCommand(COMMAND_PATIENCE), "nvidia-smi");
      default -> own(input);
    };
  }

  private Collector own(HostInputConfig input) {
    return new OwnCollectors(namespace, base, roots, OWN_ROOT, linux, oshi, time).collector(input);
  }

  private Collector cpu(HostInputConfig input) {
    boolean times = input.measurements().stream().anyMatch(m -> m.field().startsWith("time_"));
    long bootSeconds = times ? bootSeconds() : 0;
    return new CpuCollector(
        input,
        namespace,
        base,
        linux ? new ProcCpu(roots) : new OshiCpu(oshi),
        TimeUnit.SECONDS.toNanos(bootSeconds));
  }

  private long bootSeconds() {
    try {
      return linux ? ProcCpu.bootSeconds(roots) : oshi.getOperatingSystem().getSystemBootTime();
    } catch (IOException e) {
      // The collector reads the same file, and will say what is wrong with it.
      return 0;
    }
  }

  private Collector disk(HostInputConfig input) {
    MountFilter wanted = new MountFilter(input);
    if (!linux) {
      return new DiskCollector(input, namespace, base, new OshiVolumes(oshi, wanted));
    }
    boolean inodes =
        input.measurements().stream().map(Measurement::field).anyMatch(f -> f.contains("inodes"));
    StatCommand stat = new StatCommand(roots);
    return new DiskCollector(
        input,
        namespace,
        base,
        new LinuxVolumes(new ProcMounts(roots), wanted, roots, stat, inodes));
  }

  private Collector net(HostInputConfig input) {
    boolean named = !new ResourceFilter(input.resources().orElse(List.of())).all();
    return linux
        ? new NetCollector(input, namespace, base, new ProcNet(roots), new LinkFlags(roots))
        : new NetCollector(input, namespace, base, new OshiNet(oshi, named), name -> true);
  }
}
