package io.groundwatch.input.host;

/**
 * What one sensor tells; NaN for what is not of its kind.
 *
 * @param chip the driver's name, such as coretemp or nvme
 * @param device that tells one chip from another of the same name, such as nvme0
 * @param sensor its label, or its name at the chip, such as temp1
 * @param temperature in degrees Celsius
 * @param fanSpeed in turns a minute
 * @param voltage in volts
 */
record SensorReading(
    String chip,
    String device,
    String sensor,
    double temperature,
    double fanSpeed,
    double voltage) {

  static SensorReading ofTemperature(String chip, String device, String sensor, double degrees) {
    return new SensorReading(chip, device, sensor, degrees, Double.NaN, Double.NaN);
  }

  static SensorReading ofFan(String chip, String device, String sensor, double speed) {
    return new SensorReading(chip, device, sensor, Double.NaN, speed, Double.NaN);
  }

  static SensorReading ofVoltage(String chip, String device, String sensor, double volts) {
    return new SensorReading(chip, device, sensor, Double.NaN, Double.NaN, volts);
  }
}
