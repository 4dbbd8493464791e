package io.groundwatch.input.host;

import oshi.hardware.GlobalMemory;
import oshi.spi.SystemInfoProvider;

/** Any system: memory from OSHI, which knows the total and what is available. */
final class OshiMem implements Source<MemReading> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiMem(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public MemReading read() {
    GlobalMemory memory = oshi.getHardware().getMemory();
    return new MemReading(
        memory.getTotal(), memory.getAvailable(), ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT);
  }
}
