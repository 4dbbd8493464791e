package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Linux: the counters that drivers of network interfaces keep, by {@code ethtool -S}: a name, a
 * colon and a number a line. The loopback has none. Which are counters and which are not, only the
 * driver knows: all are published as they are.
 */
final class EthtoolCollector implements Collector {
  private static final Logger log = LoggerFactory.getLogger(EthtoolCollector.class);
  private static final int MAX_INTERFACES = 256;
  private static final String DRIVER = "driver: ";

  private final HostInputConfig config;
  private final String namespace;
  private final Dimensions base;
  private final Predicate<String> counters;
  private final Source<List<String>> interfaces;
  private final HostCommand command;
  private final String program;
  private final ResourceMap<String, Link> links = new ResourceMap<>(MAX_INTERFACES);
  private boolean saidMissing;
  private int leftOut;
  private int room;

  /** What is known of an interface. */
  private static final class Link {
    private @Nullable String driver;
    private boolean hasNone;
    private List<String> names = List.of();
    private @Nullable SeriesGroup<double[]> group;
  }

  /**
   * Publishes the counters that the measurements of {@code config} name.
   *
   * @param interfaces that are wanted
   * @param program the name of the command
   */
  EthtoolCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<String>> interfaces,
      HostCommand command,
      String program) {
    this.config = config;
    this.namespace = namespace;
    this.base = base;
    this.counters =
        new ResourceFilter(config.measurements().stream().map(Measurement::field).toList());
    this.interfaces = interfaces;
    this.command = command;
    this.program = program;
  }

  @Override
  public String name() {
    return "ethtool";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    links.begin();
    leftOut = 0;
    room = SeriesPlan.MAX_SERIES / (1 + config.rollUps().size());
    try {
      for (String name : interfaces.read()) {
        Link link = links.see(name, key -> new Link());
        if (link != null && !link.hasNone) {
          publish(name, link, wallNanos, out);
        }
      }
    } catch (HostCommand.Missing e) {
      if (!saidMissing) {
        saidMissing = true;
        log.warn("No ethtool metrics: {}.", e.getMessage());
      }
    }
    links.end();
  }

  @Override
  public int leftOut() {
    return links.leftOut() + leftOut;
  }

  @Override
  public void close() throws IOException {
    interfaces.close();
  }

  private void publish(String name, Link link, long wallNanos, MetricSink out) throws IOException {
    List<String> lines;
    try {
      if (link.driver == null) {
        link.driver = driver(command.run(List.of(program, "-i", name)));
      }
      lines = command.run(List.of(program, "-S", name));
    } catch (HostCommand.Failed e) {
      // A bridge, a tunnel: its driver keeps no counters. One that comes back is asked again.
      log.debug("{} has no counters: {}.", name, e.getMessage());
      link.hasNone = true;
      return;
    }
    Map<String, Double> read = read(lines);
    List<String> names = List.copyOf(read.keySet());
    SeriesGroup<double[]> group = link.group;
    if (group == null || !names.equals(link.names)) {
      group = group(name, String.valueOf(link.driver), names);
      link.names = names;
      link.group = group;
    }
    double[] values = read.values().stream().mapToDouble(Double::doubleValue).toArray();
    group.emit(values, SampleTimes.at(wallNanos), out);
  }

  private Map<String, Double> read(List<String> lines) {
    Map<String, Double> read = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.lastIndexOf(": ");
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (!name.isEmpty() && counters.test(name)) {
        Optional<Double> number = number(line.substring(colon + 2).strip());
        if (number.isPresent() && room > 0) {
          room--;
          read.put(name, number.get());
        } else if (number.isPresent()) {
          leftOut++;
        }
      }
    }
    return read;
  }

  private SeriesGroup<double[]> group(String name, String driver, List<String> names) {
    List<Measurement> measurements = new ArrayList<>();
    Map<String, FieldValue<double[]>> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      measurements.add(new Measurement(names.get(i), Optional.empty(), Optional.empty()));
      values.put(names.get(i), FieldValue.computed(numbers -> numbers[place]));
    }
    return new SeriesPlan<>(namespace, base, config.publishing(config.name(), measurements), values)
        .group(Map.of("driver", driver, "interface", name));
  }

  private static String driver(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(DRIVER))
        .map(line -> line.substring(DRIVER.length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  /** Counters have 64 bits without a sign. */
  private static Optional<Double> number(String text) {
    try {
      long bits = Long.parseUnsignedLong(text);
      return Optional.of(bits >= 0 ? (double) bits : bits + 0x1p64);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
