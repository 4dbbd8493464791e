package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.spi.SystemInfoProvider;

/** Any system: CPU time from OSHI, which knows no guest time. */
final class OshiCpu implements Source<List<CpuTicks>> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet: OSHI's first look at the processor takes tens of milliseconds. */
  OshiCpu(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public List<CpuTicks> read() {
    CentralProcessor processor = oshi.getHardware().getProcessor();
    List<CpuTicks> cpus = new ArrayList<>();
    cpus.add(ticks(CpuTicks.TOTAL, processor.getSystemCpuLoadTicks()));
    long[][] each = processor.getProcessorCpuLoadTicks();
    for (int i = 0; i < each.length; i++) {
      cpus.add(ticks("cpu" + i, each[i]));
    }
    return cpus;
  }

  private static CpuTicks ticks(String name, long[] millis) {
    return new CpuTicks(
        name,
        millis[TickType.USER.getIndex()],
        millis[TickType.NICE.getIndex()],
        millis[TickType.SYSTEM.getIndex()],
        millis[TickType.IDLE.getIndex()],
        millis[TickType.IOWAIT.getIndex()],
        millis[TickType.IRQ.getIndex()],
        millis[TickType.SOFTIRQ.getIndex()],
        millis[TickType.STEAL.getIndex()],
        ABSENT,
        ABSENT);
  }
}
