package io.groundwatch.config;

import static io.groundwatch.model.Unit.BYTES;
import static io.groundwatch.model.Unit.COUNT;
import static io.groundwatch.model.Unit.MICROSECONDS;
import static io.groundwatch.model.Unit.NONE;
import static io.groundwatch.model.Unit.PERCENT;
import static io.groundwatch.model.Unit.SECONDS;

import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The host inputs that the CloudWatch Agent does not have: their fields, each with its unit, which
 * of them are differences between two samples, and which are collected where {@code measurement} is
 * left out. Any thread.
 */
final class OwnInputs {
  /**
   * One input's fields.
   *
   * @param units by field
   * @param deltas those that are differences
   * @param usual those that are collected where none is named
   */
  record Fields(Map<String, Unit> units, List<String> deltas, List<String> usual) {
    /** Keeps its own copies, in their order. */
    Fields {
      units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
      deltas = List.copyOf(deltas);
      usual = List.copyOf(usual);
    }

    static final Fields NONE = new Fields(Map.of(), List.of(), List.of());

    Fields gauges(Unit unit, String... names) {
      return new Fields(more(unit, names), deltas, usual);
    }

    Fields deltas(Unit unit, String... names) {
      List<String> more = new ArrayList<>(deltas);
      more.addAll(List.of(names));
      return new Fields(more(unit, names), more, usual);
    }

    Fields usually(String... names) {
      return new Fields(units, deltas, List.of(names));
    }

    private Map<String, Unit> more(Unit unit, String... names) {
      Map<String, Unit> more = new LinkedHashMap<>(units);
      for (String name : names) {
        more.put(name, unit);
      }
      return more;
    }
  }

  static final Map<String, Fields> BY_NAME = byName();

  private OwnInputs() {}

  private static Map<String, Fields> byName() {
    Map<String, Fields> all = new LinkedHashMap<>();
    all.put("system", system());
    all.put("psi", psi());
    all.put("cgroup", cgroup());
    all.put("systemd", systemd());
    all.put(
        "sensors",
        Fields.NONE
            .gauges(NONE, "temperature", "fan_speed", "voltage")
            .usually("temperature", "fan_speed"));
    all.put("conntrack", conntrack());
    all.put("tcp", tcp());
    all.put("udp", udp());
    all.put("io_errors", ioErrors());
    return Collections.unmodifiableMap(all);
  }

  private static Fields system() {
    return Fields.NONE
        .gauges(NONE, "load1", "load5", "load15")
        .gauges(SECONDS, "uptime")
        .gauges(COUNT, "n_cpus", "n_users", "n_unique_users")
        .deltas(COUNT, "context_switches", "interrupts", "processes_forked")
        .gauges(NONE, "entropy_avail")
        .gauges(COUNT, "file_handles", "file_handles_max")
        .gauges(PERCENT, "file_handles_used_percent")
        .usually("load1", "load5", "load15", "uptime");
  }

  private static Fields psi() {
    return Fields.NONE
        .gauges(PERCENT, "some_avg10", "some_avg60", "some_avg300")
        .gauges(PERCENT, "full_avg10", "full_avg60", "full_avg300")
        .deltas(MICROSECONDS, "some_total", "full_total")
        .usually("some_avg60", "full_avg60", "some_total", "full_total");
  }

  private static Fields cgroup() {
    return Fields.NONE
        .deltas(PERCENT, "cpu_usage", "cpu_user", "cpu_system", "cpu_used_percent")
        .gauges(NONE, "cpu_limit")
        .deltas(COUNT, "cpu_periods", "cpu_throttled_periods")
        .deltas(PERCENT, "cpu_throttled_percent")
        .deltas(MICROSECONDS, "cpu_throttled_time")
        .gauges(BYTES, "memory_used", "memory_working_set", "memory_anon", "memory_file")
        .gauges(BYTES, "memory_limit", "memory_swap_used")
        .gauges(PERCENT, "memory_used_percent", "memory_working_set_percent")
        .deltas(COUNT, "memory_high_events", "memory_max_events")
        .deltas(COUNT, "memory_oom_events", "memory_oom_kills")
        .gauges(COUNT, "pids_used", "pids_limit")
        .gauges(PERCENT, "pids_used_percent")
        .deltas(COUNT, "pids_max_events")
        .deltas(COUNT, "io_reads", "io_writes")
        .deltas(BYTES, "io_read_bytes", "io_write_bytes")
        .usually(
            "cpu_usage",
            "cpu_used_percent",
            "cpu_throttled_percent",
            "memory_used",
            "memory_working_set",
            "memory_limit",
            "memory_working_set_percent",
            "memory_oom_kills");
  }

  private static Fields systemd() {
    return Fields.NONE
        .gauges(COUNT, "failed_count", "jobs_count")
        .gauges(NONE, "running", "unit_active", "unit_failed", "unit_state")
        .deltas(COUNT, "unit_restarts")
        .gauges(BYTES, "unit_memory_used")
        .gauges(COUNT, "unit_tasks")
        .deltas(MICROSECONDS, "unit_cpu_time")
        .usually("failed_count", "running", "unit_active", "unit_failed", "unit_restarts");
  }

  private static Fields conntrack() {
    return Fields.NONE
        .gauges(COUNT, "count", "max")
        .gauges(PERCENT, "used_percent")
        .deltas(COUNT, "drops", "early_drops", "insert_failed")
        .usually("count", "max", "used_percent");
  }

  private static Fields tcp() {
    return Fields.NONE
        .gauges(COUNT, "established")
        .deltas(COUNT, "active_opens", "passive_opens", "attempt_fails", "established_resets")
        .deltas(COUNT, "segments_recv", "segments_sent", "resets_sent", "err_in")
        .deltas(COUNT, "retransmits")
        .deltas(PERCENT, "retransmit_percent")
        .deltas(COUNT, "timeouts", "listen_overflows", "listen_drops", "backlog_drops")
        .deltas(COUNT, "receive_queue_drops", "memory_aborts", "syncookies_sent")
        .usually("retransmits", "retransmit_percent", "listen_overflows", "listen_drops");
  }

  private static Fields udp() {
    return Fields.NONE
        .deltas(COUNT, "datagrams_recv", "datagrams_sent", "no_ports")
        .deltas(COUNT, "err_in", "receive_buffer_errors", "send_buffer_errors")
        .usually("err_in", "receive_buffer_errors", "send_buffer_errors");
  }

  private static Fields ioErrors() {
    return Fields.NONE
        .deltas(COUNT, "failed", "timed_out")
        .gauges(COUNT, "filesystem")
        .gauges(COUNT, "read", "write", "flush", "corruption", "generation")
        .usually("failed", "timed_out", "filesystem");
  }
}
