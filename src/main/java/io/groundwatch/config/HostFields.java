package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each host input can measure, with the unit that a field has unless the configuration names
 * another: the CloudWatch Agent's allow-list for Linux, and {@link OwnInputs} beyond it. A field's
 * published name is {@code <input>_<field>}, but for procstat's {@code pid_count}. The counters of
 * ethtool are each driver's own, so none is listed. Any thread.
 */
public final class HostFields {
  private static final List<String> CPU_STATES =
      List.of(
          "active",
          "guest",
          "guest_nice",
          "idle",
          "iowait",
          "irq",
          "nice",
          "softirq",
          "steal",
          "system",
          "user");
  private static final List<String> OTHER_LIMITS =
      List.of(
          "cpu_time",
          "file_locks",
          "nice_priority",
          "num_fds",
          "realtime_priority",
          "signals_pending");
  private static final Map<String, Map<String, Unit>> BY_INPUT = byInput();

  private HostFields() {}

  /** The host inputs there are. */
  public static Set<String> inputs() {
    return BY_INPUT.keySet();
  }

  /** The input's fields and their units; empty for an input that there is not. */
  public static Map<String, Unit> of(String input) {
    return BY_INPUT.getOrDefault(input, Map.of());
  }

  /**
   * Whether the first sample yields no value of this field, since it is a difference between two:
   * it follows at the second interval.
   */
  public static boolean needsTwoSamples(String input, String field) {
    return switch (input) {
      case "cpu" -> field.startsWith("usage_");
      case "diskio" -> !field.equals("iops_in_progress");
      case "net" -> true;
      case "procstat" -> field.equals("cpu_usage");
      default -> own(input).deltas().contains(field);
    };
  }

  /** Whether the input is ours alone: the CloudWatch Agent reads over it, whatever it holds. */
  public static boolean isOwn(String input) {
    return OwnInputs.BY_NAME.containsKey(input);
  }

  /** The fields that an input of ours collects where the configuration names none. */
  public static List<String> usual(String input) {
    return own(input).usual();
  }

  private static OwnInputs.Fields own(String input) {
    return OwnInputs.BY_NAME.getOrDefault(input, OwnInputs.Fields.NONE);
  }

  private static Map<String, Map<String, Unit>> byInput() {
    Map<String, Map<String, Unit>> all = new LinkedHashMap<>();
    all.put("cpu", cpu());
    all.put(
        "mem",
        new Catalogue()
            .add(Unit.BYTES, "active", "available", "buffered", "cached", "free", "inactive")
            .add(Unit.BYTES, "shared", "total", "used")
            .add(Unit.PERCENT, "available_percent", "used_percent")
            .done());
    all.put(
        "swap",
        new Catalogue().add(Unit.BYTES, "free", "used").add(Unit.PERCENT, "used_percent").done());
    all.put(
        "disk",
        new Catalogue()
            .add(Unit.BYTES, "free", "total", "used")
            .add(Unit.PERCENT, "used_percent")
            .add(Unit.COUNT, "inodes_free", "inodes_total", "inodes_used")
            .done());
    all.put(
        "diskio",
        new Catalogue()
            .add(Unit.COUNT, "iops_in_progress", "reads", "writes")
            .add(Unit.BYTES, "read_bytes", "write_bytes")
            .add(Unit.MILLISECONDS, "io_time", "read_time", "write_time")
            .done());
    all.put("net", net());
    all.put(
        "netstat",
        new Catalogue()
            .add(Unit.COUNT, "tcp_close", "tcp_close_wait", "tcp_closing", "tcp_established")
            .add(Unit.COUNT, "tcp_fin_wait1", "tcp_fin_wait2", "tcp_last_ack", "tcp_listen")
            .add(Unit.COUNT, "tcp_none", "tcp_syn_sent", "tcp_syn_recv", "tcp_time_wait")
            .add(Unit.COUNT, "udp_socket")
            .done());
    all.put(
        "processes",
        new Catalogue()
            .add(Unit.COUNT, "blocked", "dead", "idle", "paging", "running", "sleeping")
            .add(Unit.COUNT, "stopped", "total", "total_threads", "wait")
            .add(Unit.NONE, "zombies")
            .done());
    all.put("procstat", procstat());
    all.put("ethtool", Map.of());
    all.put("nvidia_smi", gpu());
    OwnInputs.BY_NAME.forEach((name, fields) -> all.put(name, fields.units()));
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, Unit> cpu() {
    Catalogue cpu = new Catalogue();
    for (String state : CPU_STATES) {
      cpu.add(Unit.PERCENT, "usage_" + state);
    }
    for (String state : CPU_STATES) {
      cpu.add(Unit.NONE, "time_" + state);
    }
    return cpu.done();
  }

  private static Map<String, Unit> net() {
    return new Catalogue()
        .add(Unit.BYTES, "bytes_recv", "bytes_sent")
        .add(Unit.COUNT, "packets_recv", "packets_sent")
        .add(Unit.COUNT, "drop_in", "drop_out", "err_in", "err_out")
        .done();
  }

  private static Map<String, Unit> procstat() {
    Catalogue procstat =
        new Catalogue()
            .add(Unit.PERCENT, "cpu_usage")
            .add(Unit.BYTES, "memory_data", "memory_locked", "memory_rss", "memory_stack")
            .add(Unit.BYTES, "memory_swap", "memory_vms", "read_bytes", "write_bytes")
            .add(Unit.NONE, "cpu_time", "cpu_time_guest", "cpu_time_guest_nice", "cpu_time_idle")
            .add(Unit.NONE, "cpu_time_iowait", "cpu_time_irq", "cpu_time_nice")
            .add(Unit.NONE, "cpu_time_soft_irq", "cpu_time_steal", "cpu_time_stolen")
            .add(Unit.NONE, "cpu_time_system", "cpu_time_user")
            .add(Unit.NONE, "voluntary_context_switches", "involuntary_context_switches")
            .add(Unit.NONE, "nice_priority", "num_fds", "num_threads", "pid", "pid_count")
            .add(Unit.NONE, "read_count", "realtime_priority", "signals_pending", "write_count");
    for (String limit : List.of("soft", "hard")) {
      for (String memory : List.of("data", "locked", "rss", "stack", "vms")) {
        procstat.add(Unit.BYTES, "rlimit_memory_" + memory + "_" + limit);
      }
      for (String other : OTHER_LIMITS) {
        procstat.add(Unit.NONE, "rlimit_" + other + "_" + limit);
      }
    }
    return procstat.done();
  }

  private static Map<String, Unit> gpu() {
    return new Catalogue()
        .add(Unit.NONE, "utilization_gpu", "utilization_memory", "temperature_gpu", "power_draw")
        .add(Unit.NONE, "fan_speed", "memory_total", "memory_used", "memory_free")
        .add(Unit.NONE, "pcie_link_gen_current", "pcie_link_width_current")
        .add(Unit.NONE, "encoder_stats_session_count", "encoder_stats_average_fps")
        .add(Unit.NONE, "encoder_stats_average_latency", "clocks_current_graphics")
        .add(Unit.NONE, "clocks_current_sm", "clocks_current_memory", "clocks_current_video")
        .done();
  }

  private static final class Catalogue {
    private final Map<String, Unit> fields = new LinkedHashMap<>();

    private Catalogue add(Unit unit, String... names) {
      for (String name : names) {
        fields.put(name, unit);
      }
      return this;
    }

    private Map<String, Unit> done() {
      return Collections.unmodifiableMap(fields);
    }
  }
}
