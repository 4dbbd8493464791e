package io.groundwatch.text;

/** What ends a line. */
public enum LineEnding {
  /** LF; a CR before it belongs to it. */
  LF("lf", '\n'),
  /** CR and nothing else, as some devices write it and the old Mac did. */
  CR("cr", '\r');

  private final String key;
  private final char character;

  LineEnding(String key, char character) {
    this.key = key;
    this.character = character;
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  /** The character, which is the same byte in every encoding but UTF-16. */
  char character() {
    return character;
  }
}
