package io.groundwatch.config;

/**
 * Where something stands in a configuration: for a person the file, line and column, for a tool the
 * pointer.
 *
 * @param file the file's name, or that of the environment variable that held the text
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters; 0 where the whole file is meant
 * @param pointer a JSON pointer (RFC 6901) into that file; empty for the whole document
 */
record Place(String file, int line, int column, String pointer) {
  /** The file as a whole. */
  static Place whole(String file) {
    return new Place(file, 0, 0, "");
  }

  /** The pointer of a member or an element below {@code pointer}. */
  static String below(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The place of something that should be below this and is not. */
  Place below(String key) {
    return new Place(file, line, column, below(pointer, key));
  }

  /** The line of this, and the pointer of what holds it: an element that its array may not have. */
  Place in(Place array) {
    return new Place(file, line, column, array.pointer());
  }

  /** As another place's message names it: {@code app.json:3:7}. */
  String shown() {
    return line > 0 ? file + ":" + line + ":" + column : file;
  }
}
