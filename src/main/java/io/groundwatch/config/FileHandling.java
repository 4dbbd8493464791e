package io.groundwatch.config;

import io.groundwatch.config.FileConfig.ReadFrom;

/**
 * How the files of an entry are dealt with, apart from what is in them.
 *
 * @param readFrom where a file that is seen for the first time is begun
 * @param autoRemoval whether a file is removed once a newer one matches and every byte of it is
 *     acknowledged
 * @param releaseWhenBlocked whether a file is let go, even one that was deleted, while a
 *     destination takes nothing ({@code backpressure_mode}: {@code fd_release})
 * @param compressed what is read of generations that were compressed
 */
public record FileHandling(
    ReadFrom readFrom, boolean autoRemoval, boolean releaseWhenBlocked, Compressed compressed) {
  /** What holds where the file says nothing. */
  public static final FileHandling DEFAULTS =
      new FileHandling(ReadFrom.BEGINNING, false, false, Compressed.UNFINISHED);

  /** What is read of generations that were compressed. */
  public enum Compressed {
    /** What was not read before they were compressed. */
    UNFINISHED("unfinished"),
    NONE("none");

    private final String key;

    Compressed(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }
}
