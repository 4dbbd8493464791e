package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import oshi.hardware.Sensors;
import oshi.spi.SystemInfoProvider;

/**
 * Any system: the few sensors that OSHI knows, those of the CPU and its fans. It says 0 for what it
 * does not know, so a fan that stands still is not told from one that is not there.
 */
final class OshiSensors implements Source<List<SensorReading>> {
  private static final String CHIP = "cpu";

  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiSensors(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public List<SensorReading> read() {
    Sensors sensors = oshi.getHardware().getSensors();
    List<SensorReading> readings = new ArrayList<>();
    double degrees = sensors.getCpuTemperature();
    if (degrees > 0) {
      readings.add(SensorReading.ofTemperature(CHIP, CHIP, "temp", degrees));
    }
    double volts = sensors.getCpuVoltage();
    if (volts > 0) {
      readings.add(SensorReading.ofVoltage(CHIP, CHIP, "in", volts));
    }
    int[] fans = sensors.getFanSpeeds();
    for (int i = 0; i < fans.length; i++) {
      if (fans[i] > 0) {
        readings.add(SensorReading.ofFan(CHIP, CHIP, "fan" + (i + 1), fans[i]));
      }
    }
    return readings;
  }
}
