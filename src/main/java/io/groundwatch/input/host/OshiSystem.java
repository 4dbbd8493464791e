package io.groundwatch.input.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.software.os.FileSystem;
import oshi.software.os.OSSession;
import oshi.spi.SystemInfoProvider;

/** Any system: what OSHI tells, which is neither forks nor entropy. */
final class OshiSystem implements Source<SystemReading> {
  private static final int AVERAGES = 3;

  private final SystemInfoProvider oshi;
  private final Set<String> wanted;

  /** Asks nothing yet, and later for no more than the fields that are {@code wanted}. */
  OshiSystem(SystemInfoProvider oshi, Set<String> wanted) {
    this.oshi = oshi;
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  public SystemReading read() {
    double[] load = oshi.getHardware().getProcessor().getSystemLoadAverage(AVERAGES);
    return new SystemReading(
        load[0],
        load[1],
        load[2],
        oshi.getOperatingSystem().getSystemUptime(),
        new Numbers("", more()));
  }

  private Map<String, Long> more() {
    Map<String, Long> more = new HashMap<>();
    var processor = oshi.getHardware().getProcessor();
    more.put("n_cpus", (long) processor.getLogicalProcessorCount());
    if (wanted.contains("context_switches") || wanted.contains("interrupts")) {
      more.put("context_switches", processor.getContextSwitches());
      more.put("interrupts", processor.getInterrupts());
    }
    if (wanted.contains("n_users") || wanted.contains("n_unique_users")) {
      List<String> users =
          oshi.getOperatingSystem().getSessions().stream().map(OSSession::getUserName).toList();
      more.put("n_users", (long) users.size());
      more.put("n_unique_users", (long) new HashSet<>(users).size());
    }
    if (wanted.stream().anyMatch(field -> field.startsWith("file_handles"))) {
      FileSystem files = oshi.getOperatingSystem().getFileSystem();
      more.put("file_handles", files.getOpenFileDescriptors());
      more.put("file_handles_max", files.getMaxFileDescriptors());
    }
    return more;
  }
}
