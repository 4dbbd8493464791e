package io.groundwatch.input.host;

import java.util.EnumMap;
import java.util.Map;
import oshi.software.os.OSProcess;
import oshi.spi.SystemInfoProvider;

/** Any system: the states of all processes from OSHI. */
final class OshiProcesses implements Source<ProcessCounts> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiProcesses(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public ProcessCounts read() {
    Map<OSProcess.State, Long> states = new EnumMap<>(OSProcess.State.class);
    long total = 0;
    for (OSProcess process : oshi.getOperatingSystem().getProcesses()) {
      states.merge(process.getState(), 1L, Long::sum);
      total++;
    }
    return new ProcessCounts(
        of(states, OSProcess.State.WAITING),
        ABSENT,
        ABSENT,
        ABSENT,
        of(states, OSProcess.State.RUNNING),
        of(states, OSProcess.State.SLEEPING),
        of(states, OSProcess.State.STOPPED),
        of(states, OSProcess.State.ZOMBIE),
        ABSENT,
        total,
        oshi.getOperatingSystem().getThreadCount());
  }

  private static long of(Map<OSProcess.State, Long> states, OSProcess.State state) {
    return states.getOrDefault(state, 0L);
  }
}
