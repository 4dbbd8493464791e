package io.groundwatch.input.statsd;

import io.groundwatch.config.StatsdConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.aggregate.RollUps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes series of what senders call them. Immutable. */
final class SeriesNames {
  /** CloudWatch's own limits: PutMetricData, MetricDatum and Dimension. */
  private static final int MAX_NAME = 255;

  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_VALUE = 1024;

  private static final String TYPE = "metric_type";

  private final StatsdConfig config;
  private final String namespace;
  private final Dimensions base;
  private final RollUps rollUps;
  private final int intervalSeconds;

  /**
   * @param base dimensions of every series
   */
  SeriesNames(StatsdConfig config, String namespace, Dimensions base) {
    this.config = config;
    this.namespace = namespace;
    this.base = base;
    this.rollUps = new RollUps(config.rollUps(), config.dropOriginal());
    this.intervalSeconds = config.intervalSeconds();
  }

  /** Its own series and those that it is rolled up to; null where it has too many tags. */
  @Nullable List<MetricSeries> of(Line line) {
    String sent = line.name();
    Map<String, String> tags = new TreeMap<>();
    int comma = sent.indexOf(',');
    if (comma >= 0) {
      readTags(sent.substring(comma + 1), '=', tags);
    }
    readTags(line.tags(), ':', tags);
    tags.put(TYPE, line.type().key());
    Dimensions own = base.with(tags);
    if (own.entries().size() > MAX_DIMENSIONS) {
      return null;
    }
    String name = joined(comma < 0 ? sent : sent.substring(0, comma));
    List<MetricSeries> all = new ArrayList<>();
    if (rollUps.keeps(name)) {
      all.add(series(line, name, own));
    }
    rollUps.of(own).forEach(dimensions -> all.add(series(line, name, dimensions)));
    return all;
  }

  private MetricSeries series(Line line, String name, Dimensions dimensions) {
    return new MetricSeries(
        namespace, name, line.type().unit(), dimensions, Tally.kind(line.type()), intervalSeconds);
  }

  /** Its parts joined as upstream joins them. */
  private String joined(String name) {
    String joined = name.replace(".", config.separator());
    return cut(joined, MAX_NAME);
  }

  /** {@code name:value,name:value}; a tag without a value is there, which is "true". */
  private static void readTags(String text, char between, Map<String, String> into) {
    for (String tag : text.split(",", -1)) {
      int at = tag.indexOf(between);
      String name = at < 0 ? tag : tag.substring(0, at);
      String value = at < 0 ? "true" : tag.substring(at + 1);
      if (!name.isBlank() && !value.isBlank()) {
        into.put(cut(name, MAX_NAME), cut(value, MAX_VALUE));
      }
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
