package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each host input can measure, with the unit that a field has unless the configuration names
 * another: the CloudWatch Agent's allow-list for Linux, and {@code system} beyond it. A field's
 * published name is {@code <input>_<field>}. Any thread.
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
      default -> false;
    };
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
        "system",
        new Catalogue()
            .add(Unit.NONE, "load1", "load5", "load15")
            .add(Unit.SECONDS, "uptime")
            .done());
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
