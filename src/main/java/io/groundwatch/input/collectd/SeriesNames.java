package io.groundwatch.input.collectd;

import io.groundwatch.config.CollectdConfig;
import io.groundwatch.input.collectd.Refusals.Reason;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.aggregate.RollUps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes series of what packets call their values, as upstream names them: {@code
 * collectd_interface_rx}, with the dimensions {@code host}, {@code instance}, {@code type} and
 * {@code type_instance} as far as they are not empty. The packet's host takes the place of this
 * one's. One thread.
 */
final class SeriesNames {
  /** CloudWatch's own limits: PutMetricData, MetricDatum and Dimension. */
  private static final int MAX_NAME = 255;

  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_VALUE = 1024;

  private final CollectdConfig config;
  private final String namespace;
  private final Dimensions base;
  private final TypesDb types;
  private final Refusals refusals;
  private final RollUps rollUps;

  /**
   * @param base dimensions of every series
   */
  SeriesNames(
      CollectdConfig config, String namespace, Dimensions base, TypesDb types, Refusals refusals) {
    this.config = config;
    this.namespace = namespace;
    this.base = base.with(config.appendDimensions());
    this.types = types;
    this.refusals = refusals;
    this.rollUps = new RollUps(config.rollUps(), config.dropOriginal());
  }

  /** What the values of a list are called, which may be their numbers. */
  List<String> sources(Parts parts) {
    List<String> known = types.of(parts.type, parts.count());
    if (known != null) {
      return known;
    }
    refusals.add(Reason.TYPE);
    return IntStream.range(0, parts.count()).mapToObj(Integer::toString).toList();
  }

  /** A value's own series and those that it is rolled up to; null where it has too many tags. */
  @Nullable List<MetricSeries> of(Parts parts, String source, MetricKind kind) {
    Map<String, String> told = new TreeMap<>();
    put("host", parts.host, told);
    put("instance", parts.pluginInstance, told);
    put("type", parts.type, told);
    put("type_instance", parts.typeInstance, told);
    Dimensions own = base.with(told);
    if (own.entries().size() > MAX_DIMENSIONS) {
      return null;
    }
    String name = cut(config.namePrefix() + parts.plugin + "_" + source, MAX_NAME);
    List<MetricSeries> all = new ArrayList<>();
    if (rollUps.keeps(name)) {
      all.add(series(name, own, kind, parts));
    }
    for (Dimensions dimensions : rollUps.of(own)) {
      // Totals of several sources are not one total: each counts as a number, as upstream.
      MetricKind rolledUp = kind == MetricKind.CUMULATIVE ? MetricKind.GAUGE : kind;
      all.add(series(name, dimensions, rolledUp, parts));
    }
    return all;
  }

  private MetricSeries series(String name, Dimensions dimensions, MetricKind kind, Parts parts) {
    int seconds =
        config.aggregationSeconds() == 0 ? parts.intervalSeconds : config.aggregationSeconds();
    return new MetricSeries(namespace, name, Unit.NONE, dimensions, kind, seconds);
  }

  private static void put(String name, String value, Map<String, String> into) {
    if (!value.isBlank()) {
      into.put(name, cut(value, MAX_VALUE));
    }
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
