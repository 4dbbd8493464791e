package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of each host input and their units, without the input's prefix. */
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

  private static final Map<String, Map<String, Unit>> BY_INPUT =
      Map.of(
          "cpu",
          all(
              units(Unit.PERCENT, CPU_STATES.stream().map("usage_"::concat).toList()),
              units(Unit.NONE, CPU_STATES.stream().map("time_"::concat).toList())),
          "mem",
          all(
              units(
                  Unit.BYTES,
                  List.of(
                      "active",
                      "available",
                      "buffered",
                      "cached",
                      "free",
                      "inactive",
                      "shared",
                      "total",
                      "used")),
              units(Unit.PERCENT, List.of("available_percent", "used_percent"))),
          "swap",
          all(
              units(Unit.BYTES, List.of("free", "used")),
              units(Unit.PERCENT, List.of("used_percent"))),
          "disk",
          all(
              units(Unit.BYTES, List.of("free", "total", "used")),
              units(Unit.COUNT, List.of("inodes_free", "inodes_total", "inodes_used")),
              units(Unit.PERCENT, List.of("used_percent"))),
          "diskio",
          all(
              units(Unit.COUNT, List.of("iops_in_progress", "reads", "writes")),
              units(Unit.MILLISECONDS, List.of("io_time", "read_time", "write_time")),
              units(Unit.BYTES, List.of("read_bytes", "write_bytes"))),
          "net",
          all(
              units(Unit.BYTES, List.of("bytes_sent", "bytes_recv")),
              units(
                  Unit.COUNT,
                  List.of(
                      "drop_in", "drop_out", "err_in", "err_out", "packets_sent", "packets_recv"))),
          "system",
          all(
              units(Unit.NONE, List.of("load1", "load5", "load15")),
              units(Unit.SECONDS, List.of("uptime"))));

  private HostFields() {}

  /** The fields of an input with their units; empty for an unknown input. */
  public static Map<String, Unit> of(String input) {
    return BY_INPUT.getOrDefault(input, Map.of());
  }

  /** The inputs that have a collector. */
  public static Set<String> inputs() {
    return BY_INPUT.keySet();
  }

  private static Map<String, Unit> units(Unit unit, List<String> fields) {
    return fields.stream().collect(Collectors.toMap(field -> field, field -> unit));
  }

  @SafeVarargs
  private static Map<String, Unit> all(Map<String, Unit>... parts) {
    Map<String, Unit> all = new HashMap<>();
    for (Map<String, Unit> part : parts) {
      all.putAll(part);
    }
    return Map.copyOf(all);
  }
}
