package io.groundwatch.input.cloudwatch;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reads the input of {@code PutMetricData}, and refuses what CloudWatch does. One thread. */
final class MetricData {
  private static final String PARAMETER = "InvalidParameterValue";
  private static final String MISSING = "MissingParameter";
  private static final int MAX_DATUMS = 1000;
  private static final int MAX_VALUES = 150;
  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_TEXT = 255;
  private static final int MAX_DIMENSION = 1024;
  private static final int STANDARD_SECONDS = 60;

  private MetricData() {}

  /**
   * The samples of a request.
   *
   * @param base dimensions of every metric, which the request's own replace
   * @param nowNanos the time of those that have none
   */
  static List<MetricSample> of(JsonTree input, Dimensions base, long nowNanos)
      throws InvalidRequestException {
    String namespace = input.text("Namespace");
    if (namespace.isBlank() || namespace.length() > MAX_TEXT) {
      throw new InvalidRequestException(MISSING, "The parameter Namespace is required.");
    }
    List<JsonTree> datums = input.at("MetricData").elements();
    if (datums.isEmpty() || datums.size() > MAX_DATUMS) {
      throw new InvalidRequestException(
          PARAMETER,
          "The collection MetricData must have 1 to " + MAX_DATUMS + " members: " + datums.size());
    }
    List<MetricSample> samples = new ArrayList<>();
    for (int i = 0; i < datums.size(); i++) {
      samples.add(sample(namespace, datums.get(i), "MetricData.member." + (i + 1), base, nowNanos));
    }
    return samples;
  }

  private static MetricSample sample(
      String namespace, JsonTree datum, String where, Dimensions base, long nowNanos)
      throws InvalidRequestException {
    String name = datum.text("MetricName");
    if (name.isBlank() || name.length() > MAX_TEXT) {
      throw new InvalidRequestException(
          MISSING, "The parameter " + where + ".MetricName is required.");
    }
    String unit = datum.text("Unit");
    Optional<Unit> known = unit.isEmpty() ? Optional.of(Unit.NONE) : Unit.ofLabel(unit);
    if (known.isEmpty()) {
      throw wrong(where + ".Unit", unit);
    }
    boolean high = datum.text("StorageResolution").equals("1");
    MetricSeries series =
        new MetricSeries(
            namespace,
            name,
            known.get(),
            base.with(dimensions(datum, where)),
            MetricKind.GAUGE,
            high ? 1 : STANDARD_SECONDS);
    long time = time(datum.text("Timestamp"), where, nowNanos);
    ValueSet set = values(datum, where);
    return set.count() == 1
        ? MetricSample.gauge(series, time, set.min())
        : MetricSample.of(series, time, time, set);
  }

  private static Map<String, String> dimensions(JsonTree datum, String where)
      throws InvalidRequestException {
    Map<String, String> dimensions = new TreeMap<>();
    for (JsonTree dimension : datum.at("Dimensions").elements()) {
      String name = dimension.text("Name");
      String value = dimension.text("Value");
      if (name.isBlank() || name.length() > MAX_TEXT) {
        throw wrong(where + ".Dimensions.Name", name);
      }
      if (value.isBlank() || value.length() > MAX_DIMENSION) {
        throw wrong(where + ".Dimensions.Value", value);
      }
      dimensions.put(name, value);
    }
    if (dimensions.size() > MAX_DIMENSIONS) {
      throw wrong(where + ".Dimensions", dimensions.size() + " of them");
    }
    return dimensions;
  }

  private static ValueSet values(JsonTree datum, String where) throws InvalidRequestException {
    ValueCounts values = new ValueCounts(new Room(Room.ONE_BYTES));
    List<JsonTree> many = datum.at("Values").elements();
    JsonTree statistics = datum.at("StatisticValues");
    if (!many.isEmpty()) {
      counted(many, datum.at("Counts").elements(), where, values);
    } else if (!statistics.members().isEmpty()) {
      String of = where + ".StatisticValues";
      long count = Math.round(number(statistics.text("SampleCount"), of));
      if (count < 1) {
        throw wrong(of + ".SampleCount", statistics.text("SampleCount"));
      }
      values.addStatistics(
          count,
          number(statistics.text("Sum"), of),
          number(statistics.text("Minimum"), of),
          number(statistics.text("Maximum"), of));
    } else {
      values.add(number(datum.text("Value"), where + ".Value"), 1);
    }
    return values.toSet();
  }

  private static void counted(
      List<JsonTree> many, List<JsonTree> counts, String where, ValueCounts values)
      throws InvalidRequestException {
    if (many.size() > MAX_VALUES || (!counts.isEmpty() && counts.size() != many.size())) {
      throw wrong(where + ".Counts", counts.size() + " for " + many.size() + " values");
    }
    for (int i = 0; i < many.size(); i++) {
      double times = counts.isEmpty() ? 1 : number(counts.get(i).text(), where + ".Counts");
      if (times <= 0) {
        throw wrong(where + ".Counts", counts.get(i).text());
      }
      values.add(number(many.get(i).text(), where + ".Values"), Math.max(1, Math.round(times)));
    }
  }

  private static double number(String text, String where) throws InvalidRequestException {
    try {
      double number = Double.parseDouble(text);
      if (Math.abs(number) <= ValueCounts.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(where, text);
    }
    throw wrong(where, text);
  }

  /** Seconds since the epoch, or, in a query, as ISO 8601 writes it. */
  private static long time(String text, String where, long nowNanos)
      throws InvalidRequestException {
    if (text.isEmpty()) {
      return nowNanos;
    }
    if (text.indexOf('T') < 0) {
      long millis = (long) (number(text, where + ".Timestamp") * 1000);
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }
    try {
      Instant instant = Instant.parse(text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)") ? text : text + "Z");
      return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    } catch (DateTimeException e) {
      throw wrong(where + ".Timestamp", text);
    }
  }

  private static InvalidRequestException wrong(String where, String what) {
    String shown = what.length() > MAX_TEXT ? what.substring(0, MAX_TEXT) + "…" : what;
    return new InvalidRequestException(
        PARAMETER, "The value " + shown + " for parameter " + where + " is invalid.");
  }
}
