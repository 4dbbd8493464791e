package io.groundwatch.model;

import java.util.HexFormat;

/**
 * One generation of one file, as one lane reads it: 128 random bits, made when the generation is
 * first seen. A truncated or rewritten file is a new generation; a renamed one is not.
 */
public record SourceId(long high, long low) {

  /** Thirty-two lower-case hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
