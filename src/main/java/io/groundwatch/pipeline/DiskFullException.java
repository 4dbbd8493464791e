package io.groundwatch.pipeline;

import java.io.IOException;

/** The volume has too little room left; dropping what is stored may make some. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message says which volume. */
  public DiskFullException(String message) {
    super(message);
  }
}
