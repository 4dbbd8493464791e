package io.groundwatch.input.host;

import io.groundwatch.model.MetricKind;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * How a field is got from a reading.
 *
 * @param kind of number
 * @param of the reading's value; NaN where this host does not have it, or not yet
 */
record FieldValue<R>(MetricKind kind, ToDoubleFunction<R> of) {

  /** A number that the reading holds. */
  static <R> FieldValue<R> gauge(ToLongFunction<R> number) {
    return new FieldValue<>(MetricKind.GAUGE, r -> orNaN(number.applyAsLong(r)));
  }

  /** A number made from the reading. */
  static <R> FieldValue<R> computed(ToDoubleFunction<R> number) {
    return new FieldValue<>(MetricKind.GAUGE, number);
  }

  /** By how much a counter grew between two readings. */
  static <C> FieldValue<Span<C>> delta(ToLongFunction<C> counter) {
    return new FieldValue<>(MetricKind.DELTA, span -> orNaN(span.growth(counter)));
  }

  private static double orNaN(long number) {
    return number == Source.ABSENT ? Double.NaN : number;
  }
}
