package io.groundwatch.codec;

import java.io.IOException;

/**
 * Stored bytes are whole but of a format that this version does not know: a newer one wrote them.
 * They are refused and left as they are, never taken for damage.
 */
public final class UnknownFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what is not known. */
  public UnknownFormatException(String message) {
    super(message);
  }
}
