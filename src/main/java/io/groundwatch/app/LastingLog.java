package io.groundwatch.app;

import java.util.logging.LogManager;

/**
 * Keeps the log alive until the JVM is gone. The usual manager takes every handler away as soon as
 * a shutdown begins, beside our own shutdown and not after it, and so swallows its last words: what
 * remains queued.
 *
 * <p>Named by {@code java.util.logging.manager} in {@code conf/jvm.options}, since a manager can
 * only be chosen before the first logger is made. Made by the JVM alone.
 */
public final class LastingLog extends LogManager {
  /** Called by the JVM. */
  public LastingLog() {}

  /** Changes nothing: there is no file to close, and stderr is never buffered. */
  @Override
  public void reset() {}
}
