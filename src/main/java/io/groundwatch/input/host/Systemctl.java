package io.groundwatch.input.host;

import io.groundwatch.input.host.UnitReading.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Linux: systemd, asked by {@code systemctl show}, which talks to it over D-Bus and prints lines of
 * {@code Name=value}, a block a unit, blocks apart by an empty line. Numbers that are not counted
 * are {@code [not set]} or the largest there is.
 */
final class Systemctl implements Source<SystemdReading> {
  private static final Logger log = LoggerFactory.getLogger(Systemctl.class);

  /** A name or pattern that matches more is not what was meant, and each is a series. */
  static final int MAX_UNITS = 500;

  private static final List<String> MANAGER = List.of("--property=SystemState,NFailedUnits,NJobs");
  private static final String UNIT =
      "--property=Id,ActiveState,NRestarts,MemoryCurrent,TasksCurrent,CPUUsageNSec";
  private static final int NANOS_PER_MICRO = 1000;

  private final List<String> command;
  private final List<String> patterns;
  private final HostCommand child;
  private boolean saidLeftOut;

  /**
   * Asks about the units that {@code patterns} name.
   *
   * @param command as it is run, such as {@code systemctl}
   */
  Systemctl(List<String> command, List<String> patterns, HostCommand child) {
    this.command = List.copyOf(command);
    this.patterns = List.copyOf(patterns);
    this.child = child;
  }

  @Override
  public SystemdReading read() throws IOException {
    List<Map<String, String>> manager = show(MANAGER);
    if (manager.isEmpty()) {
      throw new IOException("systemctl tells nothing of systemd");
    }
    return new SystemdReading(manager(manager.get(0)), patterns.isEmpty() ? List.of() : units());
  }

  private static Numbers manager(Map<String, String> properties) {
    NumbersDraft numbers = new NumbersDraft();
    numbers.put("failed_count", number(properties, "NFailedUnits"));
    numbers.put("jobs_count", number(properties, "NJobs"));
    String state = properties.getOrDefault("SystemState", "");
    numbers.put("running", state.equals("running") ? 1 : 0);
    return numbers.named("");
  }

  private List<UnitReading> units() throws IOException {
    List<String> question = new ArrayList<>(List.of(UNIT, "--"));
    question.addAll(patterns);
    Map<String, UnitReading> units = new HashMap<>();
    int leftOut = 0;
    for (Map<String, String> properties : show(question)) {
      String name = properties.getOrDefault("Id", "");
      if (name.isEmpty() || (units.size() >= MAX_UNITS && !units.containsKey(name))) {
        leftOut += name.isEmpty() ? 0 : 1;
      } else {
        units.put(name, unit(name, properties));
      }
    }
    sayLeftOut(leftOut);
    return new ArrayList<>(units.values());
  }

  private void sayLeftOut(int leftOut) {
    if (leftOut > 0 && !saidLeftOut) {
      saidLeftOut = true;
      log.warn(
          "The resources of systemd name more than {} units: {} are left out. Name those that count.",
          MAX_UNITS,
          leftOut);
    }
  }

  private static UnitReading unit(String name, Map<String, String> properties) {
    NumbersDraft numbers = new NumbersDraft();
    numbers.put("unit_restarts", number(properties, "NRestarts"));
    numbers.put("unit_memory_used", number(properties, "MemoryCurrent"));
    numbers.put("unit_tasks", number(properties, "TasksCurrent"));
    long nanos = number(properties, "CPUUsageNSec");
    numbers.put("unit_cpu_time", nanos == ABSENT ? ABSENT : nanos / NANOS_PER_MICRO);
    return new UnitReading(
        name, state(properties.getOrDefault("ActiveState", "")), numbers.named(name));
  }

  private static State state(String word) {
    return Arrays.stream(State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(State.OTHER);
  }

  private static long number(Map<String, String> properties, String name) {
    return ValueFile.number(properties.getOrDefault(name, ""));
  }

  private List<Map<String, String>> show(List<String> question) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("show", "--no-pager"));
    line.addAll(question);
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> block = new HashMap<>();
    for (String text : child.run(line)) {
      int equals = text.indexOf('=');
      if (equals > 0) {
        block.put(text.substring(0, equals), text.substring(equals + 1));
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new HashMap<>();
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }
}
