package io.groundwatch.codec;

import java.util.Locale;

/** What is wrong with a record, in part or as a whole: a closed set. */
public enum EmfFault {
  JSON("is no JSON object"),
  METADATA("has an \"_aws\" without an array \"CloudWatchMetrics\" of objects"),
  TIMESTAMP("has no \"Timestamp\" in \"_aws\" (expected: milliseconds since 1970)"),
  NAMESPACE("has metrics without a \"Namespace\""),
  DIMENSIONS(
      "has \"Dimensions\" that are no arrays of names of members that are strings, at most 30"),
  METRIC("has \"Metrics\" that are no objects with a \"Name\""),
  UNIT("has a \"Unit\" that CloudWatch does not know"),
  VALUE("has a metric whose member is no number and no array of 1 to 100 numbers"),
  SIZE("has more than 1000 values of metrics and dimensions; what is more is left out");

  private final String text;

  EmfFault(String text) {
    this.text = text;
  }

  /** What is said of the record. */
  public String text() {
    return text;
  }

  /** As it is counted. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
