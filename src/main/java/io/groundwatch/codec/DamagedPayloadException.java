package io.groundwatch.codec;

import java.io.IOException;

/**
 * A payload that is not what it says it is: it does not decompress, or not to the length or the
 * number of records that were noted with it.
 */
public final class DamagedPayloadException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what does not fit. */
  public DamagedPayloadException(String message) {
    super(message);
  }

  /** Says what does not fit, and what a library said about it. */
  public DamagedPayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
