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
 */
public record FileHandling(ReadFrom readFrom, boolean autoRemoval, boolean releaseWhenBlocked) {
  /** What holds where the file says nothing. */
  public static final FileHandling DEFAULTS = new FileHandling(ReadFrom.BEGINNING, false, false);
}
