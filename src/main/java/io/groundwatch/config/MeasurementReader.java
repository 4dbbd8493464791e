package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads {@code measurement} of one host input: names with or without the input's prefix, as strings
 * or as objects with {@code name}, {@code rename} and {@code unit}. One reader an input.
 */
final class MeasurementReader {
  private static final String KEY = "measurement";
  private static final int MAX_MEASUREMENTS = 1024;
  private static final int MAX_NAME = 255;
  private static final int MAX_UNIT = 256;

  /** Upstream's input whose measurements may be left out: then all are meant. */
  private static final String GPU = "nvidia_smi";

  /** Counters that only volumes of EC2 have. */
  private static final List<String> EC2_VOLUME_PREFIXES = List.of("ebs_", "instance_store_");

  private final String input;
  private final Map<String, Unit> fields;
  private final Faults faults;

  private boolean saidVolumes;

  MeasurementReader(String input, Faults faults) {
    this.input = input;
    this.fields = HostFields.of(input);
    this.faults = faults;
  }

  List<Measurement> read(ObjectReader section) {
    if ((HostFields.isOwn(input) || input.equals(GPU)) && !section.has(KEY)) {
      section.node(KEY);
      return usual().stream()
          .map(f -> new Measurement(f, Optional.empty(), Optional.empty()))
          .toList();
    }
    List<Measurement> measurements = new ArrayList<>();
    section.required(KEY, "an array of names, such as " + example());
    section.distinct(KEY);
    section
        .array(KEY, 1, MAX_MEASUREMENTS)
        .ifPresent(nodes -> nodes.forEach(node -> read(node, measurements)));
    return measurements;
  }

  private Collection<String> usual() {
    return input.equals(GPU) ? new TreeSet<>(fields.keySet()) : HostFields.usual(input);
  }

  private void read(ConfigNode node, List<Measurement> measurements) {
    Optional<Measurement> measurement =
        node instanceof ObjectNode
            ? ObjectReader.of(node, faults).flatMap(this::detailed)
            : new ValueReader(faults)
                .string(node, 1, MAX_NAME)
                .flatMap(name -> field(name, node))
                .map(field -> new Measurement(field, Optional.empty(), Optional.empty()));
    measurement.ifPresent(
        m -> {
          if (measurements.contains(m)) {
            faults.warning(node.place(), "named twice, collected once");
          } else {
            measurements.add(m);
          }
        });
  }

  private Optional<Measurement> detailed(ObjectReader entry) {
    Optional<ConfigNode> name = entry.required("name", "a name, such as " + example());
    Optional<String> field =
        entry.string("name", 1, MAX_NAME).flatMap(text -> field(text, name.orElseThrow()));
    Optional<String> rename = entry.string("rename", 1, MAX_NAME);
    Optional<Unit> unit = entry.string("unit", 1, MAX_UNIT).flatMap(text -> unit(text, entry));
    entry.finish(Severity.ERROR);
    return field.map(f -> new Measurement(f, rename, unit));
  }

  /** Upstream sends any text as a unit; ours are CloudWatch's own. */
  private Optional<Unit> unit(String label, ObjectReader entry) {
    Optional<Unit> unit = Unit.ofLabel(label);
    if (unit.isEmpty()) {
      entry
          .node("unit")
          .ifPresent(
              node ->
                  faults.warning(
                      node.place(),
                      Fault.quote(label)
                          + " is no unit of CloudWatch: the metric keeps its own (expected: such as"
                          + " Percent, Bytes, Count/Second)"));
    }
    return unit;
  }

  private Optional<String> field(String written, ConfigNode node) {
    String name = written.strip();
    String field =
        name.startsWith(input + "_") && !fields.containsKey(name)
            ? name.substring(input.length() + 1)
            : name;
    if (fields.containsKey(field)) {
      return Optional.of(field);
    }
    if (input.equals("diskio") && EC2_VOLUME_PREFIXES.stream().anyMatch(field::startsWith)) {
      sayVolumes(node.place());
    } else {
      // Upstream reads over inputs of ours, so that a file which names one its own way runs there.
      Severity severity = HostFields.isOwn(input) ? Severity.WARNING : Severity.ERROR;
      faults.add(
          severity,
          node.place(),
          "unknown measurement "
              + Fault.quote(name)
              + " of "
              + input
              + NearestName.hint(field, fields.keySet()));
    }
    return Optional.empty();
  }

  private void sayVolumes(Place place) {
    if (!saidVolumes) {
      saidVolumes = true;
      faults.warning(place, "not served by this version: no counters of EC2 volumes are collected");
    }
  }

  private String example() {
    return fields.keySet().stream().sorted().findFirst().map(Fault::quote).orElse("\"used\"");
  }
}
