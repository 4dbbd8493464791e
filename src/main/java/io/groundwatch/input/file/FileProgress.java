package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;

/**
 * How far one lane has come in one generation of a file.
 *
 * @param coverage what is taken care of
 * @param held whether the file still holds it; else it was truncated or rewritten since
 */
public record FileProgress(Coverage coverage, boolean held) {
  /** Where reading goes on, in bytes. */
  public long offset() {
    return coverage.skip(0);
  }
}
