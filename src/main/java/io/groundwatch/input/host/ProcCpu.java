package io.groundwatch.input.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Linux: CPU time from {@code /proc/stat}, whose first lines are {@code cpu}, {@code cpu0} and on,
 * each with ten columns in ticks of a hundredth of a second (proc_stat(5); USER_HZ is 100 on every
 * architecture that Java runs on).
 */
final class ProcCpu implements Source<List<CpuTicks>> {
  private static final int MILLIS_PER_TICK = 10;

  private final ProcFile stat;

  /** Reads below {@code roots}. */
  ProcCpu(HostRoots roots) {
    stat = new ProcFile(roots.proc("stat"));
  }

  /** When the host began to count, in seconds since the epoch: the line {@code btime}. */
  static long bootSeconds(HostRoots roots) throws IOException {
    try (ProcFile stat = new ProcFile(roots.proc("stat"))) {
      stat.load();
      while (stat.nextLine()) {
        if (stat.starts("btime ")) {
          return stat.number();
        }
      }
    }
    throw new IOException(roots.proc("stat") + ": without btime.");
  }

  @Override
  public List<CpuTicks> read() throws IOException {
    stat.load();
    List<CpuTicks> cpus = new ArrayList<>();
    while (stat.nextLine()) {
      String name = stat.word();
      if (!name.startsWith("cpu")) {
        break;
      }
      cpus.add(ticks(name.equals("cpu") ? CpuTicks.TOTAL : name));
    }
    return cpus;
  }

  @Override
  public void close() throws IOException {
    stat.close();
  }

  private CpuTicks ticks(String name) throws IOException {
    return new CpuTicks(
        name, millis(), millis(), millis(), millis(), millis(), millis(), millis(), millis(),
        millis(), millis());
  }

  private long millis() throws IOException {
    long ticks = stat.number();
    return ticks == ABSENT ? ABSENT : ticks * MILLIS_PER_TICK;
  }
}
