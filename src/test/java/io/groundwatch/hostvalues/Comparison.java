package io.groundwatch.hostvalues;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A series of the agent's and the number of another program that it has to agree with.
 *
 * @param series as {@link Sample#of} has it
 * @param how they are compared
 * @param other the name in a {@link Look}
 * @param scale one of the other program's unit in ours
 * @param tolerance how far it may be off, in our unit
 */
record Comparison(String series, How how, String other, double scale, double tolerance) {
  /** A sample is read after the time that it is stamped with, on a busy host by this at most. */
  private static final long READ_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  /** What kind of number it is. */
  enum How {
    /** Moves up and down: lies between the looks around it, or off by the tolerance. */
    GAUGE,
    /** Only grows: lies between the look before and the look after. */
    TOTAL,
    /**
     * What came since the sample before: their sum lies between the growth of two pairs of looks.
     */
    DELTA
  }

  /** What came out of it. */
  record Result(Comparison comparison, int compared, Optional<String> fault) {}

  /** Compares as many samples as have a look on either side. */
  Result check(List<Sample> samples, List<Look> looks) {
    List<Sample> inside = new ArrayList<>(samples);
    inside.removeIf(s -> before(s, looks).isEmpty() || after(s, looks).isEmpty());
    if (inside.isEmpty()) {
      return new Result(this, 0, Optional.of("no sample of it between two looks"));
    }
    if (how == How.DELTA) {
      return new Result(this, inside.size() - 1, checkSum(inside, looks));
    }
    Optional<String> fault =
        inside.stream().map(s -> checkOne(s, looks)).flatMap(Optional::stream).findFirst();
    return new Result(this, inside.size(), fault);
  }

  private Optional<String> checkOne(Sample sample, List<Look> looks) {
    double one = value(before(sample, looks).orElseThrow());
    double two = value(after(sample, looks).orElseThrow());
    return within(sample.value(), Math.min(one, two), Math.max(one, two));
  }

  private Optional<String> checkSum(List<Sample> inside, List<Look> looks) {
    Sample first = inside.get(0);
    Sample last = inside.get(inside.size() - 1);
    double sum = inside.stream().skip(1).mapToDouble(Sample::value).sum();
    double most =
        value(after(last, looks).orElseThrow()) - value(before(first, looks).orElseThrow());
    double least =
        value(before(last, looks).orElseThrow()) - value(after(first, looks).orElseThrow());
    return within(sum, Math.max(0, least), most);
  }

  private Optional<String> within(double value, double least, double most) {
    return value >= least - tolerance && value <= most + tolerance
        ? Optional.empty()
        : Optional.of(
            "%s (expected: %s to %s, off by %s at most)".formatted(value, least, most, tolerance));
  }

  /** The last look that was over when the sample was taken. */
  private static Optional<Look> before(Sample sample, List<Look> looks) {
    return looks.stream()
        .filter(look -> look.toNanos() <= sample.timeNanos())
        .reduce((earlier, later) -> later);
  }

  /** The first look that began when it surely had been read. */
  private static Optional<Look> after(Sample sample, List<Look> looks) {
    return looks.stream()
        .filter(look -> look.fromNanos() >= sample.timeNanos() + READ_WITHIN_NANOS)
        .findFirst();
  }

  private double value(Look look) {
    return scale * look.values().getOrDefault(other, Double.NaN);
  }

  /** Whether the other program tells it on this host. */
  boolean isTold(List<Look> looks) {
    Map<String, Double> any = looks.get(0).values();
    return any.containsKey(other);
  }
}
