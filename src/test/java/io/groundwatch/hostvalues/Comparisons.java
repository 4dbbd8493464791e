package io.groundwatch.hostvalues;

import io.groundwatch.hostvalues.Comparison.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is compared, with the tolerance of each. */
final class Comparisons {
  private static final double KIB = 1024;
  private static final double MIB = 1 << 20;

  /** What other programs of the host may take or give between two looks. */
  private static final double MEMORY = 512 * MIB;

  private static final double VOLUME = 1024 * MIB;
  private static final double INODES = 20_000;
  private static final double PROCESSES = 200;
  private static final double SOCKETS = 50;
  private static final double FILES = 1000;

  /** One tick of the kernel's clock on either side, and the rounding of both. */
  private static final double CPU_SECONDS = 0.03;

  /** Idle time and waiting are estimates of the kernel's, which it may set back. */
  private static final double IDLE_SECONDS = 2;

  private static final double LOAD = 3;
  private static final double SECONDS = 2;
  private static final double MICROS_PER_SECOND = 1e6;

  private final List<Comparison> all = new ArrayList<>();

  private Comparisons() {}

  /** Of every collector that another program reads the same of. */
  static List<Comparison> of(Set<String> series) {
    Comparisons comparisons = new Comparisons();
    comparisons.cpu();
    comparisons.memory();
    comparisons.system();
    comparisons.network();
    comparisons.processes();
    for (String one : series) {
      comparisons.perResource(one);
    }
    return comparisons.all;
  }

  private void add(String series, How how, String other, double scale, double tolerance) {
    all.add(new Comparison(series, how, other, scale, tolerance));
  }

  private void cpu() {
    for (String mode : List.of("user", "nice", "system", "irq", "softirq", "steal")) {
      cpuOf(mode, CPU_SECONDS);
    }
    cpuOf("idle", IDLE_SECONDS);
    cpuOf("iowait", IDLE_SECONDS);
    String total = "{cpu=cpu-total}";
    add("cpu_time_user" + total, How.TOTAL, "vmstat non-nice user cpu ticks", 0.01, CPU_SECONDS);
    add("cpu_time_nice" + total, How.TOTAL, "vmstat nice user cpu ticks", 0.01, CPU_SECONDS);
    add("cpu_time_system" + total, How.TOTAL, "vmstat system cpu ticks", 0.01, CPU_SECONDS);
  }

  private void cpuOf(String mode, double tolerance) {
    add(
        "cpu_time_" + mode + "{cpu=cpu0}",
        How.TOTAL,
        "node_cpu_seconds_total{cpu=\"0\",mode=\"" + mode + "\"}",
        1,
        tolerance);
  }

  private void memory() {
    add("mem_total{}", How.GAUGE, "vmstat K total memory", KIB, 0);
    add("mem_free{}", How.GAUGE, "vmstat K free memory", KIB, MEMORY);
    add("mem_buffered{}", How.GAUGE, "vmstat K buffer memory", KIB, MEMORY);
    add("mem_total{}", How.GAUGE, "node_memory_MemTotal_bytes", 1, 0);
    add("mem_available{}", How.GAUGE, "node_memory_MemAvailable_bytes", 1, MEMORY);
    add("mem_active{}", How.GAUGE, "node_memory_Active_bytes", 1, MEMORY);
    add("mem_inactive{}", How.GAUGE, "node_memory_Inactive_bytes", 1, MEMORY);
    add("mem_shared{}", How.GAUGE, "node_memory_Shmem_bytes", 1, MEMORY);
    add("swap_used{}", How.GAUGE, "vmstat K used swap", KIB, MEMORY);
    add("swap_free{}", How.GAUGE, "node_memory_SwapFree_bytes", 1, MEMORY);
  }

  private void system() {
    add("system_load1{}", How.GAUGE, "node_load1", 1, LOAD);
    add("system_load15{}", How.GAUGE, "node_load15", 1, LOAD);
    add("system_uptime{}", How.GAUGE, "uptime", 1, SECONDS);
    add("system_context_switches{}", How.DELTA, "node_context_switches_total", 1, 0);
    add("system_interrupts{}", How.DELTA, "node_intr_total", 1, 0);
    add("system_processes_forked{}", How.DELTA, "node_forks_total", 1, 0);
    add("system_file_handles{}", How.GAUGE, "node_filefd_allocated", 1, FILES);
    add("system_file_handles_max{}", How.GAUGE, "node_filefd_maximum", 1, 0);
    add("system_entropy_avail{}", How.GAUGE, "node_entropy_available_bits", 1, 256);
    add("conntrack_count{}", How.GAUGE, "node_nf_conntrack_entries", 1, FILES);
    add("conntrack_max{}", How.GAUGE, "node_nf_conntrack_entries_limit", 1, 0);
    pressure("cpu", "some", "node_pressure_cpu_waiting_seconds_total");
    pressure("io", "some", "node_pressure_io_waiting_seconds_total");
    pressure("io", "full", "node_pressure_io_stalled_seconds_total");
    pressure("memory", "some", "node_pressure_memory_waiting_seconds_total");
  }

