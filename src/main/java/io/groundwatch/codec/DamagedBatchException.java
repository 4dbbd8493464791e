package io.groundwatch.codec;

import java.io.IOException;

/** Stored bytes are not what was written; the message says what is wrong with them. */
public final class DamagedBatchException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public DamagedBatchException(String message) {
    super(message);
  }
}
