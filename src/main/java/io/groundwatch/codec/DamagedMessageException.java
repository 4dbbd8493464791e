package io.groundwatch.codec;

import java.io.IOException;

/** A message that somebody sent, and that is none of its format; the text says why. */
public final class DamagedMessageException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public DamagedMessageException(String message) {
    super(message);
  }

  /** Says why. */
  public DamagedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
