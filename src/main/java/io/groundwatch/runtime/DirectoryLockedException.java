package io.groundwatch.runtime;

import java.io.IOException;

/** Another process, or another part of this one, owns the folder; the message says who. */
public final class DirectoryLockedException extends IOException {
  private static final long serialVersionUID = 1;

  DirectoryLockedException(String message) {
    super(message);
  }
}
