package io.groundwatch.model;

/**
 * The kinds of signal. A lane carries one kind; the key is its name in files and in configuration.
 */
public enum SignalKind {
  METRICS("metrics"),
  LOGS("logs");

  private final String key;

  SignalKind(String key) {
    this.key = key;
  }

  /** The kind's name in the configuration, in lane names and in self metrics. */
  public String key() {
    return key;
  }
}
