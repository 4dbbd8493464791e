package io.groundwatch.input.host;

import oshi.hardware.VirtualMemory;
import oshi.spi.SystemInfoProvider;

/** Any system: swap space from OSHI. */
final class OshiSwap implements Source<SwapReading> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiSwap(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public SwapReading read() {
    VirtualMemory memory = oshi.getHardware().getMemory().getVirtualMemory();
    return new SwapReading(memory.getSwapTotal(), memory.getSwapUsed());
  }
}
