package io.groundwatch.model;

import java.util.HexFormat;

/**
 * A batch's identity: 128 random bits, made once when the batch is closed, stored with it, and sent
 * with every attempt, so that a receiver can tell a repeat.
 */
public record BatchId(long high, long low) {
  /** How the ids of {@link #ofPutBack} start: "dead letter", as far as hexadecimal can spell it. */
  private static final long PUT_BACK = 0xdead1e77e2L;

  private static final int PUT_BACK_SHIFT = Long.SIZE - 40;

  /**
   * The id of a batch of records that were refused, set aside and put back. It is made of a hash of
   * them, so that it comes out the same again, and starts with {@code dead1e77e2}. A random id does
   * so once in 10^12 batches.
   */
  public static BatchId ofPutBack(long hashHigh, long hashLow) {
    long rest = hashHigh & ((1L << PUT_BACK_SHIFT) - 1);
    return new BatchId(PUT_BACK << PUT_BACK_SHIFT | rest, hashLow);
  }

  /** Whether its records were refused before, each on its own. */
  public boolean isPutBack() {
    return high >>> PUT_BACK_SHIFT == PUT_BACK;
  }

  /** Thirty-two lower-case hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
