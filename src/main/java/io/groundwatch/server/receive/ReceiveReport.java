package io.groundwatch.server.receive;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Counts what arrived and says what is worth saying: the first batch, every id that came back with
 * another content, each new kind of trouble, and the sum at the end. Loop thread, but for {@link
 * #summary}.
 */
final class ReceiveReport {
  private final PrintStream err;
  private volatile Counts counts = new Counts(0, 0, 0, 0, 0, 0);
  private String lastTrouble = "";

  /** All of it, seen together. */
  record Counts(
      long batches, long records, long bytes, long repeats, long conflicts, long refused) {
    private Counts plus(Counts more) {
      return new Counts(
          batches + more.batches,
          records + more.records,
          bytes + more.bytes,
          repeats + more.repeats,
          conflicts + more.conflicts,
          refused + more.refused);
    }
  }

  ReceiveReport(PrintStream err) {
    this.err = err;
  }

  void accepted(BatchBody.Summary batch) {
    if (counts.batches == 0) {
      err.println("The first batch arrived: " + batch.records() + " records.");
    }
    lastTrouble = "";
    counts = counts.plus(new Counts(1, batch.records(), batch.bytes(), 0, 0, 0));
  }

  void repeated() {
    counts = counts.plus(new Counts(0, 0, 0, 1, 0, 0));
  }

  void conflicted(String id) {
    err.println("SAME ID, DIFFERENT CONTENT: " + printable(id) + ". A sender must never do that.");
    counts = counts.plus(new Counts(0, 0, 0, 0, 1, 0));
  }

  void refused(String why) {
    if (!why.equals(lastTrouble)) {
      err.println("Refused: " + printable(why) + ".");
      lastTrouble = why;
    }
    counts = counts.plus(new Counts(0, 0, 0, 0, 0, 1));
  }

  Counts counts() {
    return counts;
  }

  /** Any thread. */
  void summary() {
    Counts sum = counts;
    err.printf(
        Locale.ROOT,
        "Received %d batches, %d records, %d bytes; %d repeats, %d with the same id and different"
            + " content, %d refused.%n",
        sum.batches,
        sum.records,
        sum.bytes,
        sum.repeats,
        sum.conflicts,
        sum.refused);
  }

  private static String printable(String foreign) {
    return foreign.replaceAll("\\p{Cntrl}", "?");
  }
}
