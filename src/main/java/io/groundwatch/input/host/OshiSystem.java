package io.groundwatch.input.host;

import oshi.spi.SystemInfoProvider;

/** Any system: load averages and uptime from OSHI. */
final class OshiSystem implements Source<SystemReading> {
  private static final int AVERAGES = 3;

  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiSystem(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public SystemReading read() {
    double[] load = oshi.getHardware().getProcessor().getSystemLoadAverage(AVERAGES);
    return new SystemReading(
        load[0], load[1], load[2], oshi.getOperatingSystem().getSystemUptime());
  }
}