  private void pressure(String resource, String kind, String other) {
    add(
        "psi_" + kind + "_total{resource=" + resource + "}",
        How.DELTA,
        other,
        MICROS_PER_SECOND,
        1);
  }

  private void network() {
    add("net_bytes_recv{interface=lo}", How.DELTA, lo("receive_bytes"), 1, 0);
    add("net_bytes_sent{interface=lo}", How.DELTA, lo("transmit_bytes"), 1, 0);
    add("net_packets_recv{interface=lo}", How.DELTA, lo("receive_packets"), 1, 0);
    add("net_packets_sent{interface=lo}", How.DELTA, lo("transmit_packets"), 1, 0);
    add("tcp_established{}", How.GAUGE, "node_netstat_Tcp_CurrEstab", 1, SOCKETS);
    add("tcp_active_opens{}", How.DELTA, "node_netstat_Tcp_ActiveOpens", 1, 0);
    add("tcp_passive_opens{}", How.DELTA, "node_netstat_Tcp_PassiveOpens", 1, 0);
    add("tcp_segments_sent{}", How.DELTA, "node_netstat_Tcp_OutSegs", 1, 0);
    add("tcp_segments_recv{}", How.DELTA, "node_netstat_Tcp_InSegs", 1, 0);
    add("tcp_retransmits{}", How.DELTA, "node_netstat_Tcp_RetransSegs", 1, 0);
    add("tcp_listen_drops{}", How.DELTA, "node_netstat_TcpExt_ListenDrops", 1, 0);
    add("udp_datagrams_sent{}", How.DELTA, "udp sent", 1, 0);
    add("netstat_tcp_established{}", How.GAUGE, "node_netstat_Tcp_CurrEstab", 1, SOCKETS);
    add("netstat_udp_socket{}", How.GAUGE, "udp sockets", 1, SOCKETS);
  }

  private static String lo(String what) {
    return "node_network_" + what + "_total{device=\"lo\"}";
  }

  private void processes() {
    add("processes_total{}", How.GAUGE, "processes", 1, PROCESSES);
    add("processes_total_threads{}", How.GAUGE, "node_processes_threads", 1, 10 * PROCESSES);
    add("processes_running{}", How.GAUGE, "node_procs_running", 1, SOCKETS);
    String exporter = "{exe=^prometheus-node-exporter$,process_name=prometheus-node-exporter}";
    add("procstat_memory_rss" + exporter, How.GAUGE, "process_resident_memory_bytes", 1, 8 * MIB);
    add("procstat_memory_vms" + exporter, How.GAUGE, "process_virtual_memory_bytes", 1, 256 * MIB);
    add("procstat_num_fds" + exporter, How.GAUGE, "process_open_fds", 1, SOCKETS);
    add("procstat_cpu_time_user" + exporter, How.TOTAL, "process_cpu_seconds_total", 1, SECONDS);
  }

  /** Of every disk and of the root's volume, whatever they are called here. */
  private void perResource(String series) {
    if (series.startsWith("disk_total{") && series.contains("path=/}")) {
      String volume = series.substring(series.indexOf('{'));
      add("disk_total" + volume, How.GAUGE, "df size", 1, 0);
      add("disk_used" + volume, How.GAUGE, "df used", 1, VOLUME);
      add("disk_free" + volume, How.GAUGE, "df avail", 1, VOLUME);
      add("disk_inodes_total" + volume, How.GAUGE, "df itotal", 1, 0);
      add("disk_inodes_free" + volume, How.GAUGE, "df iavail", 1, INODES);
    }
    if (series.startsWith("diskio_reads{name=")) {
      String device = series.substring(series.indexOf('=') + 1, series.indexOf('}'));
      diskio(device, "reads", "node_disk_reads_completed_total");
      diskio(device, "writes", "node_disk_writes_completed_total");
      diskio(device, "read_bytes", "node_disk_read_bytes_total");
      diskio(device, "write_bytes", "node_disk_written_bytes_total");
      String name = "{name=" + device + "}";
      add("diskio_read_bytes" + name, How.DELTA, "iostat " + device + " read", KIB, 2 * KIB);
      add("diskio_write_bytes" + name, How.DELTA, "iostat " + device + " written", KIB, 2 * KIB);
    }
  }

  private void diskio(String device, String field, String other) {
    add(
        "diskio_" + field + "{name=" + device + "}",
        How.DELTA,
        other + "{device=\"" + device + "\"}",
        1,
        0);
  }
}
