package io.groundwatch.server.receive;

import java.io.IOException;

/**
 * Counts the records of NDJSON that comes in pieces, and sees whether each line looks like a JSON
 * object: from a brace to a brace. It does not parse them. Loop thread.
 */
final class NdjsonCheck {
  private int records;
  private long line = 1;
  private byte first;
  private byte last;

  void add(byte[] bytes, int length) throws IOException {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        addToLine(bytes, from, i);
        endLine();
        from = i + 1;
      }
    }
    addToLine(bytes, from, length);
  }

  /** Ends the last line, and returns how many records there were; blank lines are none. */
  int finish() throws IOException {
    endLine();
    return records;
  }

  /** Looks at the ends only: this runs over every byte that arrives. */
  private void addToLine(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && isBlank(bytes[start])) {
      start++;
    }
    int end = to;
    while (end > start && isBlank(bytes[end - 1])) {
      end--;
    }
    if (start < end) {
      first = first == 0 ? bytes[start] : first;
      last = bytes[end - 1];
    }
  }

  private void endLine() throws IOException {
    if (first != 0) {
      if (first != '{' || last != '}') {
        throw new IOException("line " + line + " is not a JSON object");
      }
      records++;
    }
    line++;
    first = 0;
    last = 0;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
