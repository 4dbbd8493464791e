package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Temperatures in degrees Celsius, fans in turns a minute, voltages in volts. */
final class SensorsCollector implements Collector {
  private static final Map<String, FieldValue<SensorReading>> FIELDS =
      Map.of(
          "temperature", FieldValue.computed(SensorReading::temperature),
          "fan_speed", FieldValue.computed(SensorReading::fanSpeed),
          "voltage", FieldValue.computed(SensorReading::voltage));

  private final ResourceFilter wanted;
  private final SeriesPlan<SensorReading> plan;
  private final List<Source<List<SensorReading>>> sources;
  private final ResourceMap<Map<String, String>, SeriesGroup<SensorReading>> groups;
  private final Absence absence = new Absence("sensors");

  /**
   * Publishes the chips that {@code config} names.
   *
   * @param sources of which the first that knows any sensor counts
   */
  SensorsCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      List<Source<List<SensorReading>>> sources) {
    this.wanted = new ResourceFilter(config.resources().orElse(List.of()));
    this.plan = new SeriesPlan<>(namespace, base, config, FIELDS);
    this.sources = List.copyOf(sources);
    this.groups = new ResourceMap<>(plan.maxResources());
  }

  @Override
  public String name() {
    return "sensors";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<SensorReading> readings = read();
    if (readings.isEmpty()) {
      absence.say("this host tells no sensors, as most virtual ones");
    } else {
      absence.over();
    }
    publish(readings, SampleTimes.at(wallNanos), out);
  }

  private void publish(List<SensorReading> readings, SampleTimes times, MetricSink out) {
    Set<Map<String, String>> seen = new HashSet<>();
    groups.begin();
    for (SensorReading reading : readings) {
      Map<String, String> dimensions = dimensions(reading);
      // Two sensors of a chip may bear one label; the first is published.
      if (wanted.test(reading.chip()) && seen.add(dimensions)) {
        SeriesGroup<SensorReading> group = groups.see(dimensions, plan::group);
        if (group != null) {
          group.emit(reading, times, out);
        }
      }
    }
    groups.end();
  }

  @Override
  public int leftOut() {
    return groups.leftOut();
  }

  @Override
  public void close() throws IOException {
    for (Source<List<SensorReading>> source : sources) {
      source.close();
    }
  }

  private List<SensorReading> read() throws IOException {
    List<SensorReading> readings = new ArrayList<>();
    for (Source<List<SensorReading>> source : sources) {
      if (readings.isEmpty()) {
        readings.addAll(source.read());
      }
    }
    return readings;
  }

  private static Map<String, String> dimensions(SensorReading reading) {
    return Map.of("chip", reading.chip(), "device", reading.device(), "sensor", reading.sensor());
  }
}
