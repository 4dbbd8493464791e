package io.groundwatch.model;

import java.util.HexFormat;

/**
 * A batch's identity: 128 random bits, made once when the batch is closed, stored with it, and sent
 * with every attempt, so that a receiver can tell a repeat.
 */
public record BatchId(long high, long low) {

  /** Thirty-two lower-case hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
