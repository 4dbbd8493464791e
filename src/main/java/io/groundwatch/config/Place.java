package io.groundwatch.config;

/**
 * Where something stands in a configuration: for a person the line and column, for a tool the
 * pointer.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters; 0 where the whole file is meant
 * @param pointer a JSON pointer (RFC 6901); empty for the whole document
 */
record Place(int line, int column, String pointer) {
  /** The file as a whole. */
  static final Place FILE = new Place(0, 0, "");

  /** The pointer of a member or an element below {@code pointer}. */
  static String below(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The place of something that should be below this and is not. */
  Place below(String key) {
    return new Place(line, column, below(pointer, key));
  }
}
