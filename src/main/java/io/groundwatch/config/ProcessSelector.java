package io.groundwatch.config;

/**
 * Which processes an entry of {@code procstat} is about.
 *
 * @param kind what {@code text} is
 * @param text a path, or a pattern that compiles
 */
public record ProcessSelector(Kind kind, String text) {
  /** What tells the processes; the first that an entry names counts, as upstream. */
  public enum Kind {
    /** The file that holds the process's number. */
    PID_FILE("pid_file", "pidfile"),
    /** A pattern of the program's name. */
    EXE("exe", "exe"),
    /** A pattern of the whole command line. */
    PATTERN("pattern", "pattern");

    private final String key;
    private final String dimension;

    Kind(String key, String dimension) {
      this.key = key;
      this.dimension = dimension;
    }

    /** Its key in the configuration. */
    public String key() {
      return key;
    }

    /** The dimension that holds the text. */
    public String dimension() {
      return dimension;
    }
  }
}
