package io.groundwatch.input.host;

/**
 * What the lack of one resource costs: the share of time in which some, or all, tasks waited for
 * it. Shares in percent, NaN where they are not told; totals in microseconds since boot, {@link
 * Source#ABSENT} likewise.
 *
 * @param name of the resource: cpu, memory, io or irq
 */
record PsiReading(String name, Stall some, Stall full) implements Named {
  /** One line of the kernel's file. */
  record Stall(double avg10, double avg60, double avg300, long total) {
    static final Stall UNTOLD = new Stall(Double.NaN, Double.NaN, Double.NaN, Source.ABSENT);
  }
}
