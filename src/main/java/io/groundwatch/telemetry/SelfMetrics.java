package io.groundwatch.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * The agent's numbers about itself: counters and gauges by name and labels, written as in
 * Prometheus: {@code agent_lane_sent_records_total{lane="central/logs"}}. Any thread may count,
 * register and read.
 *
 * <p>Bounded because names and labels are: they come from the configuration and from closed sets of
 * reasons, never from data.
 */
public final class SelfMetrics {
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /** The counter of this name and these labels, made at the first call. */
  public LongAdder counter(String name, String... labelsAndValues) {
    return counters.computeIfAbsent(key(name, labelsAndValues), k -> new LongAdder());
  }

  /** Registers a gauge; {@code value} is called by the reader's thread. */
  public void gauge(String name, DoubleSupplier value, String... labelsAndValues) {
    gauges.put(key(name, labelsAndValues), value);
  }

  /** Every counter and gauge with its value now, sorted. */
  public Map<String, Double> snapshot() {
    Map<String, Double> all = new TreeMap<>();
    counters.forEach((name, counter) -> all.put(name, (double) counter.sum()));
    gauges.forEach((name, gauge) -> all.put(name, gauge.getAsDouble()));
    return all;
  }

  /** The sum of all counters of this name, whatever their labels. */
  public long total(String name) {
    return counters.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .mapToLong(e -> e.getValue().sum())
        .sum();
  }

  private static String key(String name, String... labelsAndValues) {
    if (labelsAndValues.length == 0) {
      return name;
    }
    StringBuilder key = new StringBuilder(name).append('{');
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      key.append(i == 0 ? "" : ",").append(labelsAndValues[i]);
      key.append("=\"").append(labelsAndValues[i + 1]).append('"');
    }
    return key.append('}').toString();
  }
}
