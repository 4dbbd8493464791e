package io.groundwatch.text;

/**
 * A line of the Kubernetes container runtime interface: {@code <RFC 3339 time> <stdout|stderr>
 * <tags> <text>}, where tags are separated by colons and the first is P for a part of a text and F
 * for its end (kubernetes/design-proposals-archive, kubelet-cri-logging). Owned by one thread.
 */
public final class CriLine implements ContainerLine {
  private static final int LONGEST_TIME = 40;

  private byte[] bytes = new byte[0];
  private int textOffset;
  private int textLength;
  private long timeNanos;
  private boolean stderr;
  private boolean partial;

  @Override
  public boolean parse(byte[] from, int offset, int length) {
    int end = offset + length;
    int timeEnd = space(from, offset, Math.min(end, offset + LONGEST_TIME));
    int streamEnd = timeEnd + 7;
    // The shortest rest is " F": a text may be empty, and its space missing.
    if (timeEnd < 0 || streamEnd + 2 > end || from[streamEnd] != ' ') {
      return false;
    }
    int tag = from[streamEnd + 1];
    int tagsEnd = space(from, streamEnd + 1, end);
    timeNanos = Rfc3339.nanos(from, offset, timeEnd);
    if (timeNanos == Rfc3339.NONE || !isStream(from, timeEnd + 1) || (tag != 'P' && tag != 'F')) {
      return false;
    }
    bytes = from;
    stderr = from[timeEnd + 4] == 'e';
    partial = tag == 'P';
    textOffset = tagsEnd < 0 ? end : tagsEnd + 1;
    textLength = end - textOffset;
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
    return bytes;
  }

  @Override
  public int contentOffset() {
    return textOffset;
  }

  @Override
  public int contentLength() {
    return textLength;
  }

  private static int space(byte[] from, int start, int end) {
    for (int at = start; at < end; at++) {
      if (from[at] == ' ') {
        return at;
      }
    }
    return -1;
  }

  private static boolean isStream(byte[] from, int at) {
    boolean out = from[at + 3] == 'o' && from[at + 4] == 'u' && from[at + 5] == 't';
    boolean err = from[at + 3] == 'e' && from[at + 4] == 'r' && from[at + 5] == 'r';
    return from[at] == 's' && from[at + 1] == 't' && from[at + 2] == 'd' && (out || err);
  }
}
