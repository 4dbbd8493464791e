package io.groundwatch.input.file;

/** What an entry makes of a path. */
public enum Verdict {
  /** It reads the file. */
  READ("it is read"),
  /** Another entry's, or nobody's. */
  NOT_MATCHED("its path does not match file_path"),
  /** In the state folder, by whatever path. */
  OWN_STATE("it lies in the agent's own state folder, which is never tailed"),
  /** By its ending. */
  COMPRESSED("its name says that it is compressed, and such files are passed over"),
  /** One of the globs of {@code exclude}. */
  EXCLUDED("exclude holds it"),
  /** The pattern of {@code blacklist}. */
  BLACKLISTED("blacklist is found in its name"),
  /** Read once it is there. */
  MISSING("there is no such file; it is read once there is one"),
  /** A folder, pipe, socket or device. */
  NOT_REGULAR("it is no regular file"),
  /** What the agent's standard output or standard error is. */
  OWN_OUTPUT("the agent itself writes to it, and a line about a line would have no end"),
  /** A link into the state folder. */
  LINK_TO_OWN_STATE("it is a link into the agent's own state folder, which is never tailed"),
  /** The path matches, but no search for the pattern comes to it. */
  NOT_REACHED("its path matches, but no search of file_path comes to it");

  private final String why;

  Verdict(String why) {
    this.why = why;
  }

  /** In words: the end of a sentence. */
  public String why() {
    return why;
  }
}
