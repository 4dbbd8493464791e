package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Linux: what the kernel tells of errors: for SCSI, SATA and USB disks the requests that failed or
 * timed out ({@code /sys/block/NAME/device/ioerr_cnt}, hexadecimal, since boot), for ext4 the
 * errors since the last check ({@code /sys/fs/ext4/NAME/errors_count}, kept on disk), for btrfs
 * those of each device ({@code /sys/fs/btrfs/UUID/devinfo/ID/error_stats}, kept on disk until they
 * are reset). It counts none for NVMe and virtual disks, nor for XFS.
 */
final class SysIoErrors implements Source<List<IoErrorReading>> {
  private static final Pattern HEXADECIMAL = Pattern.compile("0x([0-9a-f]{1,15})");
  private static final int SIXTEEN = 16;

  /** The kernel's name in btrfs' error_stats, and ours. */
  private static final Map<String, String> BTRFS =
      Map.of(
          "write_errs", "write",
          "read_errs", "read",
          "flush_errs", "flush",
          "corruption_errs", "corruption",
          "generation_errs", "generation");

  private final HostRoots roots;
  private final Source<List<Mount>> mounts;

  /** Reads below {@code roots}; {@code mounts} says where a file system is mounted. */
  SysIoErrors(HostRoots roots, Source<List<Mount>> mounts) {
    this.roots = roots;
    this.mounts = mounts;
  }

  @Override
  public List<IoErrorReading> read() throws IOException {
    List<IoErrorReading> readings = new ArrayList<>();
    addDisks(readings);
    Map<String, Mount> byDevice = new HashMap<>();
    for (Mount mount : mounts.read()) {
      byDevice.putIfAbsent(mount.device(), mount);
    }
    addExt4(byDevice, readings);
    addBtrfs(byDevice, readings);
    return readings;
  }

  @Override
  public void close() throws IOException {
    mounts.close();
  }

  private void addDisks(List<IoErrorReading> readings) throws IOException {
    for (Path disk : sorted(roots.sys("block"))) {
      NumbersDraft numbers = new NumbersDraft();
      numbers.put("failed", hexadecimal(disk.resolve("device/ioerr_cnt")));
      numbers.put("timed_out", hexadecimal(disk.resolve("device/iotmo_cnt")));
      if (!numbers.isEmpty()) {
        String name = fileName(disk);
        readings.add(new IoErrorReading(Map.of("name", name), numbers.named(name)));
      }
    }
  }

  private void addExt4(Map<String, Mount> byDevice, List<IoErrorReading> readings)
      throws IOException {
    for (Path folder : sorted(roots.sys("fs/ext4"))) {
      long errors = ValueFile.number(folder.resolve("errors_count"));
      if (errors != ABSENT) {
        NumbersDraft numbers = new NumbersDraft();
        numbers.put("filesystem", errors);
        readings.add(fileSystem("ext4", fileName(folder), byDevice, numbers));
      }
    }
  }

  private void addBtrfs(Map<String, Mount> byDevice, List<IoErrorReading> readings)
      throws IOException {
    for (Path volume : sorted(roots.sys("fs/btrfs"))) {
      List<Path> devices = sorted(volume.resolve("devices"));
      List<Path> infos = sorted(volume.resolve("devinfo"));
      // The kernel lists names and numbers apart; they surely fit each other where there is one.
      boolean one = devices.size() == 1 && infos.size() == 1;
      for (Path info : infos) {
        String name = one ? fileName(devices.get(0)) : fileName(volume) + "/" + fileName(info);
        Map<String, Long> stats = KeyedFile.read(info.resolve("error_stats"));
        if (!stats.isEmpty()) {
          readings.add(fileSystem("btrfs", name, byDevice, btrfs(stats)));
        }
      }
    }
  }

  private static NumbersDraft btrfs(Map<String, Long> stats) {
    NumbersDraft numbers = new NumbersDraft();
    long all = 0;
    for (Map.Entry<String, String> entry : BTRFS.entrySet()) {
      long errors = stats.getOrDefault(entry.getKey(), ABSENT);
      numbers.put(entry.getValue(), errors);
      all += Math.max(0, errors);
    }
    numbers.put("filesystem", all);
    return numbers;
  }

  private static IoErrorReading fileSystem(
      String type, String name, Map<String, Mount> byDevice, NumbersDraft numbers) {
    Map<String, String> dimensions = new HashMap<>();
    dimensions.put("name", name);
    dimensions.put("fstype", type);
    Mount mount = byDevice.get(name);
    if (mount != null) {
      dimensions.put("path", mount.path());
    }
    return new IoErrorReading(dimensions, numbers.named(type + " " + name + " " + mount));
  }

  private static long hexadecimal(Path path) {
    Matcher number = HEXADECIMAL.matcher(ValueFile.text(path).orElse(""));
    return number.matches() ? Long.parseLong(number.group(1), SIXTEEN) : ABSENT;
  }

  private static String fileName(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> sorted(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        all.forEach(files::add);
      }
    }
    Collections.sort(files);
    return files;
  }
}
