package io.groundwatch.app;

/** What the process's exit status means; documented in the README and relied on by the unit. */
final class ExitCode {
  static final int FINE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int CONFIGURATION = 3;

  private ExitCode() {}
}
