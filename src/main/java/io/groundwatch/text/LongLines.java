package io.groundwatch.text;

/** What becomes of a line over the limit. */
public enum LongLines {
  /** All of it passes, in pieces. */
  SPLIT("split"),
  /** Its first piece passes, and the rest of the line is left out. */
  TRUNCATE("truncate");

  private final String key;

  LongLines(String key) {
    this.key = key;
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }
}
