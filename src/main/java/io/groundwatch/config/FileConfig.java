package io.groundwatch.config;

/** Temp. */
public final class FileConfig {
  private FileConfig() {}

  /** Where. */
  public enum ReadFrom {
    BEGINNING,
    END
  }
}
