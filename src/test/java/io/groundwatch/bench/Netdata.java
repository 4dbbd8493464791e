package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Netdata with the same five readers and no more of its own than it takes to send: no page, no
 * alarms, no learning, its history short and in memory. It sends JSON every ten seconds; its first
 * request is empty, and counts as its first.
 */
final class Netdata implements Contender {
  /** Threads and processes that are on where nothing is said. */
  private static final List<String> PLUGINS_OFF =
      List.of(
          "enable running new plugins",
          "timex",
          "checks",
          "idlejitter",
          "tc",
          "cgroups",
          "statsd",
          "netdata monitoring",
          "netdata monitoring extended",
          "apps",
          "charts.d",
          "python.d",
          "go.d",
          "ebpf",
          "fping",
          "ioping",
          "perf",
          "slabinfo",
          "nfacct");

  /** What the plugin of /proc reads beside stat, meminfo, diskstats and net/dev. */
  private static final List<String> READERS_OFF =
      List.of(
          "/proc/net/wireless",
          "/proc/sys/kernel/random/entropy_avail",
          "/proc/sys/fs/file-nr",
          "/proc/uptime",
          "/proc/loadavg",
          "/proc/pressure",
          "/proc/interrupts",
          "/proc/softirqs",
          "/proc/vmstat",
          "/proc/pagetypeinfo",
          "/proc/mdstat",
          "/proc/net/sockstat",
          "/proc/net/sockstat6",
          "/proc/net/netstat",
          "/proc/net/snmp",
          "/proc/net/snmp6",
          "/proc/net/sctp/snmp",
          "/proc/net/softnet_stat",
          "/proc/net/ip_vs/stats",
          "/proc/net/rpc/nfs",
          "/proc/net/rpc/nfsd",
          "/proc/net/stat/conntrack",
          "/proc/net/stat/synproxy",
          "/proc/spl/kstat/zfs/arcstats",
          "/proc/spl/kstat/zfs/pool/state",
          "/sys/kernel/mm/ksm",
          "/sys/block/zram",
          "/sys/devices/system/edac/mc",
          "/sys/devices/system/node",
          "/sys/class/infiniband",
          "/sys/class/power_supply",
          "/sys/fs/btrfs",
          "ipc");

  private final Optional<Path> command = Contender.installed("netdata");

  @Override
  public String name() {
    return "netdata";
  }

  @Override
  public boolean can(Job job) {
    return command.isPresent() && job.samples() && !job.tails();
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    Path state = Files.createDirectories(job.folder().resolve("state"));
    String config =
        """
        [global]
        run as user = %1$s
        [directories]
        config = %2$s
        cache = %3$s
        lib = %3$s
        log = %3$s
        [logs]
        error = stderr
        access = none
        [db]
        mode = ram
        retention = 120
        update every = %4$d
        [web]
        mode = none
        [ml]
        enabled = no
        [health]
        enabled = no
        [plugins]
        %5$s
        [plugin:proc]
        %6$s
        """
            .formatted(
                System.getProperty("user.name"),
                job.folder(),
                state,
                job.sampleSeconds(),
                off(PLUGINS_OFF),
                off(READERS_OFF));
    String exporting =
        """
        [exporting:global]
        enabled = yes
        [json:http:central]
        enabled = yes
        destination = 127.0.0.1:%d
        update every = 10
        """
            .formatted(job.port());
    Contender.write(job, "exporting.conf", exporting);
    return List.of(
        "/usr/bin/env",
        "DO_NOT_TRACK=1", // it would tell its makers of its start
        command.orElseThrow().toString(),
        "-D",
        "-c",
        Contender.write(job, "netdata.conf", config));
  }

  private static String off(List<String> names) {
    return names.stream().map(name -> name + " = no").collect(Collectors.joining("\n"));
  }
}
