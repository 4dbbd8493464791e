package io.groundwatch.input.host;

import io.groundwatch.input.host.CgroupPlaces.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Linux: a cgroup of version 2 (the kernel's Documentation/admin-guide/cgroup-v2.rst). A limit is
 * the least of the cgroup's and those above it, as far as they can be seen.
 */
final class CgroupVersion2 {
  private static final long MILLION = 1_000_000;

  private final Path folder;
  private final List<Path> upwards;
  private final BlockDevices devices;

  /** Reads the cgroup at {@code place}. */
  CgroupVersion2(Place place, BlockDevices devices) {
    this.folder = place.folder();
    this.upwards = place.upwards();
    this.devices = devices;
  }

  /** Whether the cgroup is there. */
  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Adds what the kernel tells now. */
  void read(NumbersDraft into) {
    Map<String, Long> cpu = KeyedFile.read(folder.resolve("cpu.stat"));
    put(into, "cpu_usage", cpu, "usage_usec");
    put(into, "cpu_user", cpu, "user_usec");
    put(into, "cpu_system", cpu, "system_usec");
    put(into, "cpu_periods", cpu, "nr_periods");
    put(into, "cpu_throttled_periods", cpu, "nr_throttled");
    put(into, "cpu_throttled_time", cpu, "throttled_usec");
    readMemory(into);
    into.put("pids_used", ValueFile.number(folder.resolve("pids.current")));
    put(into, "pids_max_events", KeyedFile.read(folder.resolve("pids.events")), "max");
    for (Path cgroup : upwards) {
      into.putLeast("cpu_limit_micros", cpuLimit(cgroup));
      into.putLeast("memory_limit", ValueFile.number(cgroup.resolve("memory.max")));
      into.putLeast("pids_limit", ValueFile.number(cgroup.resolve("pids.max")));
    }
  }

  /** What it read and wrote: {@code 8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0}. */
  List<Numbers> io() {
    List<Numbers> all = new ArrayList<>();
    for (String line : ValueFile.text(folder.resolve("io.stat")).orElse("").split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 1) {
        all.add(io(words));
      }
    }
    return all;
  }

  private Numbers io(String[] words) {
    NumbersDraft numbers = new NumbersDraft();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      switch (pair[0]) {
        case "rbytes" -> numbers.put("io_read_bytes", ValueFile.number(pair[1]));
        case "wbytes" -> numbers.put("io_write_bytes", ValueFile.number(pair[1]));
        case "rios" -> numbers.put("io_reads", ValueFile.number(pair[1]));
        case "wios" -> numbers.put("io_writes", ValueFile.number(pair[1]));
        default -> {}
      }
    }
    return numbers.named(devices.name(words[0]));
  }

  private void readMemory(NumbersDraft into) {
    long used = ValueFile.number(folder.resolve("memory.current"));
    Map<String, Long> stat = KeyedFile.read(folder.resolve("memory.stat"));
    Map<String, Long> events = KeyedFile.read(folder.resolve("memory.events"));
    into.put("memory_used", used);
    if (used != Source.ABSENT) {
      into.put("memory_working_set", Math.max(0, used - stat.getOrDefault("inactive_file", 0L)));
      put(into, "memory_anon", stat, "anon");
      put(into, "memory_file", stat, "file");
    }
    into.put("memory_swap_used", ValueFile.number(folder.resolve("memory.swap.current")));
    put(into, "memory_high_events", events, "high");
    put(into, "memory_max_events", events, "max");
    put(into, "memory_oom_events", events, "oom");
    put(into, "memory_oom_kills", events, "oom_kill");
  }

  /** Millionths of a CPU: {@code cpu.max} is the quota, or {@code max}, and the period. */
  private static long cpuLimit(Path cgroup) {
    String[] words = ValueFile.text(cgroup.resolve("cpu.max")).orElse("").split(" ", -1);
    long quota = ValueFile.number(words[0]);
    long period = words.length == 2 ? ValueFile.number(words[1]) : Source.ABSENT;
    return quota < 0 || period <= 0 ? Source.ABSENT : quota * MILLION / period;
  }

  private static void put(NumbersDraft into, String name, Map<String, Long> from, String key) {
    into.put(name, from.getOrDefault(key, Source.ABSENT));
  }
}
