package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.codec.EmfHeader.Directive;
import io.groundwatch.codec.EmfHeader.Metric;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metrics out of a record. One of its members may be wrong and the others still count;
 * what is wrong is told. Source: CloudWatch User Guide, "Specification: Embedded metric format".
 * One thread.
 */
public final class EmfReader {
  private static final String METADATA = "_aws";

  /** The specification's limit of the values of one metric. */
  private static final int MAX_VALUES = 100;

  /** So many values for all series of one record. */
  private static final int MAX_SAMPLES = 1000;

  /** PutMetricData, MetricDatum: values lie within this of zero. */
  private static final double MAX_VALUE = 0x1p360;

  private final JsonFactory factory = new JsonFactory();
  private final Consumer<EmfFault> faults;

  /** Tells {@code faults} what is wrong. */
  public EmfReader(Consumer<EmfFault> faults) {
    this.faults = faults;
  }

  /**
   * The header of a record; empty where it has none, or is no record at all.
   *
   * @param must whether one that is no JSON object is a fault
   */
  public Optional<EmfHeader> header(byte[] bytes, int offset, int length, boolean must) {
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        EmfHeader header = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
          boolean metadata = METADATA.equals(json.currentName());
          json.nextToken();
          if (metadata) {
            header = new EmfHeaderReader(json, faults).read();
          } else {
            json.skipChildren();
          }
        }
        return Optional.ofNullable(header);
      }
    } catch (IOException e) {
      // As below: this is no JSON.
      return noRecord(must);
    }
    return noRecord(must);
  }

  private Optional<EmfHeader> noRecord(boolean must) {
    if (must) {
      faults.accept(EmfFault.JSON);
    }
    return Optional.empty();
  }

  /**
   * Hands on the metrics of a record whose header was just read.
   *
   * @param timeNanos of those that have no time
   */
  public void metrics(
      EmfHeader header,
      byte[] bytes,
      int offset,
      int length,
      long timeNanos,
      Consumer<MetricSample> out) {
    Set<String> wanted = header.members();
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, String> texts = new HashMap<>();
    Map<String, ValueSet> numbers = new HashMap<>();
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (!wanted.contains(name)) {
          json.skipChildren();
        } else if (value == JsonToken.VALUE_STRING) {
          texts.put(name, json.getText());
        } else {
          ValueSet set = values(json);
          if (set != null) {
            numbers.put(name, set);
          }
        }
      }
    } catch (IOException e) {
      faults.accept(EmfFault.JSON);
      return;
    }
    long time =
        header.timeMillis().isPresent()
            ? TimeUnit.MILLISECONDS.toNanos(header.timeMillis().getAsLong())
            : timeNanos;
    emit(header, texts, numbers, time, out);
  }

  private void emit(
      EmfHeader header,
      Map<String, String> texts,
      Map<String, ValueSet> numbers,
      long time,
      Consumer<MetricSample> out) {
    int left = MAX_SAMPLES;
    for (Directive directive : header.directives()) {
      for (List<String> set : directive.dimensionSets()) {
        Dimensions dimensions = dimensions(set, texts);
        if (dimensions != null) {
          left = emit(directive, dimensions, numbers, time, left, out);
        }
        if (left < 0) {
          faults.accept(EmfFault.SIZE);
          return;
        }
      }
    }
  }

  /** Returns how many values there may still be; below 0 = more than there may. */
  private int emit(
      Directive directive,
      Dimensions dimensions,
      Map<String, ValueSet> numbers,
      long time,
      int atMost,
      Consumer<MetricSample> out) {
    int left = atMost;
    for (Metric metric : directive.metrics()) {
      ValueSet values = numbers.get(metric.name());
      if (values == null) {
        faults.accept(EmfFault.VALUE);
        continue;
      }
      left -= values.size();
      if (left < 0) {
        return left;
      }
      out.accept(sample(directive, metric, dimensions, values, time));
    }
    return left;
  }

  private static MetricSample sample(
      Directive directive, Metric metric, Dimensions dimensions, ValueSet values, long time) {
    MetricSeries series =
        new MetricSeries(
            directive.namespace(),
            metric.name(),
            metric.unit(),
            dimensions,
            MetricKind.GAUGE,
            metric.intervalSeconds());
    return values.count() == 1
        ? MetricSample.gauge(series, time, values.min())
        : MetricSample.of(series, time, time, values);
  }

  private @Nullable Dimensions dimensions(List<String> names, Map<String, String> texts) {
    Map<String, String> dimensions = new TreeMap<>();
    for (String name : names) {
      String value = texts.get(name);
      if (value == null) {
        faults.accept(EmfFault.DIMENSIONS);
        return null;
      }
      if (!value.isBlank()) {
        dimensions.put(name, value);
      }
    }
    return new Dimensions(dimensions);
  }

  /** A number or an array of some; null where it is neither. */
  private static @Nullable ValueSet values(JsonParser json) throws IOException {
    SortedMap<Double, Long> all = new TreeMap<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      boolean fine = add(json, all);
      json.skipChildren();
      return fine ? new ValueSet(all) : null;
    }
    int count = 0;
    boolean fine = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      fine &= ++count <= MAX_VALUES && add(json, all);
      json.skipChildren();
    }
    return fine && count > 0 ? new ValueSet(all) : null;
  }

  private static boolean add(JsonParser json, SortedMap<Double, Long> all) throws IOException {
    if (!json.currentToken().isNumeric() || !(Math.abs(json.getDoubleValue()) <= MAX_VALUE)) {
      return false;
    }
    all.merge(json.getDoubleValue() + 0.0, 1L, Long::sum); // -0.0 and 0.0 are one
    return true;
  }
}
