package io.groundwatch.input.otlp;

import static io.groundwatch.codec.ProtoSchema.Kind.BASE64;
import static io.groundwatch.codec.ProtoSchema.Kind.DOUBLE;
import static io.groundwatch.codec.ProtoSchema.Kind.FIXED32;
import static io.groundwatch.codec.ProtoSchema.Kind.FIXED64;
import static io.groundwatch.codec.ProtoSchema.Kind.HEX;
import static io.groundwatch.codec.ProtoSchema.Kind.STRING;
import static io.groundwatch.codec.ProtoSchema.Kind.VARINT;
import static io.groundwatch.codec.ProtoSchema.Kind.ZIGZAG;

import io.groundwatch.codec.ProtoSchema;

/**
 * The messages of OTLP as far as they are read ({@code logs.proto}, {@code metrics.proto}, {@code
 * common.proto}, {@code resource.proto}), for their JSON form.
 */
final class OtlpSchema {
  private static final ProtoSchema ANY_VALUE = new ProtoSchema();
  private static final ProtoSchema PAIR =
      new ProtoSchema().with(1, "key", STRING).with(2, "value", ANY_VALUE);

  static {
    ANY_VALUE
        .with(1, "stringValue", STRING)
        .with(2, "boolValue", VARINT)
        .with(3, "intValue", VARINT)
        .with(4, "doubleValue", DOUBLE)
        .with(5, "arrayValue", new ProtoSchema().with(1, "values", ANY_VALUE))
        .with(6, "kvlistValue", new ProtoSchema().with(1, "values", PAIR))
        .with(7, "bytesValue", BASE64);
  }

  private static final ProtoSchema RESOURCE = new ProtoSchema().with(1, "attributes", PAIR);
  private static final ProtoSchema SCOPE =
      new ProtoSchema()
          .with(1, "name", STRING)
          .with(2, "version", STRING)
          .with(3, "attributes", PAIR);

  private static final ProtoSchema LOG_RECORD =
      new ProtoSchema()
          .with(1, "timeUnixNano", FIXED64)
          .with(2, "severityNumber", VARINT)
          .with(3, "severityText", STRING)
          .with(5, "body", ANY_VALUE)
          .with(6, "attributes", PAIR)
          .with(8, "flags", FIXED32)
          .with(9, "traceId", HEX)
          .with(10, "spanId", HEX)
          .with(11, "observedTimeUnixNano", FIXED64)
          .with(12, "eventName", STRING);

  /** {@code ExportLogsServiceRequest}. */
  static final ProtoSchema LOGS =
      new ProtoSchema()
          .with(
              1,
              "resourceLogs",
              new ProtoSchema()
                  .with(1, "resource", RESOURCE)
                  .with(
                      2,
                      "scopeLogs",
                      new ProtoSchema().with(1, "scope", SCOPE).with(2, "logRecords", LOG_RECORD)));

  private static final ProtoSchema NUMBER_POINT =
      new ProtoSchema()
          .with(2, "startTimeUnixNano", FIXED64)
          .with(3, "timeUnixNano", FIXED64)
          .with(4, "asDouble", DOUBLE)
          .with(6, "asInt", FIXED64)
          .with(7, "attributes", PAIR)
          .with(8, "flags", VARINT);

  private static final ProtoSchema HISTOGRAM_POINT =
      new ProtoSchema()
          .with(2, "startTimeUnixNano", FIXED64)
          .with(3, "timeUnixNano", FIXED64)
          .with(4, "count", FIXED64)
          .with(5, "sum", DOUBLE)
          .with(6, "bucketCounts", FIXED64)
          .with(7, "explicitBounds", DOUBLE)
          .with(9, "attributes", PAIR)
          .with(10, "flags", VARINT)
          .with(11, "min", DOUBLE)
          .with(12, "max", DOUBLE);

  private static final ProtoSchema BUCKETS =
      new ProtoSchema().with(1, "offset", ZIGZAG).with(2, "bucketCounts", VARINT);

  private static final ProtoSchema EXPONENTIAL_POINT =
      new ProtoSchema()
          .with(1, "attributes", PAIR)
          .with(2, "startTimeUnixNano", FIXED64)
          .with(3, "timeUnixNano", FIXED64)
          .with(4, "count", FIXED64)
          .with(5, "sum", DOUBLE)
          .with(6, "scale", ZIGZAG)
          .with(7, "zeroCount", FIXED64)
          .with(8, "positive", BUCKETS)
          .with(9, "negative", BUCKETS)
          .with(10, "flags", VARINT)
          .with(12, "min", DOUBLE)
          .with(13, "max", DOUBLE);

  private static final ProtoSchema SUMMARY_POINT =
      new ProtoSchema()
          .with(2, "startTimeUnixNano", FIXED64)
          .with(3, "timeUnixNano", FIXED64)
          .with(4, "count", FIXED64)
          .with(5, "sum", DOUBLE)
          .with(
              6,
              "quantileValues",
              new ProtoSchema().with(1, "quantile", DOUBLE).with(2, "value", DOUBLE))
          .with(7, "attributes", PAIR)
          .with(8, "flags", VARINT);

  private static final ProtoSchema METRIC =
      new ProtoSchema()
          .with(1, "name", STRING)
          .with(3, "unit", STRING)
          .with(5, "gauge", points(NUMBER_POINT))
          .with(7, "sum", points(NUMBER_POINT).with(3, "isMonotonic", VARINT))
          .with(9, "histogram", points(HISTOGRAM_POINT))
          .with(10, "exponentialHistogram", points(EXPONENTIAL_POINT))
          .with(11, "summary", points(SUMMARY_POINT));

  /** {@code ExportMetricsServiceRequest}. */
  static final ProtoSchema METRICS =
      new ProtoSchema()
          .with(
              1,
              "resourceMetrics",
              new ProtoSchema()
                  .with(1, "resource", RESOURCE)
                  .with(
                      2,
                      "scopeMetrics",
                      new ProtoSchema().with(1, "scope", SCOPE).with(2, "metrics", METRIC)));

  private OtlpSchema() {}

  private static ProtoSchema points(ProtoSchema point) {
    return new ProtoSchema().with(1, "dataPoints", point).with(2, "aggregationTemporality", VARINT);
  }
}
