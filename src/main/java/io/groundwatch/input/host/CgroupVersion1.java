package io.groundwatch.input.host;

import io.groundwatch.input.host.CgroupPlaces.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Linux: a cgroup of version 1, a folder a controller (the kernel's
 * Documentation/admin-guide/cgroup-v1). A limit is the least of the cgroup's and those above it, as
 * far as they can be seen; for memory the kernel itself says it.
 */
final class CgroupVersion1 {
  private static final long MILLION = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  /** USER_HZ is 100 on every architecture that Java runs on. */
  private static final int MICROS_PER_TICK = 10_000;

  private final Map<String, Place> places;
  private final BlockDevices devices;

  /** Reads the cgroup at {@code places}, by controller. */
  CgroupVersion1(Map<String, Place> places, BlockDevices devices) {
    this.places = Map.copyOf(places);
    this.devices = devices;
  }

  /** Whether the cgroup is there. */
  boolean exists() {
    return places.values().stream().allMatch(place -> Files.isDirectory(place.folder()));
  }

  /** Adds what the kernel tells now. */
  void read(NumbersDraft into) {
    readCpu(into);
    readMemory(into);
    into.put("pids_used", number("pids", "pids.current"));
    put(into, "pids_max_events", keyed("pids", "pids.events"), "max");
    for (Path cgroup : upwards("pids")) {
      into.putLeast("pids_limit", ValueFile.number(cgroup.resolve("pids.max")));
    }
  }

  private void readCpu(NumbersDraft into) {
    long nanos = number("cpuacct", "cpuacct.usage");
    into.put("cpu_usage", nanos == Source.ABSENT ? nanos : nanos / NANOS_PER_MICRO);
    Map<String, Long> parts = keyed("cpuacct", "cpuacct.stat");
    into.put("cpu_user", parts.getOrDefault("user", Source.ABSENT), MICROS_PER_TICK);
    into.put("cpu_system", parts.getOrDefault("system", Source.ABSENT), MICROS_PER_TICK);
    Map<String, Long> stat = keyed("cpu", "cpu.stat");
    put(into, "cpu_periods", stat, "nr_periods");
    put(into, "cpu_throttled_periods", stat, "nr_throttled");
    long throttled = stat.getOrDefault("throttled_time", Source.ABSENT);
    into.put(
        "cpu_throttled_time", throttled == Source.ABSENT ? throttled : throttled / NANOS_PER_MICRO);
    for (Path cgroup : upwards("cpu")) {
      long quota = ValueFile.number(cgroup.resolve("cpu.cfs_quota_us"));
      long period = ValueFile.number(cgroup.resolve("cpu.cfs_period_us"));
      into.putLeast(
          "cpu_limit_micros", quota < 0 || period <= 0 ? Source.ABSENT : quota * MILLION / period);
    }
  }

  private void readMemory(NumbersDraft into) {
    long used = number("memory", "memory.usage_in_bytes");
    Map<String, Long> stat = keyed("memory", "memory.stat");
    into.put("memory_used", used);
    if (used != Source.ABSENT) {
      long inactive = stat.getOrDefault("total_inactive_file", 0L);
      into.put("memory_working_set", Math.max(0, used - inactive));
    }
    put(into, "memory_anon", stat, "total_rss");
    put(into, "memory_file", stat, "total_cache");
    put(into, "memory_swap_used", stat, "total_swap");
    put(into, "memory_limit", stat, "hierarchical_memory_limit");
    into.put("memory_max_events", number("memory", "memory.failcnt"));
    put(into, "memory_oom_kills", keyed("memory", "memory.oom_control"), "oom_kill");
  }

  /** What it read and wrote: lines of {@code 8:0 Read 123}, {@code 8:0 Write 45} and others. */
  List<Numbers> io() {
    Map<String, NumbersDraft> byDevice = new HashMap<>();
    addIo("blkio.throttle.io_service_bytes", "io_read_bytes", "io_write_bytes", byDevice);
    addIo("blkio.throttle.io_serviced", "io_reads", "io_writes", byDevice);
    List<Numbers> all = new ArrayList<>();
    byDevice.forEach((device, numbers) -> all.add(numbers.named(devices.name(device))));
    return all;
  }

  private void addIo(String file, String read, String write, Map<String, NumbersDraft> byDevice) {
    for (String line : text("blkio", file).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        NumbersDraft numbers = byDevice.computeIfAbsent(words[0], device -> new NumbersDraft());
        switch (words[1]) {
          case "Read" -> numbers.put(read, ValueFile.number(words[2]));
          case "Write" -> numbers.put(write, ValueFile.number(words[2]));
          default -> {}
        }
      }
    }
  }

  private String text(String controller, String file) {
    Place place = places.get(controller);
    return place == null ? "" : ValueFile.text(place.folder().resolve(file)).orElse("");
  }

  private long number(String controller, String file) {
    Place place = places.get(controller);
    return place == null ? Source.ABSENT : ValueFile.number(place.folder().resolve(file));
  }

  private Map<String, Long> keyed(String controller, String file) {
    Place place = places.get(controller);
    return place == null ? Map.of() : KeyedFile.read(place.folder().resolve(file));
  }

  private List<Path> upwards(String controller) {
    Place place = places.get(controller);
    return place == null ? List.of() : place.upwards();
  }

  private static void put(NumbersDraft into, String name, Map<String, Long> from, String key) {
    into.put(name, from.getOrDefault(key, Source.ABSENT));
  }
}
