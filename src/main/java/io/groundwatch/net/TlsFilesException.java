package io.groundwatch.net;

import java.io.IOException;

/** A certificate or key that cannot be used; the text begins with the setting and the file. */
final class TlsFilesException extends IOException {
  private static final long serialVersionUID = 1;

  TlsFilesException(String message, Throwable cause) {
    super(message, cause);
  }

  TlsFilesException(String message) {
    super(message);
  }
}
