package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fields of each host input and their units, without the input's prefix. */
public final class HostFields {
  private static final Map<String, Map<String, Unit>> BY_INPUT =
      Map.of(
          "cpu",
          Map.of(
              "usage_active", Unit.PERCENT,
              "usage_guest", Unit.PERCENT,
              "usage_idle", Unit.PERCENT,
              "usage_iowait", Unit.PERCENT,
              "usage_nice", Unit.PERCENT,
              "usage_system", Unit.PERCENT,
              "usage_user", Unit.PERCENT,
              "time_active", Unit.NONE,
              "time_idle", Unit.NONE),
          "mem",
          Map.of(
              "active", Unit.BYTES,
              "available", Unit.BYTES,
              "available_percent", Unit.PERCENT,
              "cached", Unit.BYTES,
              "free", Unit.BYTES,
              "total", Unit.BYTES,
              "used", Unit.BYTES,
              "used_percent", Unit.PERCENT),
          "swap",
          Map.of("free", Unit.BYTES, "used", Unit.BYTES, "used_percent", Unit.PERCENT),
          "disk",
          Map.of(
              "free", Unit.BYTES,
              "total", Unit.BYTES,
              "used", Unit.BYTES,
              "used_percent", Unit.PERCENT,
              "inodes_free", Unit.COUNT,
              "inodes_total", Unit.COUNT,
              "inodes_used", Unit.COUNT),
          "diskio",
          Map.of(
              "iops_in_progress", Unit.COUNT,
              "reads", Unit.COUNT,
              "writes", Unit.COUNT,
              "io_time", Unit.MILLISECONDS,
              "read_time", Unit.MILLISECONDS,
              "write_time", Unit.MILLISECONDS,
              "read_bytes", Unit.BYTES,
              "write_bytes", Unit.BYTES),
          "net",
          Map.of(
              "bytes_sent", Unit.BYTES,
              "bytes_recv", Unit.BYTES,
              "drop_in", Unit.COUNT,
              "drop_out", Unit.COUNT,
              "err_in", Unit.COUNT,
              "err_out", Unit.COUNT,
              "packets_sent", Unit.COUNT,
              "packets_recv", Unit.COUNT),
          "system",
          Map.of(
              "load1", Unit.NONE,
              "load5", Unit.NONE,
              "load15", Unit.NONE,
              "uptime", Unit.SECONDS));

  private HostFields() {}

  /** The fields of an input with their units; empty for an unknown input. */
  public static Map<String, Unit> of(String input) {
    return new HashMap<>(BY_INPUT.getOrDefault(input, Map.of()));
  }

  /** The inputs that have a collector. */
  public static Set<String> inputs() {
    return BY_INPUT.keySet();
  }
}
