package io.groundwatch.text;

/**
 * A line of Docker's json-file driver: {@code {"log":"text\n","stream":"stdout","time":"..."}}, a
 * part of a text where it does not end with a line feed. Other members, such as attrs, are skipped.
 * Owned by one thread.
 */
public final class DockerJsonLine implements ContainerLine {
  private final JsonMembers members = new JsonMembers();
  private byte[] text = new byte[0];
  private int textLength;
  private long timeNanos;
  private boolean stderr;
  private boolean partial;

  @Override
  public boolean parse(byte[] from, int offset, int length) {
    boolean hasLog = false;
    timeNanos = Rfc3339.NONE;
    stderr = false;
    members.open(from, offset, length);
    while (members.next()) {
      if (members.isNamed("log") && members.isString()) {
        text = members.unescape(text);
        textLength = members.unescapedLength();
        hasLog = true;
      } else if (members.isNamed("time") && members.isString()) {
        timeNanos = Rfc3339.nanos(from, members.valueStart(), members.valueEnd());
      } else if (members.isNamed("stream") && members.isString()) {
        stderr = members.isValue("stderr");
      }
    }
    if (!members.ended() || !hasLog || timeNanos == Rfc3339.NONE) {
      return false;
    }
    partial = textLength == 0 || text[textLength - 1] != '\n';
    if (!partial) {
      textLength = LineBreaks.BYTES.textEnd(text, 0, textLength - 1);
    }
    return true;
  }

  @Override
  public boolean partial() {
    return partial;
  }

  @Override
  public boolean stderr() {
    return stderr;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public byte[] content() {
    return text;
  }

  @Override
  public int contentOffset() {
    return 0;
  }

  @Override
  public int contentLength() {
    return textLength;
  }
}
