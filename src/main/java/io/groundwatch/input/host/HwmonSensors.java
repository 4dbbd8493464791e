package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Linux: the sensors below {@code /sys/class/hwmon}, a folder a chip: {@code temp1_input} in
 * thousandths of a degree, {@code fan1_input} in turns a minute, {@code in0_input} in millivolts,
 * each perhaps with a {@code _label} and a {@code _fault} (the kernel's
 * Documentation/hwmon/sysfs-interface.rst). Only kinds that are wanted are read, since a reading
 * may take the hardware milliseconds.
 */
final class HwmonSensors implements Source<List<SensorReading>> {
  private static final Pattern INPUT = Pattern.compile("(temp|fan|in)([0-9]{1,4})_input");
  private static final double THOUSAND = 1000;

  private final Path hwmon;
  private final Set<String> wanted;

  /** Reads below {@code roots} what the fields that are {@code wanted} need. */
  HwmonSensors(HostRoots roots, Set<String> wanted) {
    this.hwmon = roots.sys("class/hwmon");
    this.wanted = Set.copyOf(wanted);
  }

  /** All sensors that work, in the order of their chips and names. */
  @Override
  public List<SensorReading> read() throws IOException {
    List<SensorReading> readings = new ArrayList<>();
    for (Path chip : chips()) {
      // Drivers of long ago keep their files one folder deeper.
      Path device = chip.resolve("device");
      Path files = Files.exists(chip.resolve("name")) ? chip : device;
      String name = ValueFile.text(files.resolve("name")).orElse(chip.getFileName().toString());
      readAll(files, name, deviceName(chip, device), readings);
    }
    return readings;
  }

  private List<Path> chips() throws IOException {
    return Files.isDirectory(hwmon) ? sorted(hwmon) : List.of();
  }

  /** The device that the chip is of, such as nvme0; without one, the chip's own number. */
  private static String deviceName(Path chip, Path device) throws IOException {
    return (Files.exists(device) ? device.toRealPath() : chip).getFileName().toString();
  }

  private void readAll(Path files, String chip, String device, List<SensorReading> readings)
      throws IOException {
    for (Path file : sorted(files)) {
      Matcher input = INPUT.matcher(file.getFileName().toString());
      if (input.matches()) {
        read(files, input.group(1), input.group(1) + input.group(2), chip, device)
            .ifPresent(readings::add);
      }
    }
  }

  private Optional<SensorReading> read(
      Path files, String kind, String id, String chip, String device) {
    if (!wanted.contains(field(kind)) || ValueFile.number(files.resolve(id + "_fault")) > 0) {
      return Optional.empty();
    }
    // A temperature of -0.001 degrees reads as a file that is not there; it is left out, too.
    long value = ValueFile.number(files.resolve(id + "_input"));
    if (value == ABSENT) {
      return Optional.empty();
    }
    String sensor =
        ValueFile.text(files.resolve(id + "_label")).filter(l -> !l.isEmpty()).orElse(id);
    return Optional.of(
        switch (kind) {
          case "temp" -> SensorReading.ofTemperature(chip, device, sensor, value / THOUSAND);
          case "fan" -> SensorReading.ofFan(chip, device, sensor, (double) value);
          default -> SensorReading.ofVoltage(chip, device, sensor, value / THOUSAND);
        });
  }

  private static String field(String kind) {
    return switch (kind) {
      case "temp" -> "temperature";
      case "fan" -> "fan_speed";
      default -> "voltage";
    };
  }

  private static List<Path> sorted(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }
}
