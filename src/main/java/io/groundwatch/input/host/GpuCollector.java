package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVIDIA GPUs, by {@code nvidia-smi --query-gpu}: a GPU a line, its numbers in the order asked for.
 * Memory is in MiB, clocks in MHz, power in W, temperature in degrees Celsius, as that command
 * tells them. Without the command there is nothing to collect.
 */
final class GpuCollector implements Collector {
  private static final Logger log = LoggerFactory.getLogger(GpuCollector.class);
  private static final String SEPARATOR = ", ";

  /** Those that are not called as the field is, with dots. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "encoder_stats_session_count", "encoder.stats.sessionCount",
          "encoder_stats_average_fps", "encoder.stats.averageFps",
          "encoder_stats_average_latency", "encoder.stats.averageLatency");

  private final HostCommand command;
  private final List<String> line;
  private final int numbers;
  private final SeriesPlan<double[]> plan;
  private final ResourceMap<Gpu, SeriesGroup<double[]>> groups;
  private boolean saidMissing;

  private record Gpu(String index, String name) {}

  /** Publishes the measurements of {@code config}, asking the command called {@code program}. */
  GpuCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      HostCommand command,
      String program) {
    this.command = command;
    List<String> fields =
        config.measurements().stream().map(Measurement::field).distinct().toList();
    this.numbers = fields.size();
    this.line = List.of(program, "--query-gpu=" + query(fields), "--format=csv,noheader,nounits");
    this.plan = new SeriesPlan<>(namespace, base, config, values(fields));
    this.groups = new ResourceMap<>(plan.maxResources());
  }

  @Override
  public String name() {
    return "nvidia_smi";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<String> gpus;
    try {
      gpus = command.run(line);
    } catch (HostCommand.Missing e) {
      if (!saidMissing) {
        saidMissing = true;
        log.debug("No GPU metrics: {}.", e.getMessage());
      }
      return;
    }
    groups.begin();
    for (String gpu : gpus) {
      publish(gpu.split(SEPARATOR, numbers + 2), wallNanos, out);
    }
    groups.end();
  }

  @Override
  public int leftOut() {
    return groups.leftOut();
  }

  /** Index, numbers, and last the name, which may be anything. */
  private void publish(String[] words, long wallNanos, MetricSink out) throws IOException {
    if (words.length != numbers + 2) {
      throw new IOException("nvidia-smi answers otherwise than it was asked");
    }
    double[] values = new double[numbers];
    for (int i = 0; i < numbers; i++) {
      values[i] = number(words[i + 1]);
    }
    SeriesGroup<double[]> group =
        groups.see(
            new Gpu(words[0], words[numbers + 1]),
            gpu -> plan.group(Map.of("index", gpu.index(), "name", gpu.name())));
    if (group != null) {
      group.emit(values, SampleTimes.at(wallNanos), out);
    }
  }

  private static String query(List<String> fields) {
    List<String> properties = new ArrayList<>(List.of("index"));
    fields.forEach(field -> properties.add(property(field)));
    properties.add("name");
    return String.join(",", properties);
  }

  private static String property(String field) {
    return PROPERTIES.getOrDefault(field, field.replace('_', '.'));
  }

  private static Map<String, FieldValue<double[]>> values(List<String> fields) {
    Map<String, FieldValue<double[]>> values = new HashMap<>();
    for (String field : HostFields.of("nvidia_smi").keySet()) {
      int place = fields.indexOf(field);
      values.put(field, FieldValue.computed(numbers -> place < 0 ? Double.NaN : numbers[place]));
    }
    return values;
  }

  /** What a GPU does not have is {@code [N/A]} or {@code [Not Supported]}. */
  private static double number(String word) {
    try {
      return Double.parseDouble(word.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
