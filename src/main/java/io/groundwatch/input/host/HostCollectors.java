package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oshi.spi.SystemInfoFactory;
import oshi.spi.SystemInfoProvider;
import oshi.util.GlobalConfig;

/**
 * Makes the collectors that a configuration names: the one list of them. To add one, write it, add
 * its fields to {@link io.groundwatch.config.HostFields} and a line to {@link #collector}.
 *
 * <p>OSHI takes the best backend on the class path: JNA where oshi-core is there, else the one
 * without native code, which serves Linux. It is made once, since remaking it is dear.
 */
public final class HostCollectors {
  private static final String LINUX = "Linux";

  /** Inputs that may hang, and the thread beside: file systems, processes, drivers, commands. */
  private static final Map<String, String> ASIDE = Map.of("disk", "disk");

  private final String namespace;
  private final Dimensions base;
  private final HostRoots roots;
  private final boolean linux;
  private final SystemInfoProvider oshi;

  /** Reads the kernel's files below {@code roots}. */
  HostCollectors(
      String namespace, Dimensions base, HostRoots roots, boolean linux, SystemInfoProvider oshi) {
    this.namespace = namespace;
    this.base = base;
    this.roots = roots;
    this.linux = linux;
    this.oshi = oshi;
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
      List<HostInputConfig> inputs, String namespace, Dimensions base, HostRoots roots) {
    boolean linux = System.getProperty("os.name", "").startsWith(LINUX);
    if (linux && !roots.proc().equals(HostRoots.OWN.proc())) {
      GlobalConfig.set(GlobalConfig.OSHI_UTIL_PROC_PATH, roots.proc().toString());
      GlobalConfig.set(GlobalConfig.OSHI_UTIL_SYS_PATH, roots.sys().toString());
    }
    HostCollectors collectors =
        new HostCollectors(namespace, base, roots, linux, SystemInfoFactory.create());
    return inputs.stream()
        .map(
            input ->
                new CollectorSchedule(
                    collectors.collector(input),
                    input.intervalSeconds(),
                    Optional.ofNullable(ASIDE.get(input.name()))))
        .toList();
  }

  /** The collector of one input. */
  Collector collector(HostInputConfig input) {
    return switch (input.name()) {
      case "cpu" -> cpu(input);
      case "mem" ->
          new MemCollector(input, namespace, base, linux ? new ProcMem(roots) : new OshiMem(oshi));
      case "swap" ->
          new SwapCollector(
              input, namespace, base, linux ? new ProcSwap(roots) : new OshiSwap(oshi));
      case "disk" -> disk(input);
      case "diskio" ->
          new DiskIoCollector(
              input, namespace, base, linux ? new ProcDisks(roots) : new OshiDisks(oshi));
      case "net" -> net(input);
      case "system" -> new SystemCollector(input, namespace, base, new OshiSystem(oshi));
      default -> throw new IllegalArgumentException("input: " + input.name() + " (unknown)");
    };
  }

  private Collector cpu(HostInputConfig input) {
    boolean times = input.measurements().stream().anyMatch(m -> m.field().startsWith("time_"));
    long bootSeconds = times ? oshi.getOperatingSystem().getSystemBootTime() : 0;
    return new CpuCollector(
        input,
        namespace,
        base,
        linux ? new ProcCpu(roots) : new OshiCpu(oshi),
        TimeUnit.SECONDS.toNanos(bootSeconds));
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
