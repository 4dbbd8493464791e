package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.codec.EmfHeader.Directive;
import io.groundwatch.codec.EmfHeader.Metric;
import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the member {@code _aws}. What is wrong is told, and left out. Source: CloudWatch User
 * Guide, "Specification: Embedded metric format". One thread.
 */
final class EmfHeaderReader {
  /** CloudWatch's limit of dimensions. */
  private static final int MAX_DIMENSIONS = 30;

  private static final int STANDARD_SECONDS = 60;

  private final JsonParser json;
  private final Consumer<EmfFault> faults;

  /** From a parser that stands at the value of {@code _aws}. */
  EmfHeaderReader(JsonParser json, Consumer<EmfFault> faults) {
    this.json = json;
    this.faults = faults;
  }

  EmfHeader read() throws IOException {
    OptionalLong time = OptionalLong.empty();
    Optional<String> group = Optional.empty();
    Optional<String> stream = Optional.empty();
    List<Directive> directives = null;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "Timestamp" -> time = time();
          case "LogGroupName" -> group = text();
          case "LogStreamName" -> stream = text();
          case "CloudWatchMetrics" -> directives = directives();
          default -> json.skipChildren();
        }
      }
    } else {
      json.skipChildren();
    }
    if (directives == null) {
      faults.accept(EmfFault.METADATA);
      directives = List.of();
    } else if (time.isEmpty() && !directives.isEmpty()) {
      faults.accept(EmfFault.TIMESTAMP);
    }
    return new EmfHeader(time, group, stream, directives);
  }

  private OptionalLong time() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && json.getLongValue() >= 0) {
      return OptionalLong.of(json.getLongValue());
    }
    json.skipChildren();
    return OptionalLong.empty();
  }

  private Optional<String> text() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING && !json.getText().isBlank()) {
      return Optional.of(json.getText());
    }
    json.skipChildren();
    return Optional.empty();
  }

  private @Nullable List<Directive> directives() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    List<Directive> directives = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        directive().ifPresent(directives::add);
      } else {
        json.skipChildren();
        faults.accept(EmfFault.METADATA);
      }
    }
    return directives;
  }

  private Optional<Directive> directive() throws IOException {
    Optional<String> namespace = Optional.empty();
    List<List<String>> dimensions = List.of(List.of());
    List<Metric> metrics = List.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "Namespace" -> namespace = text();
        case "Dimensions" -> dimensions = dimensionSets();
        case "Metrics" -> metrics = metrics();
        default -> json.skipChildren();
      }
    }
    if (namespace.isEmpty()) {
      faults.accept(EmfFault.NAMESPACE);
    }
    List<List<String>> sets = dimensions;
    List<Metric> all = metrics;
    return namespace.map(known -> new Directive(known, sets, all));
  }

  private List<List<String>> dimensionSets() throws IOException {
    List<List<String>> sets = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.accept(EmfFault.DIMENSIONS);
      return sets;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      List<String> set = dimensionSet();
      if (set == null) {
        faults.accept(EmfFault.DIMENSIONS);
      } else {
        sets.add(set);
      }
    }
    return sets;
  }

  private @Nullable List<String> dimensionSet() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    List<String> names = new ArrayList<>();
    boolean fine = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING && names.size() < MAX_DIMENSIONS) {
        names.add(json.getText());
      } else {
        json.skipChildren();
        fine = false;
      }
    }
    return fine ? names : null;
  }

  private List<Metric> metrics() throws IOException {
    List<Metric> metrics = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.accept(EmfFault.METRIC);
      return metrics;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Optional<Metric> metric = Optional.empty();
      if (json.currentToken() == JsonToken.START_OBJECT) {
        metric = metric();
      } else {
        json.skipChildren();
      }
      metric.ifPresentOrElse(metrics::add, () -> faults.accept(EmfFault.METRIC));
    }
    return metrics;
  }

  private Optional<Metric> metric() throws IOException {
    Optional<String> metric = Optional.empty();
    Unit unit = Unit.NONE;
    int seconds = STANDARD_SECONDS;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "Name" -> metric = text();
        case "Unit" -> unit = unit();
        case "StorageResolution" -> seconds = seconds();
        default -> json.skipChildren();
      }
    }
    Unit known = unit;
    int interval = seconds;
    return metric.map(named -> new Metric(named, known, interval));
  }

  private int seconds() throws IOException {
    int seconds = json.getValueAsInt(STANDARD_SECONDS);
    json.skipChildren();
    return seconds == 1 ? 1 : STANDARD_SECONDS;
  }

  private Unit unit() throws IOException {
    Optional<Unit> unit = text().flatMap(Unit::ofLabel);
    if (unit.isEmpty()) {
      faults.accept(EmfFault.UNIT);
    }
    return unit.orElse(Unit.NONE);
  }
}
